"""The open API against its own description: whatever schemathesis can think of, no failure and no surprise."""

import pytest
import schemathesis
from django.core.cache import cache
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from quanheng.web.api import openapi
from quanheng.web.wsgi import application

EXAMPLES = 25
CHECKS = (
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
)
schema = schemathesis.openapi.from_dict(openapi())
schema.app = application
schema.config.update(base_url="http://localhost")


def _limits(mode):
    schema.config.generation.update(modes=[mode])
    return settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
        database=None,
    )


@pytest.fixture(autouse=True)
def _unlimited(settings):
    settings.API_RATE = "1000000/m"
    settings.ALLOWED_HOSTS = ["*"]
    cache.clear()


@pytest.mark.usefixtures("registers")
@schema.parametrize()
@settings(
    max_examples=EXAMPLES, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck), database=None
)
def test_the_api_keeps_to_its_description(case):
    case.call_and_validate(checks=CHECKS)
