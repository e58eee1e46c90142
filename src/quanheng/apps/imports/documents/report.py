"""The report of an import: every row with what was found, cells at fault marked; mended, it can be given again."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import StringIO
from tempfile import TemporaryFile
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter

from quanheng.apps.imports.listing import said_in_words
from quanheng.apps.imports.models import ImportRow
from quanheng.kernel.exports.csv import BOM
from quanheng.kernel.exports.safety import disarmed
from quanheng.kernel.imports import Field

MOST = 50_000
PIECE = 64 * 1024
FAULT = PatternFill("solid", fgColor="F8CBAD")


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the report: what was found, what the cells say, and the positions of those at fault."""

    found: tuple[Any, ...]
    cells: tuple[str, ...]
    wrong: frozenset[int]


def headings(fields: Sequence[Field]) -> list[str]:
    """Of the report: those of the fields are headings that an import finds again."""
    return [_("行"), _("比对结果"), _("办理结果"), _("问题与变化"), *(str(one.label) for one in fields)]


def lines(rows: Iterable[ImportRow], fields: Sequence[Field]) -> Iterator[Line]:
    """The report, nothing in it a formula."""
    words = said_in_words(fields)
    for row in rows:
        named = {fault["field"] for fault in row.faults}
        yield Line(
            (row.number, str(row.get_state_display()), str(row.get_outcome_display()), disarmed(words(row))),
            tuple(disarmed(row.texts.get(one.key, "")) for one in fields),
            frozenset(at for at, one in enumerate(fields) if one.key in named),
        )


def report_csv(rows: Iterable[ImportRow], fields: Sequence[Field]) -> Iterator[bytes]:
    """As CSV, as Excel reads it."""
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(headings(fields))
    yield BOM.encode()
    for line in lines(rows, fields):
        writer.writerow([*line.found, *line.cells])
        if text.tell() > PIECE:
            yield text.getvalue().encode()
            text.seek(0)
            text.truncate()
    yield text.getvalue().encode()


def report_workbook(rows: Iterable[ImportRow], fields: Sequence[Field]) -> Iterator[bytes]:
    """The workbook in pieces, made when the first is asked for, with the cells at fault marked."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("核对"))
    sheet.freeze_panes = "A2"
    names = headings(fields)
    for column in range(1, len(names) + 1):
        sheet.column_dimensions[get_column_letter(column)].width = 60 if column == 4 else 20  # noqa: PLR2004
    sheet.append([_bold(sheet, name) for name in names])
    for line in lines(rows, fields):
        cells = (_cell(sheet, text, wrong=at in line.wrong) for at, text in enumerate(line.cells))
        sheet.append([*line.found, *cells])
    with TemporaryFile() as file:
        book.save(file)
        file.seek(0)
        while piece := file.read(PIECE):
            yield piece


def _bold(sheet: Any, text: str) -> Any:
    one = WriteOnlyCell(sheet, value=text)
    one.font = Font(bold=True)
    return one


def _cell(sheet: Any, text: str, *, wrong: bool) -> Any:
    one = WriteOnlyCell(sheet, value=text)
    if wrong:
        one.fill = FAULT
    return one
