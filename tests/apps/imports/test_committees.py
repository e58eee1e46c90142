"""Tables of committees become committees with host units and terms; undone, the register is as before."""

import csv
import io
from datetime import date

import pytest

from quanheng.apps.committees.actions.load_register import load_register
from quanheng.apps.committees.models import Committee, Field, Hosting, Term
from quanheng.apps.evidence.models import Event
from quanheng.apps.imports.actions.confirm_undo import confirm_undo
from quanheng.apps.imports.actions.set_columns import set_columns
from quanheng.apps.imports.models import Import, ImportRow
from quanheng.apps.people.models import FormerName, Organisation, OrganisationParent
from quanheng.apps.people.public import ensure_organisation
from quanheng.apps.people.public import load_register as load_people
from quanheng.kernel.actor import system_actor
from quanheng.kernel.imports import importer_of
from tests.apps.imports.conftest import states
from tests.working import work

HEADINGS = ("委员会名称", "代号", "层级", "上级", "专业领域", "秘书处挂靠单位", "挂靠起", "成立日期", "届次", "本届起")
TC = ("全国试验计量技术委员会", "MTC98", "", "", "力学、几何量", "甲院", "", "2019年3月", "第二届", "2024-01-01")


@pytest.fixture
def clerk(desk):
    """The desk, with two fields and two institutes on record."""
    for order, (slug, name, code) in enumerate((("geometry", "几何量", "01"), ("mechanics", "力学", "12"))):
        Field.objects.create(slug=slug, name=name, code=code, order=order)
    for name in ("甲院", "乙院"):
        told = {"source": "测试", "confidence": "B", "actor": system_actor("test"), "now": desk.moment}
        ensure_organisation(name=name, kind="institute", **told)
    return desk


def preview(clerk, *rows, headings=HEADINGS):
    return clerk.preview(*rows, headings=headings, importer="committees", name="委员会.xlsx")


def undo(clerk, one: Import, *, whole: bool = True) -> Import:
    confirm_undo(one=one, whole=whole, reason="文件有误", actor=clerk.actor, now=clerk.moment)
    work()
    one.refresh_from_db()
    return one


def register():
    """Everything the register of committees says, and of their organisations."""
    columns = ["key", "code", "name", "tier", "level", "parent__key", "founded_on", "planned", "confidence", "source"]
    return {
        *Committee.objects.values_list(*columns),
        *((one.key, str(one.facts)) for one in Committee.objects.all()),
        *Committee.objects.values_list("key", "fields__slug", "approved_by__key"),
        *Hosting.objects.values_list("committee__key", "organisation__key", "start", "end"),
        *Term.objects.values_list("committee__key", "ordinal", "start", "end", "note"),
        *Organisation.objects.values_list("key", "name"),
        *OrganisationParent.objects.values_list("organisation__key", "parent__key", "end"),
        *FormerName.objects.values_list("organisation__key", "name"),
    }


def faults(one: Import) -> dict[int, list[tuple[str, str]]]:
    rows = ImportRow.objects.filter(batch=one).exclude(faults=[])
    return {row.number: [(fault["cell"], fault["what"]) for fault in row.faults] for row in rows}


def test_new_committees_with_those_below_them_hosts_and_terms(clerk):
    one = clerk.apply(
        preview(
            clerk,
            ("几何分技术委员会", "mtc98-sc1", "", "", "几何量", "", "", "", "", ""),
            TC,
            ("某省计量技术委员会", "", "省级", "", "", "", "", "", "", ""),
            ("某省数字计量工作组", "", "", "某省计量技术委员会", "", "", "", "", "", ""),
        )
    )
    assert one.state == Import.State.DONE
    assert {outcome for _n, _s, outcome in states(one)} == {"applied"}
    top, below = Committee.objects.get(key="MTC98"), Committee.objects.get(key="MTC98-SC1")
    assert (top.level, top.tier, top.founded_on, top.source) == ("national", "tc", "2019-03", "委员会.xlsx")
    assert {field.name for field in top.fields.all()} == {"力学", "几何量"}
    assert (below.parent, below.tier) == (top, "sc")
    assert below.organisation.name == "全国试验计量技术委员会几何分技术委员会"
    assert list(top.hostings.values_list("organisation__name", "end")) == [("甲院", None)]
    assert list(top.terms.values_list("ordinal", "start")) == [(2, date(2024, 1, 1))]
    local = Committee.objects.get(name="某省数字计量工作组")
    assert (local.level, local.parent.key, local.key) == ("local", "C1001", "C1002")
    assert Event.objects.filter(kind="committees.recorded").count() == 4


