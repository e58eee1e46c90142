"""A visitor walks every address there is, and no address tells of a person or of what is internal."""

from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client

from quanheng.apps.people.actions.appoint import appoint
from quanheng.apps.people.actions.open_account import open_account
from quanheng.apps.people.actions.register_organisation import register_organisation
from quanheng.apps.people.actions.register_person import register_person
from quanheng.apps.people.models import Office, Organisation
from quanheng.kernel.actor import system_actor
from tests.web.addresses import addresses, sample

REGISTRAR = system_actor("loader")
PERSON, ACCOUNT, INTERNAL = "甄不外泄", "zhen-buwaixie", "不公开的内部机构"
TOLD = (PERSON, ACCOUNT, INTERNAL)
EXPORTS = ("csv", "json")


@pytest.fixture
def secretive(registers, moment, settings, tmp_path, log_home):
    """A person with an account who holds an office at the first organisation, and an organisation that is internal."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.SEARCH_INDEX = tmp_path
    known = {"source": "测试", "confidence": "A", "actor": REGISTRAR, "now": moment}
    office, public = Office.objects.first(), Organisation.objects.order_by("pk").first()
    register_organisation(name=INTERNAL, kind="other", public=False, **known)
    person = register_person(name=PERSON, employer=public, **known)
    start = date(2020, 1, 1)
    appoint(person=person, office=office, organisation=public, start=start, end=start + timedelta(9999), **known)
    open_account(person=person, username=ACCOUNT, password="correct horse battery staple", actor=REGISTRAR, now=moment)
    call_command("reindex", stdout=StringIO())
    call_command("log", "sequencer", "--once", stdout=StringIO())


def body(response) -> str:
    raw = b"".join(response.streaming_content) if response.streaming else response.content
    return raw.decode("utf-8", "replace")


@pytest.mark.usefixtures("secretive")
def test_no_address_tells_a_visitor_of_a_person_an_account_or_an_internal_organisation():
    visitor = Client(raise_request_exception=False)
    for address in addresses():
        path = sample(address)
        forms = [path, *(f"{path}?export={form}" for form in EXPORTS), f"{path}?size=200"]
        for asked in forms:
            told = body(visitor.get(asked))
            assert not [name for name in TOLD if name in told], asked


@pytest.mark.usefixtures("secretive")
@pytest.mark.parametrize("path", ["/api/v1/search", "/api/v1/organisations", "/api/v1/changes", "/search/suggest"])
def test_asking_by_name_finds_nothing(client, path):
    for name in TOLD:
        found = client.get(path, {"q": name})
        assert found.status_code == 200
        assert "items" not in found.json() or found.json()["total"] == 0
