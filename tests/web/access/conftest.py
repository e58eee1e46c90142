"""The shipped registers with the cast of the walk in them."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import override_settings

from quanheng.apps.people.authentication import proof
from quanheng.kernel.clock import now
from tests.registers import connected_to
from tests.web.access.cast import World, build_world

STATIC = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}


@pytest.fixture(scope="module")
def world(loaded_database: str, django_db_blocker, tmp_path_factory) -> Iterator[World]:
    """The shipped registers with the cast in them, made once; every visit is rolled back."""
    from django.conf import settings

    quick = {
        "PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"],
        "STORAGES": {**settings.STORAGES, "staticfiles": STATIC},
        "API_RATE": "1000000/m",
        "SEARCH_INDEX": tmp_path_factory.mktemp("no-index"),
    }
    with pytest.MonkeyPatch.context() as patch, override_settings(**quick):
        patch.setattr(proof, "FRESH", 24 * 3600)  # a walk on a slow machine takes longer than ten minutes
        with django_db_blocker.unblock(), connected_to(loaded_database), transaction.atomic():
            yield build_world(now())
            transaction.set_rollback(True)
