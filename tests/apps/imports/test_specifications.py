"""Tables of specifications, and of announcements, become editions; undone, the register is as before."""

from datetime import date

import pytest

from quanheng.apps.committees.models import Committee
from quanheng.apps.evidence.models import Event
from quanheng.apps.imports.actions.confirm_undo import confirm_undo
from quanheng.apps.imports.actions.set_columns import set_columns
from quanheng.apps.imports.models import Import, ImportRow
from quanheng.apps.people.public import ensure_organisation
from quanheng.apps.specifications.models import Edition, EditionSpan, Issuer, Replacement, Work
from quanheng.kernel.actor import system_actor
from tests.apps.imports.conftest import states
from tests.kernel.imports.conftest import docx, xlsx
from tests.working import work

HEADINGS = ("编号", "名称", "代替", "发布日期", "实施日期", "归口技术委员会")


@pytest.fixture
def clerk(desk):
    """The desk, with a word for numbers of Hebei and one committee on record."""
    Issuer.objects.create(short="冀", name="河北省", level="local", confirmed=True)
    body = ensure_organisation(
        name="全国试验计量技术委员会",
        kind="committee",
        source="测试",
        confidence="B",
        actor=system_actor("test"),
        now=desk.moment,
    )
    Committee.objects.create(
        organisation=body,
        key="MTC1",
        code="MTC1",
        position=1,
        name=body.name,
        tier="tc",
        level="national",
        confidence="B",
        source="测试",
        changed_at=desk.moment,
    )
    return desk


def preview(clerk, *rows, headings=HEADINGS, name="规范.xlsx"):
    return clerk.preview(*rows, headings=headings, importer="specifications", name=name)


def register():
    """Everything the register of specifications says."""
    spans = EditionSpan.objects.values_list("document__key", "status", "start", "end")
    links = Replacement.objects.values_list("successor__key", "predecessor__key")
    dated = ["issued_on", "effective_on", "abolished_on"]
    columns = ["key", "title", "kind", "kind_presumed", *dated, "committee__key", "confidence", "source"]
    return {
        *Edition.objects.values_list(*columns),
        *spans,
        *links,
        *Work.objects.values_list("key", flat=True),
    }


def undo(clerk, one: Import) -> Import:
    confirm_undo(one=one, whole=True, reason="文件有误", actor=clerk.actor, now=clerk.moment)
    work()
    one.refresh_from_db()
    return one


def faults(one: Import) -> dict[int, list[tuple[str, str]]]:
    rows = ImportRow.objects.filter(batch=one).exclude(faults=[])
    return {row.number: [(fault["cell"], fault["what"]) for fault in row.faults] for row in rows}


def test_new_editions_with_what_they_replace_and_one_event_each(clerk):
    one = clerk.apply(
        preview(
            clerk,
            ("jjf 1070—2023", "定量包装商品净含量计量检验规则", "JJF1070-2005", "2023-10-12", "2024-04-12", "MTC1"),
            ("JJG（冀）121-2015", "试验规程", "", "2015/3/1", "", ""),
        )
    )
    assert one.state == Import.State.DONE
    edition = Edition.objects.get(number="JJF 1070-2023")
    assert (edition.issued_on, edition.effective_on) == (date(2023, 10, 12), date(2024, 4, 12))
    assert (edition.committee.key, edition.confidence, edition.source) == ("MTC1", "B", "规范.xlsx")
    assert list(edition.replaces.values_list("predecessor__number", flat=True)) == ["JJF 1070-2005"]
    assert Edition.objects.get(number="JJF 1070-2005").confidence == "C"
    assert Edition.objects.get(number="JJG(冀) 121-2015").work.issuer_id == "冀"
    assert Event.objects.filter(kind="specifications.edition_recorded").count() == 3
    spans = EditionSpan.objects.filter(document__number="JJF 1070-2005").order_by("start")
    assert spans.last().status == "replaced"


def test_the_same_table_again_has_nothing_to_do(clerk):
    row = ("JJF 1-2020", "试验规范", "JJF 1-2010、JJF 2-2011", "2020-01-02", "2020-07-02", "全国试验计量技术委员会")
    clerk.apply(preview(clerk, row))
    before = Event.objects.count()
    again = preview(clerk, row)
    assert [state for _n, state, _o in states(again)] == ["same"]
    assert Event.objects.filter(kind__startswith="specifications").count() == 3
    assert Event.objects.count() >= before


def test_every_fault_names_its_cell(clerk):
    one = preview(
        clerk,
        ("JJF 1070-23", "甲", "", "", "", ""),
        ("JJF(某) 12-2020", "乙", "", "", "", ""),
        ("JJF 3-2020", "丙", "JJG 一号", "", "", ""),
        ("JJF 4-2020", "丁", "", "2020-05-01", "2020-01-01", ""),
        ("JJF 5-2020", "", "", "", "", ""),
        ("JJF 6-2020", "戊", "", "", "", "全国不存在委员会"),
        ("JJF 7-2020", "己", "JJF 7-2020", "", "", ""),
        ("JJF 8-2020", "庚", "部分代替 JJF 8-2010", "", "", ""),
        ("JJF 9-2020", "辛", "", "2021-02-30", "", ""),
        ("JJF 10-2020", "壬", "", "2019-12-31", "", ""),
    )
    found = faults(one)
    assert [cells[0][0] for cells in found.values()] == ["A2", "A3", "C4", "E5", "B6", "F7", "C8", "C9", "D10", "D11"]
    assert set(ImportRow.objects.filter(batch=one).values_list("state", flat=True)) == {"error"}
    assert not Edition.objects.exists()


