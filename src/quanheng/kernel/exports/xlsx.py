"""Excel: one sheet of records, one sheet that says where they come from."""

from collections.abc import Iterator
from tempfile import TemporaryFile
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from quanheng.kernel.exports.safety import cell
from quanheng.kernel.exports.table import Table

PIECE = 64 * 1024
LONGEST_CELL = 32_767


def _fitting(value: Any) -> Any:
    value = cell(value)
    return value[: LONGEST_CELL - 1] + "…" if isinstance(value, str) and len(value) > LONGEST_CELL else value


def write(table: Table) -> Iterator[bytes]:
    """The workbook in pieces. It is a zip, so it is made whole, on disk, before the first piece leaves."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("数据"))
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(table.headings))}1"
    for place in range(1, len(table.headings) + 1):
        sheet.column_dimensions[get_column_letter(place)].width = 22
    bold = Font(bold=True)
    head = []
    for heading in table.headings:
        one = WriteOnlyCell(sheet, value=heading.label)
        one.font = bold
        head.append(one)
    sheet.append(head)
    for row in table.rows:
        sheet.append([_fitting(heading.value(row)) for heading in table.headings])
    about = book.create_sheet(_("来源"))
    about.column_dimensions["A"].width = 14
    about.column_dimensions["B"].width = 90
    for label, text in table.provenance():
        about.append([label, _fitting(text)])
    with TemporaryFile() as file:
        book.save(file)
        file.seek(0)
        while piece := file.read(PIECE):
            yield piece
