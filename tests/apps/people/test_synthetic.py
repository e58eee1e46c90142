import json

import pytest

from quanheng.apps.evidence.models import Event
from quanheng.apps.people.models import Organisation, Person
from quanheng.apps.people.public import ensure_organisation, load_register, synthesise
from quanheng.apps.people.rules.credit_code import fault
from quanheng.apps.people.rules.synthetic import MARK
from quanheng.kernel.actor import Refused
from quanheng.kernel.synthetic import database_is_synthetic
from tests.apps.people.conftest import LOADER

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(moment):
    load_register(actor=LOADER, now=moment)
    said = []
    synthesise(organisations=300, persons=200, seed=7, actor=LOADER, now=moment, progress=said.append)
    return said


def test_every_synthetic_record_says_so_and_the_database_too(made):
    organisations, persons = Organisation.objects.filter(synthetic=True), Person.objects.filter(synthetic=True)
    assert (organisations.count(), persons.count()) == (300, 200)
    assert all(one.name.startswith(MARK) for one in [*organisations, *persons])
    assert database_is_synthetic()
    assert made


def test_codes_have_their_check_character_and_stand_once(made):
    codes = list(Organisation.objects.filter(synthetic=True).values_list("credit_code", flat=True))
    assert [code for code in codes if fault(code)] == []
    assert len(set(codes)) == 300


def test_it_is_one_event(made):
    (event,) = Event.objects.filter(kind="people.synthesised")
    assert event.payload == {"organisations": 300, "persons": 200, "seed": 7}


def test_a_second_run_goes_on_and_real_numbers_are_not_moved(made, moment):
    before = ensure_organisation(name="甲", kind="other", source="x", confidence="B", actor=LOADER, now=moment)
    synthesise(organisations=10, persons=10, seed=8, actor=LOADER, now=moment)
    after = ensure_organisation(name="乙", kind="other", source="x", confidence="B", actor=LOADER, now=moment)
    assert Organisation.objects.filter(key="S0000310").exists()
    assert int(after.key[1:]) == int(before.key[1:]) + 1


def test_the_same_seed_gives_the_same_names(moment):
    load_register(actor=LOADER, now=moment)
    from django.db import transaction

    def names():
        with transaction.atomic():
            synthesise(organisations=20, persons=20, seed=3, actor=LOADER, now=moment)
            found = [*Organisation.objects.filter(synthetic=True), *Person.objects.all()]
            transaction.set_rollback(True)
        return [one.name for one in found]

    assert names() == names()


def test_a_visitor_may_not(cast, moment):
    with pytest.raises(Refused):
        synthesise(organisations=1, persons=1, seed=1, actor=cast.actor("outsider"), now=moment)


def test_synthetic_organisations_are_marked_in_the_api(made, client):
    found = json.loads(client.get("/api/v1/organisations?q=S0000001").content)
    assert [item["synthetic"] for item in found["items"]] == [True]
