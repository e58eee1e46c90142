"""The report of an import: every row with what was found, cells at fault marked; mended, it can be given again."""

from collections.abc import Iterable, Iterator, Sequence
from tempfile import TemporaryFile
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter

from quanheng.apps.imports.listing import said_in_words
from quanheng.apps.imports.models import ImportRow
from quanheng.kernel.exports.safety import disarmed
from quanheng.kernel.imports import Field

MOST = 50_000
PIECE = 64 * 1024
FAULT = PatternFill("solid", fgColor="F8CBAD")


def report_workbook(rows: Iterable[ImportRow], fields: Sequence[Field]) -> Iterator[bytes]:
    """The workbook in pieces, made when the first is asked for. Its headings are those of the fields."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("核对"))
    sheet.freeze_panes = "A2"
    headings = [_("行"), _("比对结果"), _("办理结果"), _("问题与变化"), *(str(one.label) for one in fields)]
    for column in range(1, len(headings) + 1):
        sheet.column_dimensions[get_column_letter(column)].width = 60 if column == 4 else 20  # noqa: PLR2004
    sheet.append([_bold(sheet, heading) for heading in headings])
    words = said_in_words(fields)
    for row in rows:
        wrong = {fault["field"] for fault in row.faults}
        sheet.append(
            [
                row.number,
                str(row.get_state_display()),
                str(row.get_outcome_display()),
                disarmed(words(row)),
                *(_cell(sheet, row.texts.get(one.key, ""), wrong=one.key in wrong) for one in fields),
            ]
        )
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
    one = WriteOnlyCell(sheet, value=disarmed(text))
    if wrong:
        one.fill = FAULT
    return one
