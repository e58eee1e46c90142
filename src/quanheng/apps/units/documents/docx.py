"""DOCX cut into paragraphs and table cells, with headers and footers; no text boxes, footnotes or comments."""

import io
from collections.abc import Iterator
from typing import Any
from zipfile import BadZipFile

from django.utils.translation import gettext as _
from docx import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.table import Table
from docx.text.hyperlink import Hyperlink
from docx.text.paragraph import Paragraph

from quanheng.apps.units.documents.passage import Passage, raised
from quanheng.kernel.errors import bad_input

_DEEPEST = 5


def read_docx(raw: bytes, name: str) -> list[Passage]:
    """Passages of the body, then of headers and footers. ``BadInput`` when it is no DOCX."""
    try:
        document = Document(io.BytesIO(raw))
        return [*_story(document, ""), *_margins(document)]
    except (BadZipFile, PackageNotFoundError, KeyError, ValueError, SyntaxError) as wrong:
        what = _("不是可以读取的 DOCX 文件")
        raise bad_input(name, what, _("请用文字处理软件打开后另存为 DOCX。")) from wrong


def _story(story: Any, where: str, depth: int = 0) -> Iterator[Passage]:
    paragraphs = tables = 0
    for block in story.iter_inner_content():
        if isinstance(block, Paragraph):
            paragraphs += 1
            text = _text(block)
            place = where + _("第 %d 段") % paragraphs
            if text.strip():
                yield Passage(text, place)
        elif depth < _DEEPEST:
            tables += 1
            yield from _cells(block, where + _("表 %d ") % tables, depth)


def _cells(table: Table, where: str, depth: int) -> Iterator[Passage]:
    """Each cell once, also when it spans several columns or rows."""
    seen: set[Any] = set()
    for row_number, row in enumerate(table.rows, 1):
        for column_number, cell in enumerate(row.cells, 1):
            if cell._tc in seen:  # noqa: SLF001  the only mark by which a merged cell is known
                continue
            seen.add(cell._tc)  # noqa: SLF001
            place = where + _("第 %(row)d 行第 %(column)d 列") % {"row": row_number, "column": column_number}
            text = "\n".join(_text(paragraph) for paragraph in cell.paragraphs)
            if text.strip():
                yield Passage(text, place, cell=True)
            for number, inner in enumerate(cell.tables, 1):
                if depth < _DEEPEST:
                    yield from _cells(inner, place + _("内表 %d ") % number, depth + 1)


def _margins(document: Any) -> Iterator[Passage]:
    for number, section in enumerate(document.sections, 1):
        for part, label in (
            (section.header, _("页眉")),
            (section.first_page_header, _("首页页眉")),
            (section.even_page_header, _("偶数页页眉")),
            (section.footer, _("页脚")),
            (section.first_page_footer, _("首页页脚")),
            (section.even_page_footer, _("偶数页页脚")),
        ):
            if not part.is_linked_to_previous:
                yield from _story(part, _("第 %(number)d 节%(label)s") % {"number": number, "label": label})


def _text(paragraph: Paragraph) -> str:
    pieces: list[str] = []
    for inner in paragraph.iter_inner_content():
        runs = inner.runs if isinstance(inner, Hyperlink) else [inner]
        pieces += [raised(run.text) if run.font.superscript else run.text for run in runs]
    return "".join(pieces)
