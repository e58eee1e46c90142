import csv

import pytest

from quanheng.apps.committees.actions.load_register import load_register
from quanheng.apps.committees.actions.record_committee import record_committee
from quanheng.apps.committees.actions.record_term import record_term
from quanheng.apps.committees.actions.set_host import set_host
from quanheng.apps.committees.models import Committee, Field, Term
from quanheng.apps.committees.register_file import CommitteeRecord, Committees, shipped_committees
from quanheng.apps.evidence.models import Event
from quanheng.apps.people.public import Organisation
from quanheng.apps.people.public import load_register as load_people
from quanheng.kernel.actor import ANONYMOUS, Refused
from quanheng.kernel.errors import BadInput
from quanheng.kernel.models import SearchOutbox
from tests.apps.committees.conftest import LOADER

pytestmark = pytest.mark.django_db
JJF_1022 = ("01", "04", "12", "15", "23", "25", "28", "33", "37", "46", "51", "53", "55", "57", "59", "61", "63", "65")


def test_every_row_of_the_collected_list_is_on_record(loaded, shared_data):
    with (shared_data / "committees" / "national_metrology_technical_committees.csv").open(
        encoding="utf-8-sig"
    ) as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 37
    on_record = {
        name: (code, parent) for name, code, parent in Committee.objects.values_list("name", "code", "parent__name")
    }
    names = {row["code"]: row["name"].split("（")[0] for row in rows if row["code"]}
    for row in rows:
        code, parent = on_record[row["name"].split("（")[0]]
        assert code == row["code"]
        assert (parent or "") == names.get(row["parent"], row["parent"])


def test_every_secretariat_of_the_collected_list_is_on_record(loaded, shared_data):
    with (shared_data / "committees" / "national_metrology_technical_committees.csv").open(
        encoding="utf-8-sig"
    ) as file:
        expected = {row["name"]: row["secretariat"] for row in csv.DictReader(file) if row["secretariat"]}
    found = dict(
        Committee.objects.filter(hostings__isnull=False, level="national").values_list(
            "name", "hostings__organisation__name"
        )
    )
    assert found == expected


def test_loading_again_changes_nothing_and_writes_no_event(loaded, moment):
    before = Event.objects.count()
    assert set(load_people(actor=LOADER, now=moment).values()) == {0}
    assert set(load_register(actor=LOADER, now=moment).values()) == {0}
    assert Event.objects.count() == before


def test_every_committee_left_one_event_and_one_touch_at_least(loaded):
    recorded = Event.objects.filter(kind="committees.recorded")
    assert recorded.count() == Committee.objects.count() == loaded["committees"]
    assert set(Committee.objects.values_list("key", flat=True)) == set(
        SearchOutbox.objects.filter(kind="committee").values_list("key", flat=True)
    )


def test_a_fact_that_changed_is_one_event_naming_the_field(loaded, moment):
    facts = next(record for record in shipped_committees() if record.key == "MTC2")
    before = Event.objects.count()
    changed = facts.model_copy(update={"founded": "1998"})
    assert record_committee(facts=changed, actor=LOADER, now=moment)[1]
    event = Event.objects.latest("id")
    assert Event.objects.count() == before + 1
    assert (event.kind, event.payload["fields"]) == ("committees.changed", ["founded_on"])


def test_a_committee_is_an_organisation_below_that_of_the_committee_above(loaded):
    group = Committee.objects.get(key="MTC1-WG1")
    assert group.organisation.name == "全国法制计量管理计量技术委员会协调工作组"
    assert group.organisation.kind == Organisation.Kind.COMMITTEE
    assert [relation.parent.committee.key for relation in group.organisation.parents.all()] == ["MTC1"]


def test_fields_are_the_big_classes_of_jjf_1022_and_those_policy_names(loaded):
    codes = set(Field.objects.exclude(code="").values_list("code", flat=True))
    assert codes == set(JJF_1022)
    assert Field.objects.filter(priority="new").count() == 6


def test_unverified_names_say_so(loaded):
    recalled = Committee.objects.filter(confidence="R")
    assert recalled.exists()
    assert set(recalled.values_list("source", flat=True)) == {"凭记忆，未核实"}


def test_nobody_but_who_keeps_the_register_may_record(loaded, moment):
    committee = Committee.objects.get(key="MTC1")
    facts = shipped_committees()[0]
    told = {"actor": ANONYMOUS, "now": moment}
    with pytest.raises(Refused):
        record_committee(facts=facts, **told)
    with pytest.raises(Refused):
        set_host(committee=committee, organisation=committee.organisation, source="x", **told)
    with pytest.raises(Refused):
        record_term(committee=committee, ordinal=9, source="x", **told)
    with pytest.raises(Refused):
        load_register(**told)


def test_a_host_is_recorded_once_and_ended_once(loaded, moment):
    from datetime import date

    committee = Committee.objects.get(key="MTC20")
    host = Organisation.objects.get(name="中国计量科学研究院")
    told = {"committee": committee, "organisation": host, "source": "x", "actor": LOADER, "now": moment}
    set_host(start=date(2010, 1, 1), **told)
    with pytest.raises(BadInput, match="已登记"):
        set_host(**told)
    assert set_host(end=date(2020, 1, 1), **told).start == date(2010, 1, 1)
    set_host(start=date(2021, 1, 1), **told)
    assert committee.hostings.count() == 2


def test_a_term_does_not_end_before_it_starts(loaded, moment):
    from datetime import date

    committee = Committee.objects.get(key="MTC20")
    with pytest.raises(BadInput, match="止日必须晚于起日"):
        record_term(
            committee=committee,
            ordinal=1,
            start=date(2020, 1, 1),
            end=date(2019, 1, 1),
            source="x",
            actor=LOADER,
            now=moment,
        )
    assert not Term.objects.filter(committee=committee).exists()


@pytest.mark.parametrize(
    "bad",
    [
        {"key": "MTC7", "code": "MTC8"},
        {"key": "mtc7", "code": "mtc7"},
        {"key": "C1"},
        {"key": "C900", "founded": "97"},
        {"key": "C900", "tier": "xx"},
        {"key": "C900", "surprise": 1},
    ],
)
def test_a_damaged_record_is_refused(bad):
    with pytest.raises(ValueError, match="validation error"):
        CommitteeRecord.model_validate(
            {"name": "x", "tier": "tc", "level": "national", "confidence": "B", "source": "x", **bad}
        )


def test_a_record_stands_once_and_after_the_one_above_it():
    one = {
        "key": "MTC7",
        "code": "MTC7",
        "name": "x",
        "tier": "tc",
        "level": "national",
        "confidence": "B",
        "source": "x",
    }
    with pytest.raises(ValueError, match="stands twice"):
        Committees.model_validate({"committees": [one, one]})
    with pytest.raises(ValueError, match="must stand above"):
        Committees.model_validate({"committees": [{**one, "parent": "MTC3"}]})
