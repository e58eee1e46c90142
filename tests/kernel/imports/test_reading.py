"""The same table reads the same from every kind of file."""

import io
import random
import zipfile
from datetime import date, datetime

import pytest

from quanheng.kernel.errors import BadInput
from quanheng.kernel.files import store
from quanheng.kernel.imports import TABLES, Mark, open_book
from tests.kernel.files.conftest import changed_package
from tests.kernel.imports.conftest import docx, xls, xlsx

TABLE = (("名称", "类别", "年份"), ("甲计量院", "计量技术机构", 2020), ("", "企业", 3.5))
CSV = "\r\n".join(",".join(map(str, row)) for row in TABLE)
HTML = "<table>" + "".join("<tr>" + "".join(f"<td>{c}</td>" for c in row) + "</tr>" for row in TABLE) + "</table>"
FILES = {
    "xlsx": xlsx(*TABLE),
    "xls": xls(*TABLE),
    "docx": docx(*TABLE),
    "csv utf-8": CSV.encode(),
    "csv with a mark": CSV.encode("utf-8-sig"),
    "csv gb18030": CSV.encode("gb18030"),
    "csv utf-16": CSV.encode("utf-16"),
    "tabs": CSV.replace(",", "\t").encode(),
    "semicolons": CSV.replace(",", ";").encode(),
    "html utf-8": HTML.encode(),
    "html gbk": ("<meta charset=gbk>" + HTML).encode("gbk"),
}


@pytest.mark.parametrize("raw", FILES.values(), ids=FILES)
def test_every_format_gives_the_same_rows(read, raw):
    rows = read(raw)
    assert [row.number for row in rows] == [1, 2, 3]
    assert [row.cells for row in rows] == [
        ("名称", "类别", "年份"),
        ("甲计量院", "计量技术机构", "2020"),
        ("", "企业", "3.5"),
    ]


def test_old_workbooks_keep_their_rows_and_columns(read):
    rows = read(xls((), (), ("", "", "名称"), (), ("", "", "甲")))
    assert [(row.number, row.cells) for row in rows if row.filled] == [(3, ("", "", "名称")), (5, ("", "", "甲"))]


def test_days_are_days_whatever_their_format(read):
    def formats(book):
        book.active["A2"].number_format = 'yyyy"年"m"月"d"日"'

    moment = datetime(2020, 2, 29, 8, 30)  # noqa: DTZ001  a cell has no zone
    rows = read(xlsx((date(2020, 2, 29),), (43890,), (moment,), change=formats))
    assert [row.cells[0] for row in rows] == ["2020-02-29", "2020-02-29", "2020-02-29 08:30:00"]


def test_odd_cells_are_marked_and_no_formula_is_taken_for_its_result(read):
    rows = read(xlsx(("=1+1", "#REF!", "x" * 5001, "正常")))
    assert rows[0].marks == {0: Mark.FORMULA, 1: Mark.BROKEN, 2: Mark.LONG}
    assert rows[0].cells[3] == "正常"


def test_control_characters_never_reach_the_database(read):
    rows = read(b"name,kind\n" * 1000 + "甲\0乙,a\x1bb\n".encode())
    assert rows[-1].marks == {0: Mark.CONTROL, 1: Mark.CONTROL}
    assert "\0" not in "".join(rows[-1].cells)
    with pytest.raises(BadInput, match="二进制"):
        read("甲\0乙,a\x1bb\n".encode())


def test_merged_cells_hold_for_every_row_and_column_they_cover(read):
    table = (("部门", "机构"), ("总局", "甲"), ("", "乙"), ("", "丙"), ("省局", "丁"))
    for raw in (xlsx(*table, merge=["A2:A4"]), docx(*table, merge=[((1, 0), (3, 0))])):
        rows = read(raw)
        assert [row.text(0) for row in rows] == ["部门", "总局", "总局", "总局", "省局"]
        assert [row.marks.get(0) for row in rows] == [None, None, Mark.MERGED, Mark.MERGED, None]
    html = (
        "<table><tr><td colspan=2>名录</td></tr><tr><td rowspan=2>总局</td><td>甲</td></tr><tr><td>乙</td></tr></table>"
    )
    assert [row.cells for row in read(html.encode())] == [("名录", "名录"), ("总局", "甲"), ("总局", "乙")]


def test_every_sheet_of_a_workbook_and_every_table_of_a_document_is_named(db):
    def two(book):
        book.create_sheet("第二张").append(["乙"])
        book.create_sheet("藏起来的").sheet_state = "hidden"

    with open_book(store(xlsx(("甲",), change=two), "两张.xlsx", allowed=TABLES), "两张.xlsx") as book:
        assert [sheet.name for sheet in book.sheets] == ["Sheet", "第二张"]
        assert any("藏起来的" in remark for remark in book.remarks)
        assert [row.cells for row in book.rows(1)] == [("乙",)]
    with open_book(store(docx(("甲",), title="附件1 目录"), "公告.docx", allowed=TABLES), "公告.docx") as book:
        assert [(sheet.name, sheet.title) for sheet in book.sheets] == [("表 1", "附件1 目录")]