def test_every_cell_at_fault_is_named_and_nothing_is_guessed(clerk):
    one = preview(
        clerk,
        ("甲委员会", "MTC1000", "", "", "", "", "", "", "", ""),
        ("乙委员会", "", "", "", "没有这个领域", "没有这个院", "", "1948年", "第百届", ""),
        ("丙分技术委员会", "MTC97/SC2", "", "MTC96", "", "", "", "", "", ""),
        ("丁工作组", "", "地方", "", "", "", "", "", "", ""),
        ("戊委员会", "", "地方", "没有这个委员会", "", "", "", "", "", ""),
        ("己委员会", "", "地方", "", "", "", "", "", "", "2024-01-01"),
        ("庚委员会", "MTC95", "", "", "", "", "", "2101", "", ""),
    )
    said = faults(one)
    assert [cell for cell, _what in said[2]] == ["B2", "C2"]
    assert [cell for cell, _what in said[3]] == ["E3", "F3", "H3", "I3", "C3"]
    assert said[4] == [
        ("D4", "代号 MTC97/SC2 的上级应是 MTC97"),
        ("D4", "没有委员会“MTC96”"),
    ]
    assert [said[row][0][0] for row in (5, 6, 7, 8)] == ["D5", "D6", "I7", "H8"]
    assert {state for _n, state, _o in states(one)} == {"error"}
    assert not Committee.objects.exists()


def test_the_same_table_again_finds_nothing_to_do(clerk):
    clerk.apply(preview(clerk, TC))
    again = preview(clerk, TC, ("全国试验计量技术委员会", "", "", "", "", "", "", "", "", ""))
    assert [state for _n, state, _o in states(again)] == ["same", "duplicate"]


def test_corrections_a_new_host_and_a_renaming_leave_one_event_for_each_record_and_are_taken_back(clerk):
    clerk.apply(preview(clerk, TC))
    before = register()
    events = Event.objects.filter(kind__startswith="committees.").count()
    one = preview(
        clerk,
        ("全国试验计量委员会", "MTC98", "", "", "力学", "乙院", "2025-06-01", "2019-03-08", "3", "2025-01-01", "是"),
        headings=(*HEADINGS, "更名"),
    )
    row = ImportRow.objects.get(batch=one)
    assert (row.state, row.was["host"], row.now["host"], row.was["founded"]) == ("change", "甲院", "乙院", "2019-03")
    clerk.apply(one)
    made = Committee.objects.get(key="MTC98")
    assert (made.name, made.organisation.name, made.founded_on) == (*["全国试验计量委员会"] * 2, "2019-03-08")
    assert FormerName.objects.get().name == "全国试验计量技术委员会"
    assert set(made.hostings.values_list("organisation__name", "start", "end")) == {
        ("甲院", None, date(2025, 6, 1)),
        ("乙院", date(2025, 6, 1), None),
    }
    kinds = list(Event.objects.filter(kind__startswith="committees.").order_by("id").values_list("kind", flat=True))
    changed = ["committees.corrected", "committees.host_set", "committees.host_set", "committees.term_recorded"]
    assert kinds[events:] == changed
    assert undo(clerk, one).state == Import.State.UNDONE
    assert register() == before


