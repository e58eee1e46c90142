"""Tables of members become persons with dated offices, seen by those alone who may see them; undone, all as before."""

from datetime import date

import pytest

from quanheng.apps.committees.models import Committee, Term
from quanheng.apps.evidence.models import Event
from quanheng.apps.imports.actions.confirm_undo import confirm_undo
from quanheng.apps.imports.models import Import, ImportRow
from quanheng.apps.people.actions.appoint import appoint
from quanheng.apps.people.actions.open_account import open_account
from quanheng.apps.people.models import Appointment, Office, Organisation, Person
from quanheng.apps.people.public import ensure_organisation
from quanheng.apps.people.vocabulary import offices
from quanheng.kernel.actor import system_actor
from quanheng.kernel.imports import Entry, importer_of
from tests.apps.imports.conftest import states
from tests.kernel.imports.conftest import xlsx
from tests.working import work

HEADINGS = (
    "技术委员会",
    "姓名",
    "职务",
    "工作单位",
    "届次",
    "聘任日期",
    "截止日期",
    "任命文件",
    "人员登记号",
    "同名另一人",
)
LOADER = {"source": "测试", "confidence": "B", "actor": system_actor("test")}


@pytest.fixture
def clerk(desk):
    """The desk, with a committee in its third term and two institutes on record."""
    for one in offices().offices:
        Office.objects.update_or_create(
            slug=one.slug, defaults={"name": one.name, "order": one.order, "grants": list(one.grants)}
        )
    for name, kind in (("甲院", "institute"), ("乙院", "institute"), ("全国试验计量技术委员会", "committee")):
        ensure_organisation(name=name, kind=kind, now=desk.moment, **LOADER)
    committee = Committee.objects.create(
        organisation=Organisation.objects.get(name="全国试验计量技术委员会"),
        key="MTC98",
        code="MTC98",
        position=1,
        name="全国试验计量技术委员会",
        tier="tc",
        level="national",
        confidence="B",
        source="测试",
        changed_at=desk.moment,
    )
    Term.objects.create(committee=committee, ordinal=3, start=date(2024, 1, 1), end=date(2029, 1, 1), source="测试")
    return desk


def row(name, office="委员", employer="甲院", **more):
    known = {"committee": "MTC98", "term": "第三届"} | more
    keys = ("committee", "name", "office", "employer", "term", "start", "end", "instrument", "person", "another")
    return tuple(str((known | {"name": name, "office": office, "employer": employer}).get(key, "")) for key in keys)


def preview(clerk, *rows):
    return clerk.preview(*rows, headings=HEADINGS, importer="members", name="委员.xlsx")


def undo(clerk, one: Import, *, whole: bool = True) -> Import:
    confirm_undo(one=one, whole=whole, reason="文件有误", actor=clerk.actor, now=clerk.moment)
    work()
    one.refresh_from_db()
    return one


def register():
    """Everything the register of persons says."""
    return {
        *Person.objects.values_list("key", "name", "employer__name", "source"),
        *Appointment.objects.values_list("person__key", "office", "organisation__name", "start", "end", "instrument"),
    }


def faults(one: Import) -> dict[int, list[str]]:
    rows = ImportRow.objects.filter(batch=one).exclude(faults=[])
    return {each.number: [fault["cell"] for fault in each.faults] for each in rows}


def found(one: Import, number: int) -> ImportRow:
    return ImportRow.objects.get(batch=one, number=number)


