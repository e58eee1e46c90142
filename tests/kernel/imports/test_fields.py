"""What people type into a cell becomes a value, or a fault with its remedy."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quanheng.kernel.imports import Field, Mark, Texts, ValueFault, half_width, typed

DAY = Field("day", "日期", kind="day")
KIND = Field("kind", "类别", kind="choice", choices={"institute": "计量技术机构", "other": "其他"})
FLAG = Field("public", "公开", kind="flag")
CODE = Field("code", "代码", kind="code")
NAME = Field("name", "名称", required=True, longest=10)


@pytest.mark.parametrize(
    "text",
    [
        "2020-02-29",
        "2020/2/29",
        "2020.2.29",
        "2020年2月29日",
        "20200229",
        "２０２０年２月２９日",
        "43890",
        "2020 年 2 月 29 日",
        "2020-02-29 00:00:00",
    ],
)
def test_a_day_in_every_usual_writing(text):
    assert DAY.read(text) == date(2020, 2, 29)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("1948-12-31", "超出范围"),
        ("2101-01-01", "超出范围"),
        ("1949-09-30", "超出范围"),
        ("2023-02-29", "没有 2023 年 2 月 29 日"),
        ("20231301", "没有 2023 年 13 月 1 日"),
        ("2023", "不是完整的日期"),
        ("23-02-28", "不是完整的日期"),
        ("2023年10月", "不是完整的日期"),
        ("99999", "不是完整的日期"),
        ("10000", "不是完整的日期"),
        ("昨天", "不是完整的日期"),
        ("2020-02-29 08:30:00", "不是完整的日期"),
        ("'; DROP TABLE people_person; --", "不是完整的日期"),
    ],
)
def test_what_is_no_day_of_the_platform_is_a_fault(text, says):
    with pytest.raises(ValueFault, match=says) as fault:
        DAY.read(text)
    assert fault.value.remedy


@given(st.dates(date(1949, 10, 1), date(2100, 12, 31)))
def test_every_day_is_read_back(day):
    for text in (day.isoformat(), f"{day.year}年{day.month}月{day.day}日", str((day - date(1899, 12, 30)).days)):
        assert DAY.read(text) == day


@given(st.text())
def test_any_text_is_a_value_or_a_fault(text):
    for field in (DAY, KIND, FLAG, CODE, NAME):
        try:
            field.stored(field.read(text))
        except ValueFault:
            continue


@pytest.mark.parametrize(
    ("text", "value"), [("计量技术机构", "institute"), ("institute", "institute"), (" 其 他 ", "other")]
)
def test_a_choice_by_its_word_or_its_value(text, value):
    assert KIND.read(text) == value


def test_a_word_that_is_no_choice_names_the_choices():
    with pytest.raises(ValueFault) as fault:
        KIND.read("协会")
    assert "计量技术机构、其他" in fault.value.remedy


@pytest.mark.parametrize(
    "text", ["<b>甲院</b>", "<script>alert(1)</script>", "甲院<br/>", "<!--甲-->", "<img src=x onerror=y>"]
)
def test_markup_in_a_cell_is_a_fault_that_shows_it(text):
    for field in (NAME, KIND, CODE, DAY, FLAG):
        with pytest.raises(ValueFault, match="含有网页标记“<"):
            field.read(text)


@pytest.mark.parametrize("text", ["pH<7", "a < b", "1<2>0", "《甲》", "<0.1 mg"])
def test_signs_of_comparison_are_no_markup(text):
    assert NAME.read(text) == text


def test_codes_are_half_width_and_names_keep_their_punctuation():
    assert CODE.read("９１１１ ０１０８ＭＡ") == "91110108MA"
    assert half_width("ＪＪＦ　１０７０（试行）") == "JJF　1070（试行）"


def test_an_empty_cell_leaves_things_alone_and_a_word_clears_them():
    assert CODE.read("  ") is None
    assert CODE.read("（空）") == ""
    with pytest.raises(ValueFault, match="不能清空"):
        NAME.read("（空）")


def test_every_fault_of_a_row_is_told_with_its_field():
    texts = Texts(7, {"day": "昨天", "kind": "x", "name": "", "code": "A1"}, {"code": Mark.FORMULA})
    entry, faults = typed(texts, (DAY, KIND, NAME, CODE, FLAG))
    assert [fault.field for fault in faults] == ["day", "kind", "name", "code"]
    assert all(fault.what and fault.remedy for fault in faults)
    assert entry.values == {}


def test_what_is_said_is_bounded():
    with pytest.raises(ValueFault, match="最多 10 字"):
        NAME.read("长" * 11)
