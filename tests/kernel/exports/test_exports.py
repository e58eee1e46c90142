"""Exports: every row the filters leave, safe to open, and saying where it comes from."""

import csv
import io
import json
from datetime import UTC, date, datetime
from decimal import Decimal
from urllib.parse import unquote

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from quanheng.apps.people.models import Organisation
from quanheng.kernel.clock import now
from quanheng.kernel.errors import BadInput
from quanheng.kernel.exports import export_response
from quanheng.kernel.exports import response as responses
from quanheng.kernel.exports.csv import write as write_csv
from quanheng.kernel.exports.json import write as write_json
from quanheng.kernel.exports.safety import FORMULA_STARTS, disarmed, text_cell
from quanheng.kernel.exports.table import Heading, Table
from quanheng.kernel.exports.xlsx import write as write_xlsx
from quanheng.kernel.listing import Column, Facet, Listing

DAY = date(2026, 11, 22)
LISTING = Listing(
    key="test-exports",
    title="机构名录",
    columns=(
        Column("key", "登记号", sort=("key",), render=lambda row: f"<b>{row.key}</b>"),
        Column("name", "名称"),
        Column("credit_code", "信用代码", shown=False),
        Column("picture", "图", render=str, exported=False),
    ),
    facets=(Facet("kind", "类别", lookup="kind", options=Organisation.Kind.choices),),
    default_sort="key",
    page_size=2,
    asof=True,
)


def table(*rows, keys=("a", "b")):
    headings = tuple(Heading(key, f"列{key}", lambda row, key=key: row.get(key)) for key in keys)
    made = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
    return Table("表", headings, rows, "https://example.org/list/?q=1", made, "CC BY 4.0", "权衡")


def joined(pieces):
    return b"".join(pieces)


def sheet(content, name="数据"):
    book = load_workbook(io.BytesIO(content))
    return [[cell.value for cell in row] for row in book[name].iter_rows()], book


@pytest.mark.parametrize("start", FORMULA_STARTS)
def test_text_that_looks_like_a_formula_is_disarmed(start):
    evil = f"{start}HYPERLINK(1)"
    assert disarmed(evil) == f"'{evil}"
    assert disarmed(f"  {evil}").startswith("'") or start.isspace()


@given(st.text(st.characters(exclude_categories=("Cs",))))
def test_no_cell_begins_like_a_formula(text):
    assert not text_cell(text).lstrip().startswith(FORMULA_STARTS)


@given(st.text("abc计量 0.、", max_size=20))
def test_harmless_text_stays_as_it_is(text):
    assert disarmed(text) == text


def test_csv_opens_in_excel_and_says_where_it_comes_from():
    content = joined(write_csv(table({"a": "计量", "b": date(2024, 10, 11)}, {"a": '逗号,引号"\n换行', "b": None})))
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert rows[:3] == [["列a", "列b"], ["计量", "2024-10-11"], ['逗号,引号"\n换行', ""]]
    assert {row[0] for row in rows[3:]} == {"# 数据集", "# 来源", "# 查询地址", "# 生成时间", "# 使用许可"}


def test_negative_numbers_stay_numbers_and_negative_text_does_not():
    content = joined(write_csv(table({"a": -5, "b": "-5"}))).decode("utf-8-sig")
    assert content.splitlines()[1] == "-5,'-5"


def test_json_keeps_types_and_stable_keys():
    content = json.loads(
        joined(write_json(table({"a": 1, "b": "=1+1"}, {"a": date(2024, 1, 2), "b": Decimal("0.10")})))
    )
    assert content["records"] == [{"a": 1, "b": "=1+1"}, {"a": "2024-01-02", "b": "0.10"}]
    assert content["columns"] == {"a": "列a", "b": "列b"}
    assert content["about"]["使用许可"] == "CC BY 4.0"


def test_json_without_records_is_still_json():
    assert json.loads(joined(write_json(table())))["records"] == []