def test_persons_with_their_offices_from_to_and_one_event_for_each_record(clerk):
    before = Event.objects.count()
    one = preview(
        clerk,
        row("张 量衡", "主任委员"),
        row("张量衡", "秘书长"),
        row("李校准", term="", start="2024-03-01", end="2026-03-01", instrument="某函〔2024〕1号"),
        row("李校准", employer="乙院", term="", start="2024-03-01", another="是"),
    )
    assert [state for _n, state, _o in states(one)] == ["new"] * 4
    assert not Appointment.objects.filter(organisation__name="全国试验计量技术委员会").exists()
    clerk.apply(one)
    assert [outcome for _n, _s, outcome in states(one)] == ["applied"] * 4
    held = Appointment.objects.filter(organisation__name="全国试验计量技术委员会")
    assert set(held.values_list("person__name", "person__employer__name", "office__name", "start", "end")) == {
        ("张量衡", "甲院", "主任委员", date(2024, 1, 1), date(2029, 1, 1)),
        ("张量衡", "甲院", "秘书长", date(2024, 1, 1), date(2029, 1, 1)),
        ("李校准", "甲院", "委员", date(2024, 3, 1), date(2026, 3, 1)),
        ("李校准", "乙院", "委员", date(2024, 3, 1), None),
    }
    assert Person.objects.filter(name="张量衡").count() == 1
    told = Event.objects.filter(id__gt=0).order_by("id")[before:]
    kinds = [event.kind for event in told if not event.kind.startswith("imports.")]
    assert sorted(kinds) == ["people.appointed"] * 4 + ["people.person_registered"] * 3
    assert not any(event.public for event in told)


def test_the_same_table_again_finds_nothing_to_do(clerk):
    rows = [row("张量衡", "主任委员"), row("李校准"), row("李校准", employer="乙院", another="是")]
    clerk.apply(preview(clerk, *rows))
    assert [state for _n, state, _o in states(preview(clerk, *rows))] == ["same"] * 3
    assert Person.objects.filter(name="李校准").count() == 2


def test_every_cell_at_fault_is_named(clerk):
    one = preview(
        clerk,
        row("甲", committee="MTC77"),
        row("乙", "登记员"),
        row("丙", employer="没有这个院"),
        row("丁", term="第九届"),
        row("戊", term="", start="1931-01-01"),
        row("己", term="", start="2024-05-01", end="2024-05-01"),
        row("庚", employer=""),
        row("辛", term=""),
        row("壬", person="P999999"),
    )
    assert faults(one) == {
        2: ["A2"],
        3: ["C3"],
        4: ["D4"],
        5: ["E5"],
        6: ["F6"],
        7: ["G7"],
        8: ["D8"],
        9: ["F9"],
        10: ["I10"],
    }
    assert {state for _n, state, _o in states(one)} == {"error"}


def test_namesakes_are_a_conflict_with_the_record_beside_it(clerk):
    clerk.apply(preview(clerk, row("李校准")))
    one = preview(clerk, row("李校准", employer="乙院"), row("李校准", "顾问", employer=""))
    key = Person.objects.get(name="李校准").key
    assert found(one, 2).state == "conflict"
    assert (found(one, 2).target, found(one, 2).was["employer"]) == (key, "甲院")
    assert key in found(one, 2).faults[0]["what"]
    assert found(one, 3).state == "new", "the member of the committee is meant where the row names no employer"


def test_an_end_a_document_and_another_employer_are_corrections_that_can_be_taken_back(clerk):
    clerk.apply(preview(clerk, row("李校准", term="", start="2024-03-01")))
    before = register()
    key = Person.objects.get(name="李校准").key
    changed = row(
        "李校准", employer="乙院", term="", start="2024-03-01", end="2025-03-01", instrument="某函", person=key
    )
    one = preview(clerk, changed)
    assert found(one, 2).state == "change"
    assert found(one, 2).now == {"end": "2025-03-01", "instrument": "某函", "employer": "乙院"}
    clerk.apply(one)
    assert Appointment.objects.get(person__key=key).end == date(2025, 3, 1)
    assert Person.objects.get(key=key).employer.name == "乙院"
    again = preview(clerk, row("李校准", employer="乙院", term="", start="2024-03-01", end="2025-09-01"))
    assert (found(again, 2).state, faults(again)) == ("conflict", {2: ["G2"]})
    undo(clerk, one)
    assert register() == before


def test_the_same_office_twice_on_one_day_is_a_conflict(clerk):
    clerk.apply(preview(clerk, row("李校准")))
    one = preview(clerk, row("李校准", term="", start="2025-01-01"))
    assert (found(one, 2).state, faults(one)) == ("conflict", {2: ["F2"]})


