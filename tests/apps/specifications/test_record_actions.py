"""Recording an edition, a replacement, an amendment sheet by hand."""

from datetime import UTC, date, datetime

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction

from quanheng.apps.evidence.public import from_json
from quanheng.apps.specifications.actions.record_amendment import record_amendment
from quanheng.apps.specifications.actions.record_edition import record_edition
from quanheng.apps.specifications.actions.record_replacement import record_replacement
from quanheng.apps.specifications.models import Edition
from quanheng.apps.specifications.public import editions_on, resolve
from quanheng.kernel.actor import ANONYMOUS, Actor, OfficeHeld, Refused
from quanheng.kernel.errors import BadInput
from quanheng.kernel.models import SearchOutbox

pytestmark = pytest.mark.usefixtures("registers")

D = date
OFFICE = OfficeHeld(1, "registrar", 1, "某局", roles=frozenset({"registrar"}))
REGISTRAR = Actor(account_id=1, name="登记员", acting_as=OFFICE, roles=OFFICE.roles)
NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
FACTS = {
    "number": "jjf 2000—2026",
    "kind": "calibration",
    "title": "试验规范",
    "issued_on": D(2026, 6, 1),
    "effective_on": D(2026, 12, 1),
    "replaces": [{"number": "JJF 1548-2015", "source": "封面"}],
    "confidence": "A",
    "source": "封面",
}


def events():
    return apps.get_model("evidence", "Event").objects.order_by("id")


def record(**facts):
    return record_edition(facts=FACTS | facts, actor=REGISTRAR, now=NOW)


def edition(number):
    return Edition.objects.get(number=number)


def status(number, day):
    return editions_on(ANONYMOUS, day).get(number=number).status


def test_an_edition_is_recorded_with_its_replacement_as_one_event():
    before = events().count()
    made = record()
    assert (made.number, made.key, made.year) == ("JJF 2000-2026", "JJF-2000-2026", 2026)
    [event] = events()[before:]
    assert event.actor == "account:1"
    assert from_json(event.kind, event.payload).sentence() == (
        "登记《试验规范》（JJF 2000-2026），代替 JJF 1548-2015。"
    )
    assert status("JJF 2000-2026", D(2026, 11, 30)) == "upcoming"
    assert status("JJF 1548-2015", D(2026, 11, 30)) == "in_force"
    assert status("JJF 1548-2015", D(2026, 12, 1)) == "replaced"
    assert resolve(ANONYMOUS, "JJF2000-2026").key == "JJF-2000-2026"
    assert set(SearchOutbox.objects.order_by("-id").values_list("key", flat=True)[:2]) == {
        "JJF-2000-2026",
        "JJF-1548-2015",
    }


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"number": "JJF 2000"}, "number"),
        ({"number": "JJFl022—199l"}, "number"),
        ({"number": ""}, "number"),
        ({"number": "JJF 1070-2023"}, "已登记"),
        ({"number": "JJF(火星) 1-2020"}, "火星"),
        ({"effective_on": D(2026, 1, 1)}, "早于发布日期"),
        ({"source": ""}, "source"),
        ({"confidence": "Z"}, "confidence"),
        ({"status": "现行"}, "status"),
        ({"replaces": [{"number": "JJF 2000-2026"}]}, "代替自身"),
        ({"field": "geometry"}, "field_basis"),
    ],
)
def test_what_cannot_be_recorded_is_refused_by_field(facts, field):
    before = events().count(), Edition.objects.count()
    with pytest.raises(BadInput) as caught:
        record(**facts)
    assert field in str(caught.value)
    assert (events().count(), Edition.objects.count()) == before


def test_status_follows_a_replacement_recorded_later():
    before = events().count()
    record_replacement(
        successor=edition("JJF 1720-2018"),
        predecessor=edition("JJG 464-2011"),
        source="封面",
        actor=REGISTRAR,
        now=NOW,
    )
    assert status("JJG 464-2011", D(2019, 3, 24)) == "in_force"
    assert status("JJG 464-2011", D(2019, 3, 25)) == "replaced"
    [event] = events()[before:]
    assert from_json(event.kind, event.payload).sentence() == "登记代替关系：JJF 1720-2018 代替 JJG 464-2011。"


@pytest.mark.parametrize(
    ("extra", "status_after", "sentence"),
    [
        ({"doubtful": True}, "in_force", "登记存疑的代替关系：JJF 1720-2018 与 JJG 464-2011。"),
        ({"partial": True}, "partly_replaced", "登记部分代替关系：JJF 1720-2018 代替 JJG 464-2011 的一部分。"),
    ],
)
def test_partial_and_doubtful_replacements(extra, status_after, sentence):
    record_replacement(
        successor=edition("JJF 1720-2018"),
        predecessor=edition("JJG 464-2011"),
        source="封面",
        actor=REGISTRAR,
        now=NOW,
        **extra,
    )
    assert status("JJG 464-2011", D(2026, 11, 22)) == status_after
    event = events().last()
    assert from_json(event.kind, event.payload).sentence() == sentence


