"""Headings are found under the names offices give them; titles, notes and sums are no records."""

import pytest

from quanheng.kernel.errors import BadInput
from quanheng.kernel.imports import ColumnMap, Field, Records, Row, find_heading, heading_at
from quanheng.kernel.imports import columns as columns_module
from tests.kernel.imports.conftest import docx, xlsx

FIELDS = (
    Field("number", "编号", synonyms=("规范编号", "规程规范编号", "标准号"), required=True),
    Field("title", "名称", synonyms=("规范名称", "规程规范名称"), required=True),
    Field("replaces", "代替编号", synonyms=("代替", "被代替编号", "代替规范号")),
    Field("issued_on", "发布日期", kind="day", synonyms=("批准日期", "批准")),
    Field("effective_on", "实施日期", kind="day", synonyms=("实施",)),
)
BODY = ("1", "JJF 2001-2022", "甲校准规范", "JJG 1-1990", "2022-06-01", "2022-12-01")


def found(*rows):
    heading = find_heading([Row(number, tuple(cells)) for number, cells in enumerate(rows, 1)], FIELDS)
    return heading and (heading.first, heading.last, heading.columns)


EVERY = {"number": 1, "title": 2, "replaces": 3, "issued_on": 4, "effective_on": 5}


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([("序号", "编号", "名称", "代替编号", "发布日期", "实施日期"), BODY], (1, 1, EVERY)),
        ([("序号", "规程规范编号", "规程规范名称", "被代替编号", "批准日期", "实施日期"), BODY], (1, 1, EVERY)),
        (
            [
                ("附件",),
                ("国家计量技术规范目录（2022年第1批）",),
                (),
                ("序号", "标准号*", "名 称", "代替规范号", "批准日期（公历）", "实施日期"),
                BODY,
            ],
            (4, 4, EVERY),
        ),
        ([("名称", "规范编号"), ("甲", "JJF 1")], (1, 1, {"title": 0, "number": 1})),
        ([("甲", "乙"), ("丙", "丁")], None),
        ([("编号", "数量"), ("1", "2")], None),
    ],
)
def test_headings_are_found_under_many_names_and_below_titles(rows, expected):
    assert found(*rows) == expected


def test_a_heading_of_two_rows_is_one(read):
    table = (
        ("序号", "编号", "名称", "代替", "日期", ""),
        ("", "", "", "", "批准", "实施"),
        BODY,
    )
    merge = [*(((0, column), (1, column)) for column in range(4)), ((0, 4), (0, 5))]
    for raw in (docx(*table, merge=merge), xlsx(*table, merge=["A1:A2", "B1:B2", "C1:C2", "D1:D2", "E1:F1"])):
        heading = find_heading(read(raw), FIELDS)
        assert (heading.last, heading.columns) == (2, EVERY)


def test_of_headings_that_are_there_twice_none_is_taken_and_both_are_named():
    heading = find_heading([Row(1, ("编号", "名称", "发布日期", "名 称")), Row(2, ("JJF 1", "甲", "", "乙"))], FIELDS)
    assert heading.columns == {"number": 0, "issued_on": 2}
    assert heading.repeated == {"名称": [1, 3]}


def test_a_heading_over_two_columns_is_one_heading(read):
    table = (("编号", "名称", ""), ("JJF 1", "甲", "乙"))
    for raw in (xlsx(*table, merge=["B1:C1"]), docx(*table, merge=[((0, 1), (0, 2))])):
        heading = find_heading(read(raw), FIELDS)
        assert (heading.columns, heading.repeated) == ({"number": 0, "title": 1}, {})


def test_a_person_may_point_at_the_heading():
    heading = heading_at(Row(3, ("编号", "数量")), FIELDS)
    assert (heading.last, heading.columns) == (3, {"number": 0})


def records(rows, **more):
    remarks: list[str] = []
    taken = ColumnMap(heading=1, columns={"number": 0, "title": 1}, **more)
    made = Records([Row(number, tuple(cells)) for number, cells in enumerate(rows, 1)], taken, "表.xlsx", remarks)
    return [(one.row, one.texts["number"]) for one in made], remarks


def test_notes_sums_and_repeated_headings_are_no_records_and_are_told():
    rows = [
        ("编号", "名称"),
        ("JJF 1", "甲"),
        ("编号", " 名 称"),
        (),
        ("注：本表所列规范可在网上查询",),
        ("合计", "2 项"),
        ("", "", "只在别的栏"),
        ("JJF 2", "说明书编写规则"),
        ("JJF 3", "注：一种规范"),
    ]
    found, remarks = records(rows)
    assert found == [(2, "JJF 1"), (8, "JJF 2"), (9, "JJF 3")]
    assert remarks == ["第 3、5、6、7 行是标题、小计或注，没有当作记录"]


def test_a_title_over_all_columns_is_no_record(read):
    rows = read(xlsx(("编号", "名称"), ("一、检定规程", ""), ("JJG 1", "甲"), merge=["A2:B2"]))
    taken = Records(rows, ColumnMap(heading=1, columns={"number": 0, "title": 1}), "表.xlsx")
    assert [one.row for one in taken] == [3]


def test_a_constant_stands_in_every_row():
    made = Records([Row(2, ("JJF 1",))], ColumnMap(columns={"number": 0}, constants={"title": "同名"}), "表.xlsx")
    assert [dict(one.texts) for one in made] == [{"number": "JJF 1", "title": "同名"}]


def test_a_million_empty_rows_are_not_read_to_the_end_and_that_is_told():
    asked = 0

    def endless():
        nonlocal asked
        yield Row(1, ("编号", "名称"))
        yield Row(2, ("JJF 1", "甲"))
        for number in range(3, 1_048_577):
            asked = number
            yield Row(number, ())

    remarks: list[str] = []
    made = Records(endless(), ColumnMap(heading=1, columns={"number": 0, "title": 1}), "表.xlsx", remarks)
    assert len(list(made)) == 1
    assert asked < 20_000
    assert remarks == ["第 3 行以下连续一万行是空的，不再往下读"]


def test_more_rows_than_one_import_may_have_are_refused(monkeypatch):
    monkeypatch.setattr(columns_module, "MOST_ROWS", 3)
    with pytest.raises(BadInput, match="超过 3 行"):
        records([("编号", "名称"), *[("JJF 1", "甲")] * 4])
