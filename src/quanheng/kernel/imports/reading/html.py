"""Tables of web pages, as announcements are published."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from lxml import etree
from lxml import html as lxml_html

from quanheng.kernel.errors import bad_input
from quanheng.kernel.imports.reading.encoding import encoding_of
from quanheng.kernel.imports.reading.grid import Spanned, laid_out
from quanheng.kernel.imports.sheets import Row, Sheet

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_-]{1,30})""", re.IGNORECASE)
_SMALL = re.compile(r"[0-9]{1,5}")
_SPACE = re.compile(r"[ \t\r\n\xa0]+")
_PROLOGUE = 4096
_SILENT = {"script", "style", "template", "noscript"}


@contextmanager
def open_book(path: Path, name: str) -> Iterator["HtmlBook"]:
    """The tables of the page; tables that only lay out other tables are left out."""
    raw = path.read_bytes()
    found = _CHARSET.search(raw[:_PROLOGUE])
    declared = found[1].decode("ascii").lower() if found else ""
    encoding = encoding_of(path, name, "gb18030" if declared in {"gb2312", "gbk"} else declared)
    parser = lxml_html.HTMLParser(encoding=encoding.removesuffix("-sig"), no_network=True, huge_tree=False)
    try:
        root = lxml_html.document_fromstring(raw, parser=parser)
    except (etree.LxmlError, ValueError) as wrong:
        raise bad_input(name, _("网页读不出来"), _("请将其中的表格复制到 Excel 再上传。")) from wrong
    yield HtmlBook(root)


class HtmlBook:
    """An opened page."""

    def __init__(self, root: Any) -> None:
        self._tables = [table for table in root.iter("table") if table.find(".//table") is None]
        self.sheets = tuple(Sheet(_("表 %d") % number, _above(table)) for number, table in enumerate(self._tables, 1))
        self.remarks: list[str] = []

    def rows(self, sheet: int) -> Iterator[Row]:
        """Rows with spanned cells filled."""
        return laid_out(
            [_cell(cell) for cell in row if cell.tag in ("td", "th")] for row in self._tables[sheet].iter("tr")
        )


def _cell(cell: Any) -> Spanned:
    return Spanned(_text(cell), _number(cell.get("colspan")), _number(cell.get("rowspan")))


def _number(text: str | None) -> int:
    return int(text) if text and _SMALL.fullmatch(text.strip()) else 1


def _text(element: Any) -> str:
    """The words of an element; breaks and paragraphs end a line."""
    pieces: list[str] = []

    def walk(one: Any) -> None:
        if not isinstance(one.tag, str) or one.tag in _SILENT:
            return
        if one.tag in ("br", "p", "div"):
            pieces.append("\n")
        pieces.append(_SPACE.sub(" ", one.text or ""))
        for child in one:
            walk(child)
            pieces.append(_SPACE.sub(" ", child.tail or ""))

    walk(element)
    lines = (line.strip() for line in "".join(pieces).split("\n"))
    return "\n".join(line for line in lines if line)


def _above(table: Any) -> str:
    """The words just before the table."""
    before = table.getprevious()
    return "" if before is None else _text(before).replace("\n", " ")[:120]
