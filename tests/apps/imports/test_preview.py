"""Every row is compared with the register, with faults by cell; nothing changes before somebody confirms."""

import pytest

from quanheng.apps.evidence.models import Event
from quanheng.apps.imports.actions.correct_row import correct_row
from quanheng.apps.imports.actions.set_columns import set_columns
from quanheng.apps.imports.models import Import, ImportRow
from quanheng.apps.people.models import Organisation
from quanheng.kernel.actor import Refused
from quanheng.kernel.errors import BadInput
from quanheng.kernel.imports import ColumnMap
from tests.apps.imports.conftest import CODE, OTHER, states
from tests.kernel.imports.conftest import xlsx
from tests.working import work


def row(one: Import, number: int) -> ImportRow:
    return ImportRow.objects.select_related("batch").get(batch=one, number=number)


def faults(one: Import, number: int) -> list[tuple[str, str]]:
    return [(fault["cell"], fault["field"]) for fault in row(one, number).faults]


def test_every_row_says_what_it_would_do(desk):
    desk.apply(desk.preview(("甲计量院", "计量技术机构", CODE, "江苏"), ("乙公司", "企业")))
    before = Organisation.objects.count()
    one = desk.preview(
        ("甲计量院", "计量技术机构", CODE, "江苏省"),
        ("乙公司", "其他", "", "北京"),
        ("丙学会", "学会"),
        ("丁院", "不存在的类别"),
        ("", "企业"),
        ("丙学会", "社会团体"),
        ("戊院", "院校", CODE[:-1] + "0"),
    )
    assert one.state == Import.State.READY
    assert [state for _number, state, _outcome in states(one)] == [
        "same",
        "change",
        "new",
        "error",
        "error",
        "duplicate",
        "error",
    ]
    assert (faults(one, 5), faults(one, 6), faults(one, 8)) == (
        [("B5", "kind")],
        [("A6", "name")],
        [("C8", "credit_code")],
    )
    assert row(one, 3).was["kind"] == "enterprise"
    assert row(one, 3).now == {"kind": "other", "region": "110000"}
    assert "第 4 行" in row(one, 7).faults[0]["what"]
    assert Organisation.objects.count() == before


def test_what_a_person_must_look_at_is_a_conflict_with_the_present_values_beside_it(desk):
    desk.apply(desk.preview(("甲计量院", "计量技术机构", CODE), ("乙院", "院校", OTHER), ("乙院", "院校", "")))
    one = desk.preview(("甲研究院", "计量技术机构", CODE), ("甲计量院", "计量技术机构", "1210000040000061X5"))
    first = row(one, 2)
    assert (first.state, first.was["name"]) == ("conflict", "甲计量院")
    assert "更名" in first.faults[0]["remedy"]
    one = desk.preview(("甲研究院", "计量技术机构", CODE, "", "是"))
    assert (row(one, 2).state, row(one, 2).now) == ("change", {"name": "甲研究院"})


def test_full_width_and_spaced_names_are_one_name(desk):
    desk.apply(desk.preview(("计量院（北京）", "计量技术机构")))
    one = desk.preview(("计量院 (北京)", "计量技术机构"))
    assert states(one) == [(2, "same", "")]


def test_a_row_corrected_in_the_page_is_planned_anew_and_so_are_those_that_mean_the_same(desk):
    one = desk.preview(("甲院", "不详类"), ("乙院", "院校"), ("乙院", "企业"))
    assert [state for _n, state, _o in states(one)] == ["error", "new", "duplicate"]
    correct_row(row=row(one, 2), texts={"kind": "院校"}, actor=desk.actor, now=desk.moment)
    correct_row(row=row(one, 3), texts={"name": "丙院"}, actor=desk.actor, now=desk.moment)
    assert [state for _n, state, _o in states(one)] == ["new", "new", "new"]
    correct_row(row=row(one, 4), texts={"name": "丙院"}, actor=desk.actor, now=desk.moment)
    assert row(one, 4).state == "duplicate"
    correct_row(row=row(one, 3), texts={}, skip=True, actor=desk.actor, now=desk.moment)
    assert [state for _n, state, _o in states(one)] == ["new", "skipped", "new"]
    correct_row(row=row(one, 3), texts={}, skip=False, actor=desk.actor, now=desk.moment)
    assert [state for _n, state, _o in states(one)] == ["new", "new", "duplicate"]
    assert Event.objects.filter(kind="imports.row_corrected").count() == 5


def test_a_formula_is_a_fault_until_somebody_types_what_it_means(desk):
    one = desk.preview(("=A1", "院校"))
    assert faults(one, 2) == [("A2", "name")]
    correct_row(row=row(one, 2), texts={"name": "甲院"}, actor=desk.actor, now=desk.moment)
    assert row(one, 2).state == "new"


def test_other_columns_and_a_fixed_value_can_be_chosen(desk):
    one = desk.open(xlsx(("机构一览", ""), ("甲院", "x"), ("乙院", "y")))
    with pytest.raises(BadInput, match="名称"):
        set_columns(one=one, columns=ColumnMap(0, 1, {}, {}), sheet="", actor=desk.actor, now=desk.moment)
    columns = ColumnMap(0, 1, {"name": 0}, {"kind": "院校", "source": "某文件"})
    set_columns(one=one, columns=columns, sheet="", actor=desk.actor, now=desk.moment)
    work()
    assert [state for _n, state, _o in states(one)] == ["new", "new"]
    assert row(one, 2).now["source"] == "某文件"


def test_reading_again_by_other_columns_forgets_the_rows_of_the_first_time(desk):
    one = desk.preview(("甲院", "院校"), ("乙院", "院校"))
    set_columns(one=one, columns=ColumnMap(0, 2, {"name": 0, "kind": 1}), sheet="", actor=desk.actor, now=desk.moment)
    work()
    assert states(one) == [(3, "new", "")]


def test_a_file_without_records_says_so(desk):
    one = desk.preview()
    assert (one.state, "没有读到记录" in one.message) == (Import.State.FAILED, True)


def test_who_does_not_keep_the_register_cannot_bring_anything_in(desk, registrar_at):
    one = desk.preview(("甲院", "院校"))
    stranger = registrar_at("另一省市场监督管理局")
    with pytest.raises(Refused, match="不属于您"):
        correct_row(row=row(one, 2), texts={"name": "乙院"}, actor=stranger.actor, now=desk.moment)
    assert not Import.objects.visible_to(stranger.actor).exists()
    assert not ImportRow.objects.visible_to(stranger.actor).exists()
    assert Import.objects.visible_to(desk.actor).get() == one
