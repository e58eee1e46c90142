"""Excel 97-2003 workbooks (.xls), read with calamine. The format gives the results of formulas, not the formulas."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import python_calamine
from django.utils.translation import gettext as _

from quanheng.kernel.errors import bad_input
from quanheng.kernel.imports.reading.merging import Area, merged
from quanheng.kernel.imports.sheets import Row, Sheet, narrowed, row_of


@contextmanager
def open_book(path: Path, name: str) -> Iterator["XlsBook"]:
    """The visible sheets of the workbook."""
    with _read_by_calamine(name):
        book = python_calamine.CalamineWorkbook.from_path(str(path))
    yield XlsBook(book, name)


class XlsBook:
    """An opened workbook."""

    def __init__(self, book: Any, name: str) -> None:
        self._book, self._name = book, name
        visible = [
            sheet.name
            for sheet in book.sheets_metadata
            if sheet.visible == python_calamine.SheetVisibleEnum.Visible
            and sheet.typ == python_calamine.SheetTypeEnum.WorkSheet
        ]
        self.sheets = tuple(Sheet(one) for one in visible)
        self.remarks: list[str] = [
            _("旧格式（.xls）只能读到公式保存下来的结果，看不出哪些是公式。有公式时请另存为 .xlsx 再上传。")
        ]

    def rows(self, sheet: int) -> Iterator[Row]:
        """Rows as they stand, merged areas filled."""
        with _read_by_calamine(self._name):
            source = self._book.get_sheet_by_name(self.sheets[sheet].name)
            areas = [
                Area(top + 1, bottom + 1, left, right)
                for (top, left), (bottom, right) in source.merged_cell_ranges or ()
            ]
            left, values = (source.start or (0, 0))[1], source.iter_rows()
        return merged(self._read(values, left), areas)

    def _read(self, values: Iterator[Any], left: int) -> Iterator[Row]:
        """``iter_rows`` begins with the first row of the sheet, but with its first filled column."""
        number = 0
        while True:
            number += 1
            with _read_by_calamine(self._name):
                row = next(values, None)
            if row is None:
                return
            yield row_of(number, narrowed([None] * left + row))


@contextmanager
def _read_by_calamine(name: str) -> Iterator[None]:
    """Its errors, and the panics of the Rust code behind it on damaged files, as bad input."""
    try:
        yield
    except BaseException as wrong:
        if not isinstance(wrong, python_calamine.CalamineError | ValueError | OSError) and (
            type(wrong).__name__ != "PanicException"
        ):
            raise
        what = _("工作簿已损坏，读不出来")
        raise bad_input(name, what, _("请用 Excel 或 WPS 打开，另存为 .xlsx 后再上传。")) from wrong
