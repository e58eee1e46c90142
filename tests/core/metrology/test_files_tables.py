"""Reading CSV and XLSX tables of a comparison; every fault has its cell."""

import datetime as dt
import io

import openpyxl
import pytest

from quanheng.core.metrology.files import FileRefused, read_comparison
from quanheng.core.metrology.files.numbers import NotANumber, number

HEAD = "laboratory,value,U,k,date,in_reference\n"
GOOD = HEAD + "甲,1.01,0.02,2,2026-01-31,yes\n乙,1.02,0.03,3,,no\n丙,1.00,0.02,2,,\n"


def read(text, encoding="utf-8"):
    return read_comparison("a.csv", text.encode(encoding))


def faults(data):
    with pytest.raises(FileRefused) as refusal:
        read_comparison("a.csv", data if isinstance(data, bytes) else data.encode())
    return refusal.value.faults


def workbook(*rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def test_each_row_is_divided_by_its_own_coverage_factor():
    found = read(GOOD).participants
    assert [one.u for one in found] == [0.01, 0.01, 0.01]
    assert [one.in_reference for one in found] == [True, False, True]
    assert found[0].date == dt.date(2026, 1, 31)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_encodings_are_read_and_a_guess_is_said(encoding):
    found = read(GOOD, encoding)
    assert found.participants[0].laboratory == "甲"
    assert found.guessed == (encoding == "gb18030")


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_other_delimiters_are_read(delimiter):
    assert len(read(GOOD.replace(",", delimiter)).participants) == 3


def test_chinese_column_names_and_workbooks_are_read():
    data = workbook(
        ["实验室", "测量值", "标准不确定度", "日期", "参与参考值"],
        ["甲", 1.01, 0.01, dt.date(2026, 1, 31), "是"],
        ["乙", "1.02", 0.01, None, "否"],
    )
    found = read_comparison("a.xlsx", data).participants
    assert [(one.laboratory, one.value, one.in_reference) for one in found] == [("甲", 1.01, True), ("乙", 1.02, False)]
    assert found[0].date == dt.date(2026, 1, 31)


BAD = {
    "NaN": (GOOD.replace("1.02", "nan"), "B3", "value", "not a number"),
    "decimal comma": (GOOD.replace("1.02", '"1,02"'), "B3", "value", "comma"),
    "unit": (GOOD.replace("1.02", "1.02 V"), "B3", "value", "more than a number"),
    "negative U": (GOOD.replace("0.03", "-0.03"), "C3", "U", "more than zero"),
    "zero k": (GOOD.replace("0.03,3", "0.03,0"), "D3", "k", "more than zero"),
    "no k": (GOOD.replace("0.03,3", "0.03,"), "D3", "k", "empty"),
    "no value": (GOOD.replace("1.02", ""), "B3", "value", "empty"),
    "no name": (GOOD.replace("乙", ""), "A3", "laboratory", "empty"),
    "twice": (GOOD.replace("乙", "甲"), "A3", "laboratory", "already in row 2"),
    "date": (GOOD.replace("2026-01-31", "31.1.26"), "E2", "date", "not a date"),
    "yes or no": (GOOD.replace("yes", "maybe"), "F2", "in_reference", "neither yes nor no"),
    "short row": (HEAD + "甲,1\n乙,1,1,1\n", "C2", "U", "empty"),
    "no U and u": ("laboratory,value\na,1\n", "A1", "u", "neither a column u"),
    "U without k": ("laboratory,value,U\na,1,1\n", "A1", "u", "neither a column u"),
    "no laboratory": ("value,u\n1,1\n", "A1", "laboratory", "no column"),
    "heading twice": ("lab,value,u,value\na,1,1,1\n", "D1", "value", "twice"),
    "u and U": ("lab,value,u,U,k\na,1,1,1,2\nb,1,1,,\n", "D2", "U", "both given"),
    "one result": ("lab,value,u\na,1,1\n", "A1", "", "at least two"),
    "head only": ("lab,value,u\n", "", "", "no table"),
    "Chinese comma": ("实验室，测量值，u\n甲，1，1\n", "", "", "Chinese comma"),
    "open quotation": ('lab,value,u\n"a,1,1\n', "", "", "not proper CSV"),
    "binary": (b"\x89PNG\r\n\x1a\n\0\0", "", "", "not text"),
    "old workbook": (b"\xd0\xcf\x11\xe0rest", "", "", "old .xls"),
    "damaged workbook": (b"PK\x03\x04rest", "", "", "not a readable"),
    "formula": (workbook(["lab", "value", "u"], ["a", "=1+1", 0.1], ["b", 1, 0.1]), "B2", "", "formula"),
    "error": (workbook(["lab", "value", "u"], ["a", "#DIV/0!", 0.1], ["b", 1, 0.1]), "B2", "", "#DIV/0!"),
    "true": (workbook(["lab", "value", "u"], ["a", True, 0.1], ["b", 1, 0.1]), "B2", "value", "not a number"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_fault_names_cell_field_rule_and_remedy(name):
    data, cell, field, rule = BAD[name]
    found = faults(data)
    match = [one for one in found if (one.cell, one.field) == (cell, field) and rule in one.rule]
    assert match, [str(one) for one in found]


def test_two_sheets_with_content_are_not_guessed_between():
    book = openpyxl.Workbook()
    for sheet in (book.active, book.create_sheet()):
        sheet.append(["lab", "value", "u"])
        sheet.append(["a", 1, 1])
    made = io.BytesIO()
    book.save(made)
    assert "2 sheets" in faults(made.getvalue())[0].rule


def test_all_faults_of_a_table_are_found_at_once():
    assert [one.cell for one in faults(GOOD.replace("1.01", "x").replace("0.03", "y"))] == ["B2", "C3"]


@pytest.mark.parametrize(("text", "value"), [("１２.５", 12.5), ("−3e-6", -3e-6), (" +4 ", 4), (".5", 0.5), ("7.", 7)])
def test_numbers_as_people_type_them(text, value):
    assert number(text) == value


@pytest.mark.parametrize(
    "text", ["", "1_000", "inf", "nan", "0x10", "1e999", "1,000", "12 kg", "一", "1e", "--1", None, True]
)
def test_what_is_no_number_is_refused(text):
    with pytest.raises(NotANumber):
        number(text)