def test_what_a_person_must_look_at_is_a_conflict_beside_the_record(clerk):
    clerk.apply(preview(clerk, TC, ("无号委员会", "", "地方", "", "", "", "", "", "", "")))
    one = preview(
        clerk,
        ("别的名称", "MTC98", "", "", "", "", "", "", "", ""),
        ("全国试验计量技术委员会", "MTC98", "", "", "", "乙院", "", "", "", ""),
        ("无号委员会", "MTC97", "", "", "", "", "", "", "", ""),
    )
    said = faults(one)
    assert [state for _n, state, _o in states(one)][:2] == ["conflict", "duplicate"]
    assert "更名" in ImportRow.objects.get(batch=one, number=2).faults[0]["remedy"]
    assert said[2][0] == ("A2", "登记的名称是“全国试验计量技术委员会”")
    assert ("F3", "登记的挂靠单位是甲院") in said[3]
    assert said[4][0][0] == "B4"
    assert "C1001" in said[4][0][1]


def test_a_whole_import_with_subcommittees_is_taken_back_and_the_numbers_are_never_given_again(clerk):
    before = register()
    rows = [TC, ("几何分技术委员会", "MTC98/SC1", "", "", "", "", "", "", "", ""), ("无号委员会", "", "地方")]
    assert undo(clerk, clerk.apply(preview(clerk, *rows))).state == Import.State.UNDONE
    assert register() == before
    assert Event.objects.filter(kind="committees.withdrawn").count() == 3
    clerk.apply(preview(clerk, rows[2]))
    assert Committee.objects.get().key == "C1002"


def test_an_undo_is_refused_with_the_reason_when_something_rests_on_a_committee_now(clerk):
    one = clerk.apply(preview(clerk, TC))
    clerk.apply(preview(clerk, ("几何分技术委员会", "MTC98/SC1", "", "", "", "", "", "", "", "")))
    undo(clerk, one)
    assert one.state == Import.State.DONE
    assert "下设机构" in ImportRow.objects.get(batch=one).note
    assert Event.objects.filter(kind="imports.undo_refused").count() == 1
    assert Committee.objects.count() == 2


def test_shipped_records_do_not_overwrite_what_was_corrected_here(clerk):
    Field.objects.all().delete()
    told = {"actor": system_actor("loader"), "now": clerk.moment}
    load_people(**told)
    load_register(**told)
    clerk.apply(preview(clerk, ("全国几何量长度计量技术委员会", "MTC2", "", "", "", "", "", "1998", "", "")))
    assert set(load_register(**told).values()) == {0}
    assert Committee.objects.get(key="MTC2").founded_on == "1998"


def test_the_collected_list_of_national_committees_imports_as_it_is(clerk, shared_data):
    raw = (shared_data / "committees" / "national_metrology_technical_committees.csv").read_bytes()
    listed = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"))))
    told = {"source": "测试", "confidence": "B", "actor": system_actor("test"), "now": clerk.moment}
    for name in {row["secretariat"] for row in listed} - {""}:
        ensure_organisation(name=name, kind="institute", **told)
    one = clerk.open(raw, "委员会.csv", "committees")
    columns = clerk.columns(one, level="国家")
    assert set(columns.columns) == {"code", "name", "parent", "host", "facts", "source"}
    set_columns(one=one, columns=columns, sheet="", actor=clerk.actor, now=clerk.moment)
    work()
    one.refresh_from_db()
    assert faults(one) == {}
    clerk.apply(one)
    assert Committee.objects.count() == len(listed) == 37
    on_record = dict(Committee.objects.values_list("name", "code"))
    assert on_record == {row["name"]: row["code"] for row in listed}
    assert undo(clerk, one).state == Import.State.UNDONE
    assert not Committee.objects.exists()


def test_planning_asks_the_same_number_of_queries_for_many_rows(clerk, django_assert_max_num_queries):
    from quanheng.kernel.imports import Entry

    entries = [Entry(n, {"name": f"第{n}委员会", "level": "local", "host": "甲院"}) for n in range(2, 200)]
    with django_assert_max_num_queries(12):
        plans = importer_of("committees").plan(entries, actor=clerk.actor)
    assert {plan.state for plan in plans} == {"new"}
