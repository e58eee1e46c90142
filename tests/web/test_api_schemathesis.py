"""The open API against its own description: whatever schemathesis can think of, no failure and no surprise."""

import pytest
import schemathesis
from django.core.cache import cache
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from quanheng.web.api import openapi
from quanheng.web.wsgi import application

EXAMPLES = 20
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    negative_data_rejection,
]
schema = schemathesis.openapi.from_dict(openapi())
schema.app = application
schema.config.update(base_url="http://localhost")
schema.config.checks.negative_data_rejection.expected_statuses.append("414")  # our bound on addresses comes first


@pytest.fixture(autouse=True)
def _in_process(settings, searchable):
    """The application in this process and this transaction: it must not close our connection after each request."""
    settings.API_RATE = "1000000/m"
    cache.clear()
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@schema.parametrize()
@settings(
    max_examples=EXAMPLES, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck), database=None
)
def test_the_api_keeps_to_its_description(case):
    case.call_and_validate(checks=CHECKS)
