from datetime import UTC, datetime

import pytest
from django.db import transaction

from quanheng.apps.committees.actions.load_register import load_register
from quanheng.apps.people.public import load_register as load_people
from quanheng.kernel.actor import system_actor

LOADER = system_actor("loader")


@pytest.fixture(scope="module")
def _register(django_db_setup, django_db_blocker):
    """The shipped register, loaded once for a module; every test then works in a savepoint of its own."""
    with django_db_blocker.unblock():
        outer = transaction.atomic()
        outer.__enter__()
        moment = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
        load_people(actor=LOADER, now=moment)
        yield load_register(actor=LOADER, now=moment)
        transaction.set_rollback(True)
        outer.__exit__(None, None, None)


@pytest.fixture
def loaded(_register, db):
    """The shipped register; gives what loading said."""
    return _register
