"""The template file of an importer: headings to fill in, and a sheet that says what goes where."""

from collections.abc import Sequence
from io import BytesIO

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from quanheng.kernel.imports import Field, Importer
from quanheng.kernel.imports.fields import CLEAR

LONGEST_LIST = 255
"""Characters of a list that Excel offers in a cell."""
LAST_ROW = 10_000


def template_workbook(importer: Importer) -> bytes:
    """The workbook. The first sheet holds the headings alone: whatever stands below them is imported."""
    fields = importer.fields()
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = str(importer.label)[:31]
    sheet.freeze_panes = "A2"
    for column, one in enumerate(fields, 1):
        cell = sheet.cell(1, column, f"{one.label}{'*' if one.required else ''}")
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="DCE6F2")
        letter = get_column_letter(column)
        sheet.column_dimensions[letter].width = 24
        words = ",".join(str(label) for label in one.words().values())
        if words and len(words) <= LONGEST_LIST and "," not in "".join(map(str, one.words().values())):
            offered = DataValidation("list", formula1=f'"{words}"', allow_blank=True, showErrorMessage=False)
            offered.add(f"{letter}2:{letter}{LAST_ROW}")
            sheet.add_data_validation(offered)
    _explain(book, fields)
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def _explain(book: Workbook, fields: Sequence[Field]) -> None:
    sheet = book.create_sheet(_("填写说明"))
    for column, (heading, width) in enumerate(
        ((_("栏目"), 22), (_("必填"), 8), (_("说明"), 60), (_("可以填"), 60), (_("示例"), 28), (_("依据"), 32)), 1
    ):
        sheet.cell(1, column, heading).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(column)].width = width
    for one in fields:
        words = "、".join(str(label) for label in one.words().values())
        basis = f"{one.basis.instrument} {one.basis.article}".strip() if one.basis else ""
        sheet.append([str(one.label), _("是") if one.required else "", str(one.help), words, str(one.example), basis])
    sheet.append([])
    sheet.append([_("空白的格子不改动已登记的内容；要清空，请填“%s”。") % min(CLEAR)])
    sheet.append([_("日期写成 2024-03-08 或 2024年3月8日。公式请粘贴为值。")])
    for row in sheet.iter_rows(min_row=2):
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
