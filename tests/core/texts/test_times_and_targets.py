"""Deadlines and targets: exact words, the days and numbers they give, nothing more."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quanheng.core.texts.proposals.deadlines import DeadlineKind, deadlines
from quanheng.core.texts.proposals.targets import Bound, targets
from tests.core.texts.copies import every_copy, policy

TIMES = "到 2025 年 底 前 6月 31日 ? 025 每 三 内 “十四五” 期间"
AMOUNTS = "达到 90 % 10 个 以上 、 ， 《 》 建成 万 12.5 余 翻一番"
PHRASES = st.lists(st.sampled_from([*TIMES.split(), *AMOUNTS.split()]), max_size=20).map("".join)


@pytest.mark.parametrize(
    ("text", "kind", "words", "earliest", "latest", "sure", "period"),
    [
        ("到2025年,体系更加完善", DeadlineKind.BY, "到2025年", None, date(2025, 12, 31), True, ""),
        ("到 2025 年,体系更加完善", DeadlineKind.BY, "到 2025 年", None, date(2025, 12, 31), True, ""),
        ("2024年底前完成", DeadlineKind.BY, "2024年底前", None, date(2024, 12, 31), True, ""),
        ("2024年年底前完成", DeadlineKind.BY, "2024年年底前", None, date(2024, 12, 31), True, ""),
        ("2025年前完成", DeadlineKind.BY, "2025年前", None, date(2024, 12, 31), False, ""),
        ("于2024年6月底前报送", DeadlineKind.BY, "于2024年6月底前", None, date(2024, 6, 30), True, ""),
        ("2024年3月前报送", DeadlineKind.BY, "2024年3月前", None, date(2024, 2, 29), False, ""),
        ("2024年6月30日前报送", DeadlineKind.BY, "2024年6月30日前", None, date(2024, 6, 30), True, ""),
        ("2024年6月31日前报送", DeadlineKind.BY, "2024年6月31日前", None, None, False, ""),
        ("2021—2035年", DeadlineKind.DURING, "2021—2035年", date(2021, 1, 1), date(2035, 12, 31), True, ""),
        ("开展2024年活动", DeadlineKind.DURING, "2024年", date(2024, 1, 1), date(2024, 12, 31), False, ""),
        ("“十四五”期间新建", DeadlineKind.DURING, "“十四五”期间", date(2021, 1, 1), date(2025, 12, 31), True, ""),
        ("“十五五”末达到", DeadlineKind.DURING, "“十五五”末", None, date(2030, 12, 31), True, ""),
        ("每年开展监督检查", DeadlineKind.RECURRING, "每年", None, None, True, "P1Y"),
        ("每两年评估一次", DeadlineKind.RECURRING, "每两年", None, None, True, "P2Y"),
        ("三年内完成", DeadlineKind.WITHIN, "三年内", None, None, True, "P3Y"),
        ("30个工作日内答复", DeadlineKind.WITHIN, "30个工作日内", None, None, False, "P30D"),
        ("?025年,全省", DeadlineKind.DAMAGED, "?025年", None, None, False, ""),
    ],
)
def test_a_time_is_quoted_and_dated(text, kind, words, earliest, latest, sure, period):  # noqa: PLR0917  a row
    (each,) = deadlines(0, text)
    assert (each.kind, each.quote.text) == (kind, words)
    assert (each.earliest, each.latest, each.sure, each.period) == (earliest, latest, sure, period)


@pytest.mark.parametrize(
    "text",
    [
        "为贯彻落实《计量发展规划(2021—2035年)》",
        "（国发〔2021〕37号）",
        "自2018年以来",
        "第三年内容",
        "",
    ],
)
def test_years_of_other_documents_and_of_the_past_set_no_time(text):
    assert deadlines(0, text) == []


@pytest.mark.parametrize(
    ("text", "words", "bound", "value", "unit"),
    [
        ("建成产业计量测试中心10个以上。", "10个以上", Bound.AT_LEAST, "10", "个"),
        ("覆盖率达到90%，并保持", "达到90%", Bound.REACH, "90", "%"),
        ("覆盖率提高到 95 %以上", "提高到 95 %以上", Bound.AT_LEAST, "95", "%"),
        ("误差不超过0.5%", "不超过0.5%", Bound.AT_MOST, "0.5", "%"),
        ("制修订规范不少于三十项", "不少于三十项", Bound.AT_LEAST, "30", "项"),
        ("建成5000余家", "建成5000余家", Bound.ABOUT, "5000", "家"),
        ("培训1.2万人次", "1.2万人次", Bound.PLAIN, "12000.0", "人次"),
        ("新建社会公用计量标准1,200项", "1,200项", Bound.PLAIN, "1200", "项"),
        ("比例提高10个百分点", "提高10个百分点", Bound.BY, "10", "个百分点"),
        ("实现强制检定项目全覆盖", "全覆盖", Bound.FULL, "", ""),
    ],
)
def test_a_target_is_quoted_with_its_number_and_unit(text, words, bound, value, unit):
    (each,) = targets(0, text)
    assert (each.quote.text, each.bound, each.value, each.unit) == (words, bound, value, unit)
    assert each.quote.text in each.clause.text


@pytest.mark.parametrize(
    "text",
    ["牢记“两个大局”", "双随机、一公开", "一个体系", "第3项任务", "GB/T 19001家", "三农领域", "《10项措施》", ""],
)
def test_figures_of_speech_and_names_are_no_targets(text):
    assert targets(0, text) == []


def test_a_range_keeps_both_ends():
    (each,) = targets(0, "新建3—5个中心")
    assert (each.value, each.upper, each.unit) == ("3", "5", "个")


@given(PHRASES)
def test_every_quotation_is_in_its_paragraph_and_no_two_times_overlap(text):
    times = deadlines(7, text)
    for each in [*times, *targets(7, text)]:
        assert text[each.quote.start : each.quote.end] == each.quote.text
        assert each.quote.paragraph == 7
    assert all(before.quote.end <= after.quote.start for before, after in pairwise(times))


@every_copy
def test_every_quotation_of_a_copy_stands_where_it_says(copy):
    read = policy(copy)
    for proposed in read.proposed:
        quotes = [each.quote for each in (*proposed.deadlines, *proposed.targets, *proposed.body_lists)]
        for each in quotes:
            assert read.cleaned.paragraphs[each.paragraph].text[each.start : each.end] == each.text
            assert each.paragraph in read.point(proposed.anchor).paragraphs


def test_the_times_of_the_committee_opinions_are_2025_and_2035():
    read = policy("tc-opinion-2022-official-copy")
    by = [each for proposed in read.proposed for each in proposed.deadlines if each.kind is DeadlineKind.BY]
    assert [each.latest.year for each in by] == [2025, 2035]


def test_damaged_years_are_quoted_and_not_read():
    read = policy("jiangxi-opinions-2022")
    damaged = [each for proposed in read.proposed for each in proposed.deadlines if each.kind is DeadlineKind.DAMAGED]
    assert len(damaged) == 2
    assert all(each.latest is None for each in damaged)
