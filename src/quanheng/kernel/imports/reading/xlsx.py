"""Excel workbooks (.xlsx), read row by row with openpyxl; formulas are seen, never computed."""

import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile

import openpyxl
from django.utils.translation import gettext as _
from openpyxl.utils.exceptions import InvalidFileException

from quanheng.kernel.errors import bad_input
from quanheng.kernel.imports.reading.merging import Area, area_of, merged
from quanheng.kernel.imports.sheets import Row, Sheet, narrowed, row_of

_FAULTS = (BadZipFile, InvalidFileException, ParseError, KeyError, ValueError, IndexError, TypeError, zlib.error)
_MERGE = re.compile(rb"""<(?:\w+:)?mergeCell\s[^>]*?ref=["']([A-Z]{1,3}[0-9]{1,7}:[A-Z]{1,3}[0-9]{1,7})["']""")
_CELL = re.compile(rb"""\sr=["']([A-Z]{1,3}[0-9]{1,7})["']""")
_OVERLONG, _MOST_LOOKED_AT = 400, 64 * 1024 * 1024
_PIECE = 1024 * 1024


@contextmanager
def open_book(path: Path, name: str) -> Iterator["XlsxBook"]:
    """The visible sheets of the workbook."""
    with path.open("rb") as file:  # a name without an ending is refused, an open file is not
        try:
            book = openpyxl.load_workbook(file, read_only=True, keep_links=False)
        except _FAULTS as wrong:
            raise _damaged(name) from wrong
        try:
            yield XlsxBook(book, name)
        finally:
            book.close()


class XlsxBook:
    """An opened workbook."""

    def __init__(self, book: Any, name: str) -> None:
        self._name = name
        shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        hidden = [sheet.title for sheet in book.worksheets if sheet.sheet_state != "visible"]
        self._sheets = shown
        self.sheets = tuple(Sheet(sheet.title) for sheet in shown)
        self.remarks: list[str] = [_("隐藏的工作表没有读：%s") % "、".join(hidden)] if hidden else []

    def rows(self, sheet: int) -> Iterator[Row]:
        """Rows as they stand, merged areas filled."""
        source = self._sheets[sheet]
        source.reset_dimensions()  # what the file says about its size may be anything
        return merged(self._read(source), self._areas(source))

    def _read(self, source: Any) -> Iterator[Row]:
        number = 0
        try:
            for number, values in enumerate(source.iter_rows(values_only=True), 1):
                yield row_of(number, narrowed(values))
        except _FAULTS as wrong:
            raise self._unreadable(source, number + 1) from wrong

    def _unreadable(self, source: Any, row: int) -> Exception:
        """The row where reading ended, and its first cell with an overlong number."""
        values = {"sheet": source.title, "row": row, "cell": self._overlong(source, row)}
        what = _("工作表“%(sheet)s”第 %(row)d 行读不出来：文件在此处损坏") % values
        if values["cell"]:
            what = _("工作表“%(sheet)s”的单元格 %(cell)s 数字过长，读不出来") % values
        return bad_input(self._name, what, _("请检查这里；或将内容粘贴为值，另存后再上传。"))

    def _overlong(self, source: Any, row: int) -> str:
        with source._get_source() as content:  # noqa: SLF001  as below
            text = content.read(_MOST_LOOKED_AT)
        found = re.search(rb"<(?:\w+:)?v>[^<]{%d}" % _OVERLONG, text)
        before = text[: found.start()] if found else b""
        cells = _CELL.findall(before[before.rfind(b"<c ") :])
        return cells[-1].decode() if cells and cells[-1].endswith(str(row).encode()) else ""

    def _areas(self, source: Any) -> list[Area]:
        """Merged areas stand behind the rows, where reading row by row never comes; they are looked up there."""
        found: list[Area] = []
        with source._get_source() as content:  # noqa: SLF001  the part of the package this sheet is read from
            rest = b""
            while piece := content.read(_PIECE):
                text = rest + piece
                found += [area_of(match[1].decode()) for match in _MERGE.finditer(text)]
                rest = text[text.rfind(b"<") :][-200:]
        return found


def _damaged(name: str) -> Exception:
    return bad_input(name, _("工作簿已损坏，读不出来"), _("请用 Excel 或 WPS 打开，另存为 .xlsx 后再上传。"))