@pytest.mark.parametrize("count", [1, 199, 200, 201, 400])
def test_every_row_is_written_once_whatever_the_size_of_pieces(count):
    rows = [{"a": n, "b": "x"} for n in range(count)]
    assert [r["a"] for r in json.loads(joined(write_json(table(*rows))))["records"]] == list(range(count))
    lines = [line for line in joined(write_csv(table(*rows))).decode("utf-8-sig").splitlines() if line[0].isdigit()]
    assert lines == [f"{n},x" for n in range(count)]


def test_a_workbook_has_data_and_source_sheets_and_no_formula():
    content = joined(write_xlsx(table({"a": "=cmd|'/c calc'!A1", "b": "坏\x0b字符"}, {"a": 3, "b": date(2024, 1, 2)})))
    rows, book = sheet(content)
    assert rows[0] == ["列a", "列b"]
    assert rows[1] == ["'=cmd|'/c calc'!A1", "坏字符"]
    assert rows[2][0] == 3
    assert rows[2][1].date() == date(2024, 1, 2)
    assert all(cell.data_type != "f" for row in book["数据"].iter_rows() for cell in row)
    about, _ = sheet(content, "来源")
    assert ["查询地址", "https://example.org/list/?q=1"] in about


def test_a_text_longer_than_a_cell_is_shortened_visibly():
    rows, _ = sheet(joined(write_xlsx(table({"a": "长" * 40_000, "b": ""}))))
    assert len(rows[1][0]) == 32_767
    assert rows[1][0].endswith("…")


@pytest.fixture
def organisations(db):  # noqa: ARG001
    common = {"confidence": "A", "source": "测试", "changed_at": now()}
    Organisation.objects.bulk_create(
        Organisation(key=f"O{n}", name=f"第{n}院", kind="institute" if n < 4 else "school", **common)
        for n in range(1, 6)
    )


def bound(query):
    return LISTING.bind(QueryDict(query), Organisation.objects.all(), day=DAY, path="/organisations/")


@pytest.mark.usefixtures("organisations")
@pytest.mark.parametrize("form", ["csv", "json", "xlsx"])
def test_an_export_holds_every_row_the_filters_leave(form):
    response = export_response(bound(f"kind=institute&export={form}"))
    content = joined(response.streaming_content)
    if form == "csv":
        keys = [row[0] for row in csv.reader(io.StringIO(content.decode("utf-8-sig")))][1:4]
    elif form == "json":
        keys = [record["key"] for record in json.loads(content)["records"]]
        assert set(json.loads(content)["records"][0]) == {"key", "name", "credit_code"}
    else:
        keys = [row[0] for row in sheet(content)[0]][1:]
    assert keys == ["O1", "O2", "O3"]


@pytest.mark.usefixtures("organisations")
def test_a_file_is_named_in_chinese_with_its_date():
    header = export_response(bound("export=csv"))["Content-Disposition"]
    assert header.isascii()
    name = unquote(header.partition("filename*=UTF-8''")[2])
    assert name.startswith("机构名录-20")
    assert name.endswith(".csv")


@pytest.mark.usefixtures("organisations")
def test_an_export_says_which_query_and_day_it_answers():
    content = json.loads(joined(export_response(bound("kind=school&on=2020-01-02&export=json")).streaming_content))
    assert content["about"]["查询地址"].endswith("/organisations/?kind=school&on=2020-01-02")
    assert content["about"]["说明"] == "查询日期 2020-01-02"


@pytest.mark.usefixtures("organisations")
def test_more_rows_than_a_format_takes_are_refused_before_the_first_byte(monkeypatch):
    monkeypatch.setitem(responses.MOST, "xlsx", 4)
    with pytest.raises(BadInput, match="共 5 条，XLSX 一次最多导出 4 条"):
        export_response(bound("export=xlsx"))


@pytest.mark.usefixtures("organisations")
def test_an_export_with_an_unknown_value_is_refused_too():
    with pytest.raises(BadInput):
        bound("kind=nonsense&export=csv")