def test_a_number_of_ten_megabytes_is_a_fault_with_its_sheet_and_cell(read):
    digits = "".join(random.Random(1).choices("123456789", k=10_000_000)).encode()
    sheet = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        b'<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2"><v>1</v></c><c r="C2"><v>' + digits
    )
    raw = changed_package(
        xlsx(("名称",), (1,)), {"xl/worksheets/sheet1.xml": sheet + b"</v></c></row></sheetData></worksheet>"}
    )
    with pytest.raises(BadInput, match="工作表“Sheet”的单元格 C2 数字过长"):
        read(raw)
    rows = read(b"name,kind\n" * 100 + b"a," + digits[:100_000] + b"\n")
    assert rows[-1].marks == {1: Mark.LONG}
    with pytest.raises(BadInput, match="第 101 行读不出来"):
        read(b"name,kind\n" * 100 + b"a," + digits + b"\n")


def test_a_workbook_damaged_inside_is_a_fault_with_its_row(read):
    raw = changed_package(xlsx(("名称",)), {"xl/worksheets/sheet1.xml": b"<worksheet><sheetData><row"})
    with pytest.raises(BadInput, match="读不出来"):
        read(raw)


def test_entities_of_its_own_are_refused(db):
    raw = changed_package(xlsx(("名称",)), {"xl/worksheets/sheet1.xml": b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet/>'})
    with pytest.raises(BadInput, match="实体"):
        store(raw, "实体.xlsx", allowed=TABLES)


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param("名稱,類別\n計量檢定所,機構\n".encode("big5"), id="Big5"),
        pytest.param("名前,種類\nけいりょう,きかん\n".encode("shift_jis"), id="Shift JIS"),
        pytest.param("茅茅茅".encode("gbk"), id="GBK that is also UTF-8"),
        pytest.param("\ufeff名称".encode("utf-8") + b"\xff\xfe\n", id="UTF-8 that ends in something else"),
    ],
)
def test_an_encoding_that_cannot_be_told_is_said_not_guessed(read, raw):
    with pytest.raises(BadInput, match="编码无法确定"):
        read(raw)


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (
            "名称,类别\n甲计量院,企业\n乙计量".encode() + b"\xff\xfe" + "院,企业\n".encode(),
            "按 UTF-8 读到第 3 行“乙计量”之后",
        ),
        ("名称,类别\n甲计量院,企业\n".encode("gb18030") + b"\xb5\xff,x\n", "按 GB18030 读到第 3 行开头"),
        ("名称,类别\n甲".encode("utf-8-sig") + b"\xe9\x99\n", "按 UTF-8 读到第 2 行“甲”之后"),
        ("名称,类别\n甲".encode("utf-16") + b"\x00\xd8", "按 UTF-16 读到第"),
    ],
    ids=["UTF-8", "GB18030", "UTF-8 with a mark", "UTF-16"],
)
def test_broken_bytes_are_told_with_their_line_and_what_stands_before_them(read, raw, says):
    with pytest.raises(BadInput, match="编码无法确定") as refused:
        read(raw)
    assert says in str(refused.value)


@pytest.mark.parametrize(
    ("kind", "name", "says"),
    [
        ("csv gb18030", "名单.xlsx", "内容其实是“CSV"),
        ("xls", "名单.xlsx", "内容其实是“Excel 97-2003"),
        ("html utf-8", "名单.xls", "网页"),
    ],
)
def test_a_file_that_is_not_what_it_is_called_is_read_as_what_it_is_and_that_is_told(db, kind, name, says):
    with open_book(store(FILES[kind], name, allowed=TABLES), name) as book:
        assert says in book.remarks[0]
        assert [row.cells[0] for row in book.rows(0)] == ["名称", "甲计量院", ""]


def test_gb18030_is_read_and_that_is_told(db):
    with open_book(store(FILES["csv gb18030"], "名单.csv", allowed=TABLES), "名单.csv") as book:
        assert book.remarks == ["按 GB18030 编码读取"]


def test_what_turns_text_around_is_a_fault_and_what_nobody_sees_is_left_out(read):
    rows = read("名称\n甲\u202e院\n甲\u200b院\ufeff\n".encode())
    assert rows[1].marks == {0: Mark.CONTROL}
    assert rows[2].cells == ("甲院",)


def test_columns_beyond_those_that_are_read_are_noticed(read):
    def far(book):
        book.active.cell(1, 16_384, "远处")

    assert len(read(xlsx(("名称",), change=far))[0].cells) == 201


def test_quotes_and_line_breaks_within_cells(read):
    assert read('甲,"乙,丙\n丁",""""\n'.encode())[0].cells == ("甲", "乙,丙\n丁", '"')
    with pytest.raises(BadInput, match="引号"):
        read('甲,"'.encode() + b"x" * 200_000)


def test_a_workbook_that_lies_about_its_size_is_read_as_it_is(read):
    raw = xlsx(("名称",), ("甲",))
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").replace(b'ref="A1:A2"', b'ref="A1:XFD1048576"')
    assert [row.cells for row in read(changed_package(raw, {"xl/worksheets/sheet1.xml": sheet}))] == [
        ("名称",),
        ("甲",),
    ]
