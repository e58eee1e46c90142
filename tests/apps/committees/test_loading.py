import pytest

from quanheng.apps.committees.actions.load_register import load_register
from quanheng.apps.committees.models import Committee, Field, Hosting
from quanheng.apps.evidence.models import Event
from quanheng.apps.people.public import load_register as load_people
from quanheng.kernel.actor import system_actor

pytestmark = pytest.mark.django_db
LOADER = system_actor("loader")


@pytest.fixture
def loaded(moment):
    load_people(actor=LOADER, now=moment)
    return load_register(actor=LOADER, now=moment)


def test_every_row_of_the_collected_list_is_on_record(loaded, shared_data):
    import csv

    with (shared_data / "committees" / "national_metrology_technical_committees.csv").open(
        encoding="utf-8-sig"
    ) as file:
        rows = list(csv.DictReader(file))
    names = {name.split("（")[0] for name in Committee.objects.values_list("name", flat=True)}
    assert [row["name"] for row in rows if row["name"].split("（")[0] not in names] == []
    assert {row["code"] for row in rows if row["code"]} == set(
        Committee.objects.exclude(code="").values_list("code", flat=True)
    )


def test_loading_again_changes_nothing_and_writes_no_event(loaded, moment):
    before = Event.objects.count()
    assert load_people(actor=LOADER, now=moment) == {"regions": 0, "offices": 0, "organisations": 0}
    assert set(load_register(actor=LOADER, now=moment).values()) == {0}
    assert Event.objects.count() == before