def test_another_title_under_the_same_number_is_a_conflict_until_somebody_says_it_was_wrong(clerk):
    clerk.apply(preview(clerk, ("JJF 1-2020", "压力表校准规范", "", "", "", "")))
    marked = preview(clerk, ("JJF 1-2020", "《压力表 校准规范》", "", "", "", ""))
    assert [state for _n, state, _o in states(marked)] == ["same"]
    other = preview(clerk, ("JJF 1-2020", "温度计校准规范", "", "", "", ""))
    assert [state for _n, state, _o in states(other)] == ["conflict"]
    assert "压力表校准规范" in faults(other)[2][0][1]
    said = clerk.apply(preview(clerk, ("JJF 1-2020", "温度计校准规范", "是"), headings=("编号", "名称", "更正名称")))
    assert said.state == Import.State.DONE
    assert Edition.objects.get(number="JJF 1-2020").title == "温度计校准规范"


def test_a_replacement_on_record_that_the_table_leaves_out_is_a_conflict(clerk):
    clerk.apply(preview(clerk, ("JJF 1-2020", "甲", "JJF 1-2010、JJF 2-2011", "", "", "")))
    one = preview(clerk, ("JJF 1-2020", "甲", "JJF 1-2010", "", "", ""))
    assert [state for _n, state, _o in states(one)] == ["conflict"]
    assert "JJF 2-2011" in faults(one)[2][0][1]


def test_undoing_gives_back_the_register_as_it_was(clerk):
    clerk.apply(preview(clerk, ("JJF 1-2020", "甲", "JJF 1-2010", "2020-01-02", "", "")))
    before = register()
    one = clerk.apply(
        preview(
            clerk,
            ("JJF 1-2010", "甲的上一版", "JJF 1-2001", "2010-01-02", "2010-07-02", "MTC1"),
            ("JJF 1-2020", "甲", "JJF 1-2010、JJF 2-2011", "", "2020-07-02", "MTC1"),
            ("JJF 3-2024", "新", "JJF 3-2014", "2024-01-02", "", ""),
            ("JJF 3-2014", "旧", "JJF 3-2004", "2014-01-02", "", ""),
            ("JJF 5-2014", "又一", "", "2014-01-02", "", ""),
            ("JJF 5-2024", "又一", "JJF 5-2014", "2024-01-02", "", ""),
        )
    )
    assert [outcome for _n, _s, outcome in states(one)] == ["applied"] * 6
    assert register() != before
    assert undo(clerk, one).state == Import.State.UNDONE
    assert register() == before


def test_the_table_of_an_announcement_is_recognised_in_a_word_document(clerk):
    table = docx(
        ("序号", "计量技术规范编号", "计量技术规范名称", "代替规程规范", "批准日期", "实施日期"),
        ("1", "JJG 52-2013", "弹性元件式一般压力表", "JJG 52-1999", "2013年6月27日", "2013年12月27日"),
        ("2", "JJF 2000-2022", "试验规范", "无", "2022-11-1", "2023-5-1"),
    )
    one = clerk.open(table, "公告附件.docx", "specifications")
    columns = clerk.columns(one, announcement="市场监管总局公告 2022 年第 1 号")
    set_columns(one=one, columns=columns, sheet="", actor=clerk.actor, now=clerk.moment)
    work()
    one.refresh_from_db()
    assert clerk.apply(one).state == Import.State.DONE
    made = Edition.objects.get(number="JJG 52-2013")
    assert (made.title, made.effective_on, made.announcement) == (
        "弹性元件式一般压力表",
        date(2013, 12, 27),
        "市场监管总局公告 2022 年第 1 号",
    )
    assert not Edition.objects.get(number="JJF 2000-2022").replaces.exists()


def test_two_rows_of_one_number_are_told_apart_from_two_records(clerk):
    one = preview(clerk, ("JJF 1-2020", "甲", "", "", "", ""), ("JJF1—2020", "甲", "", "", "", ""))
    assert [state for _n, state, _o in states(one)] == ["new", "duplicate"]


def test_an_edition_that_changed_since_is_not_withdrawn(clerk):
    one = clerk.apply(preview(clerk, ("JJF 1-2020", "甲", "", "", "", "")))
    clerk.apply(preview(clerk, ("JJF 1-2020", "甲", "", "2020-03-04", "", "")))
    assert undo(clerk, one).state == Import.State.DONE
    assert "又作了更正" in ImportRow.objects.get(batch=one).note


def test_a_workbook_of_sheets_of_numbers_is_the_same_as_one_of_texts(clerk):
    """Dates as Excel keeps them."""
    raw = xlsx(HEADINGS, ("JJF 1-2020", "甲", None, date(2020, 1, 2), date(2020, 7, 2), None))
    one = clerk.open(raw, "规范.xlsx", "specifications")
    set_columns(one=one, columns=clerk.columns(one), sheet="", actor=clerk.actor, now=clerk.moment)
    work()
    one.refresh_from_db()
    clerk.apply(one)
    assert Edition.objects.get(number="JJF 1-2020").effective_on == date(2020, 7, 2)