@pytest.mark.parametrize(
    ("successor", "predecessor", "reason"),
    [
        ("JJF 1070-2023", "JJF 1070-2023", "代替自身"),
        ("JJF 1070-2023", "JJF 1070-2005", "已登记"),
        ("JJF 1070-2005", "JJF 1070-2023", "已直接或间接代替"),
        ("JJF 1070-2000", "JJF 1070-2023", "已直接或间接代替"),
    ],
)
def test_a_replacement_neither_repeats_nor_runs_in_a_circle(successor, predecessor, reason):
    with pytest.raises(BadInput, match=reason):
        record_replacement(
            successor=edition(successor), predecessor=edition(predecessor), source="封面", actor=REGISTRAR, now=NOW
        )


def test_an_amendment_sheet_may_precede_the_effective_date():
    before = events().count()
    sheet = record_amendment(
        edition=edition("JJG 1204-2025"),
        ordinal=1,
        year=2026,
        issued_on=D(2026, 3, 1),
        source="公告",
        confidence="A",
        actor=REGISTRAR,
        now=NOW,
    )
    assert sheet.number == "JJG 1204-2025 XG1-2026"
    assert resolve(ANONYMOUS, "jjg1204-2025xg1-2026").amendment_key == "JJG-1204-2025-XG1-2026"
    [event] = events()[before:]
    assert from_json(event.kind, event.payload).sentence() == "登记 JJG 1204-2025 的修改单 JJG 1204-2025 XG1-2026。"


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"ordinal": 1, "year": 2024}, "已登记"),
        ({"ordinal": 0, "year": 2024}, "1 至 99"),
        ({"ordinal": 2, "year": 2022}, "不能早于规范"),
        ({"ordinal": 2, "year": 2024, "issued_on": D(2023, 1, 1)}, "不能早于规范发布"),
        ({"ordinal": 2, "year": 2024, "issued_on": D(2024, 5, 1), "effective_on": D(2024, 4, 1)}, "不能早于发布日期"),
    ],
)
def test_an_amendment_sheet_that_cannot_be_is_refused(facts, reason):
    with pytest.raises(BadInput, match=reason):
        record_amendment(
            edition=edition("JJF 1070-2023"), source="公告", confidence="A", actor=REGISTRAR, now=NOW, **facts
        )


@pytest.mark.parametrize("actor", [ANONYMOUS, Actor(account_id=2, roles=frozenset({"auditor"}))])
def test_only_a_registrar_records(actor):
    old, new = edition("JJG 464-2011"), edition("JJF 1720-2018")
    with pytest.raises(Refused, match="登记员"):
        record_edition(facts=FACTS, actor=actor, now=NOW)
    with pytest.raises(Refused, match="登记员"):
        record_replacement(successor=new, predecessor=old, source="封面", actor=actor, now=NOW)
    with pytest.raises(Refused, match="登记员"):
        record_amendment(edition=old, ordinal=1, year=2020, source="", confidence="A", actor=actor, now=NOW)


def test_the_database_itself_refuses_an_effective_date_before_issue():
    with pytest.raises(IntegrityError), transaction.atomic():
        Edition.objects.filter(number="JJF 1070-2023").update(effective_on=D(2020, 1, 1))


def of_jiangxi() -> Actor:
    office = OfficeHeld(2, "registrar", 2, "江西省局", "360000", roles=OFFICE.roles)
    return Actor(account_id=2, acting_as=office, roles=office.roles)


@pytest.mark.parametrize(
    ("number", "replaces"),
    [("JJF 2000-2026", ()), ("JJF(湘) 99-2026", ()), ("JJF(赣) 99-2026", ("JJF 1548-2015",))],
)
def test_a_registrar_of_a_province_records_what_its_own_region_issues_and_replaces(number, replaces):
    before = Edition.objects.count(), events().count()
    links = [{"number": one, "source": "封面"} for one in replaces]
    with pytest.raises(Refused, match="本行政区划发布"):
        record_edition(facts=FACTS | {"number": number, "replaces": links}, actor=of_jiangxi(), now=NOW)
    assert (Edition.objects.count(), events().count()) == before
    own = record_edition(facts=FACTS | {"number": "JJF(赣) 99-2026", "replaces": []}, actor=of_jiangxi(), now=NOW)
    assert own.work.issuer_id == "赣"


def test_a_registrar_of_a_province_amends_and_replaces_nothing_of_another():
    told = {"source": "公告", "actor": of_jiangxi(), "now": NOW}
    with pytest.raises(Refused):
        record_amendment(edition=edition("JJF 1548-2015"), ordinal=1, year=2026, confidence="A", **told)
    with pytest.raises(Refused):
        record_replacement(successor=edition("JJF 1548-2015"), predecessor=edition("JJF 1070-2023"), **told)