def test_nobody_appoints_themselves_and_no_office_of_the_platform_is_given(clerk):
    own = clerk.account.person
    one = preview(clerk, row(own.name, person=own.key), row("甲", "审计员"))
    assert (found(one, 2).state, found(one, 3).state) == ("error", "error")
    assert "自己" in found(one, 2).faults[0]["what"]
    field = next(each for each in importer_of("members").fields() if each.key == "office")
    granting = {one.name for one in offices().offices if one.grants}
    assert not granting & set(map(str, field.words().values()))
    assert len(field.words()) == 9


def test_a_whole_import_is_taken_back_with_the_persons_it_registered(clerk):
    clerk.apply(preview(clerk, row("李校准")))
    before = register()
    one = clerk.apply(preview(clerk, row("张量衡", "主任委员"), row("张量衡", "秘书长"), row("李校准", "顾问")))
    assert undo(clerk, one).state == Import.State.UNDONE
    assert register() == before
    assert Event.objects.filter(kind="people.appointment_withdrawn").count() == 3
    assert Event.objects.filter(kind="people.person_withdrawn").count() == 1


def test_an_undo_is_refused_when_a_person_has_another_office_or_an_account_since(clerk):
    one = clerk.apply(preview(clerk, row("张量衡"), row("李校准")))
    zhang, li = (Person.objects.get(name=name) for name in ("张量衡", "李校准"))
    where = Organisation.objects.get(name="甲院")
    appoint(
        person=zhang,
        office=Office.objects.get(pk="liaison"),
        organisation=where,
        start=date(2025, 1, 1),
        now=clerk.moment,
        **LOADER,
    )
    open_account(person=li, username="li.jz", actor=LOADER["actor"], now=clerk.moment)
    before = register()
    undo(clerk, one)
    assert one.state == Import.State.DONE
    assert register() == before
    assert "其他任职" in found(one, 2).note
    assert "账户" in found(one, 3).note
    undo(clerk, one, whole=False)
    assert [outcome for _n, _s, outcome in states(one)] == ["kept", "kept"]


def test_nobody_else_sees_a_name(client, clerk, registrar_at):
    one = clerk.apply(preview(clerk, row("张量衡机密"), row("李校准", "不是职务")))
    stranger = registrar_at("另一省市场监督管理局")
    assert not ImportRow.objects.visible_to(stranger.actor).exists()
    key = Person.objects.get(name="张量衡机密").key
    places = ["/committees/MTC98/", "/search/?q=张量衡机密", "/changes/", "/persons/", f"/imports/{one.pk}/"]
    body = Organisation.objects.get(name="全国试验计量技术委员会").key
    for address in (*places, f"/organisations/{body}/", "/changes/committee/MTC98/", "/api/v1/committees/MTC98"):
        answer = client.get(address)
        said = answer.content.decode()
        if "q=" not in address:
            assert "张量衡机密" not in said, address
        assert key not in said, address
    client.force_login(clerk.account)
    assert "张量衡机密" in client.get("/committees/MTC98/").content.decode()
    assert "张量衡机密" in client.get(f"/organisations/{body}/").content.decode()


def test_a_committee_said_once_for_the_whole_file(clerk):
    raw = xlsx(
        ("序号", "姓名", "委员会职务", "所在单位"), (1, "张量衡", "主任委员", "甲院"), (2, "李校准", "委员", "乙院")
    )
    one = clerk.open(raw, "名单.xlsx", "members")
    columns = clerk.columns(one, committee="全国试验计量技术委员会", term="3")
    from quanheng.apps.imports.actions.set_columns import set_columns

    set_columns(one=one, columns=columns, sheet="", actor=clerk.actor, now=clerk.moment)
    work()
    assert [state for _n, state, _o in states(one)] == ["new", "new"]


def test_planning_asks_the_same_number_of_queries_for_many_rows(clerk, django_assert_max_num_queries):
    values = {"committee": "MTC98", "office": "member", "employer": "甲院", "term": "3"}
    entries = [Entry(n, {**values, "name": f"委员{n}"}) for n in range(2, 200)]
    with django_assert_max_num_queries(12):
        plans = importer_of("members").plan(entries, actor=clerk.actor)
    assert {plan.state for plan in plans} == {"new"}
