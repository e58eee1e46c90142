"""Word: a report of the list as offices write it (GB/T 9704): title, date and source, one table whose head repeats on
every page, page numbers. Only the columns that the page shows.
"""

from collections.abc import Iterator
from copy import deepcopy
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from quanheng.kernel.exports.safety import UNWRITABLE, cell
from quanheng.kernel.exports.table import Table

BODY, HEAD, TITLE = "仿宋_GB2312", "黑体", "方正小标宋简体"
LATIN = "Times New Roman"
TITLE_SIZE, TEXT_SIZE, CELL_SIZE = Pt(22), Pt(12), Pt(10.5)
PIECE = 64 * 1024


def write(table: Table) -> Iterator[bytes]:
    """The document in pieces; it is made whole before the first one leaves."""
    document = Document()
    _page(document)
    _line(document, table.title, TITLE, TITLE_SIZE, WD_ALIGN_PARAGRAPH.CENTER)
    for note in table.conditions:
        _line(document, note, BODY, TEXT_SIZE, WD_ALIGN_PARAGRAPH.CENTER)
    day = f"{table.made_at.year} 年 {table.made_at.month} 月 {table.made_at.day} 日"
    _line(document, _("（%(day)s）") % {"day": day}, BODY, TEXT_SIZE, WD_ALIGN_PARAGRAPH.CENTER)
    count = _table(document, table)
    _line(document, _("共 %d 条。") % count, BODY, TEXT_SIZE)
    for label, text in table.provenance():
        _line(document, f"{label}：{text}", BODY, CELL_SIZE)
    document.core_properties.title = table.title
    document.core_properties.author = _("权衡计量治理开放平台")
    document.core_properties.comments = table.source
    whole = BytesIO()
    document.save(whole)
    whole.seek(0)
    while piece := whole.read(PIECE):
        yield piece


def _page(document: Any) -> None:
    """A4 across, with the number of the page at the foot as — 1 —."""
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.top_margin, section.bottom_margin = Mm(28), Mm(26)
    section.left_margin, section.right_margin = Mm(26), Mm(26)
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for text, field in (("— ", False), ("PAGE", True), (" —", False)):
        run = foot.add_run("" if field else text)
        _face(run, "宋体", Pt(14))
        if field:
            for kind in ("begin", text, "end"):
                run._r.append(_field(kind))  # noqa: SLF001  python-docx has no other way to a field


def _field(kind: str) -> Any:
    if kind in {"begin", "end"}:
        element = OxmlElement("w:fldChar")
        element.set(qn("w:fldCharType"), kind)
        return element
    element = OxmlElement("w:instrText")
    element.text = kind
    return element


def _face(run: Any, face: str, size: Pt, *, bold: bool = False) -> None:
    run.font.name, run.font.size, run.font.bold = LATIN, size, bold
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), face)  # noqa: SLF001


def _line(document: Any, text: str, face: str, size: Pt, align: Any = None) -> None:
    paragraph = document.add_paragraph()
    if align is not None:
        paragraph.alignment = align
    _face(paragraph.add_run(UNWRITABLE.sub("", text)), face, size)


def _table(document: Any, table: Table) -> int:
    """The table with a number before each row; returns how many rows."""
    headings = [_("序号"), *(heading.label for heading in table.headings)]
    made = document.add_table(rows=2, cols=len(headings))
    made.style, made.alignment = "Table Grid", WD_TABLE_ALIGNMENT.CENTER
    for place, label in zip(made.rows[0].cells, headings, strict=True):
        place.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
        _face(place.paragraphs[0].add_run(label), HEAD, CELL_SIZE)
    repeated = OxmlElement("w:tblHeader")
    repeated.set(qn("w:val"), "true")
    made.rows[0]._tr.get_or_add_trPr().append(repeated)  # noqa: SLF001
    for place in made.rows[1].cells:
        _face(place.paragraphs[0].add_run("—"), BODY, CELL_SIZE)
    pattern = made.rows[1]._tr  # noqa: SLF001
    whole = OxmlElement("w:cantSplit")
    pattern.get_or_add_trPr().append(whole)
    count = 0
    for count, row in enumerate(table.rows, start=1):
        copy = deepcopy(pattern)
        values = [count, *(heading.value(row) for heading in table.headings)]
        for target, value in zip(copy.iter(qn("w:t")), values, strict=True):
            target.text = _text(value)
        made._tbl.append(copy)  # noqa: SLF001  adding rows one by one costs the square of their number
    made._tbl.remove(pattern)  # noqa: SLF001
    return count


def _text(value: Any) -> str:
    value = cell(value)
    return "—" if value in (None, "") else str(value).removeprefix("'")
