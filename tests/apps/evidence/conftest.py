import pytest
from django.db import transaction

from quanheng.apps.evidence.public import record
from quanheng.apps.people.events import OrganisationRegistered
from quanheng.kernel.actor import system_actor
from quanheng.kernel.subjects import Subject

LOADER = system_actor("loader")
SUBJECT = Subject("organisation", "O000001")


@pytest.fixture
def told(db, moment):
    with transaction.atomic():
        return record(OrganisationRegistered("O000001", "某院", "institute"), actor=LOADER, subject=SUBJECT, now=moment)
