"""Tables of Word documents, as announcements and rosters are sent."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from django.utils.translation import gettext as _
from lxml import etree

from quanheng.kernel.errors import bad_input
from quanheng.kernel.imports.reading.grid import Spanned, laid_out
from quanheng.kernel.imports.sheets import Row, Sheet

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_SMALL = re.compile(r"[0-9]{1,3}")
_MAIN = "word/document.xml"


@contextmanager
def open_book(path: Path, name: str) -> Iterator["DocxBook"]:
    """The tables of the document, those inside other tables too."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        with ZipFile(path) as archive:
            raw = archive.read(_MAIN).replace(_STRICT, _W[1:-1].encode())
        root = etree.fromstring(raw, parser=parser)
    except (BadZipFile, KeyError, etree.LxmlError, ValueError) as wrong:
        raise bad_input(name, _("Word 文档已损坏，读不出来"), _("请打开后另存为 .docx 再上传。")) from wrong
    yield DocxBook(root)


class DocxBook:
    """An opened document. Deleted text of tracked changes is not read, inserted text is."""

    def __init__(self, root: Any) -> None:
        self._tables = list(root.iter(f"{_W}tbl"))
        self.sheets = tuple(Sheet(_("表 %d") % number, _above(table)) for number, table in enumerate(self._tables, 1))
        changed = next(root.iter(f"{_W}ins", f"{_W}del"), None) is not None
        self.remarks: list[str] = [_("文档带有修订标记：插入的文字已读，删除的文字没有读")] if changed else []

    def rows(self, sheet: int) -> Iterator[Row]:
        """Rows with merged cells filled."""
        return laid_out(_cells(row) for row in self._tables[sheet].iterchildren(f"{_W}tr"))


def _cells(row: Any) -> list[Spanned]:
    skipped = _value(row.find(f"{_W}trPr/{_W}gridBefore"))
    cells = [Spanned("", skipped)] if skipped else []
    for cell in row.iter(f"{_W}tc"):
        if next(cell.iterancestors(f"{_W}tr")) is not row:
            continue  # of a table inside a cell
        merge = cell.find(f"{_W}tcPr/{_W}vMerge")
        goes_on = merge is not None and merge.get(f"{_W}val") in (None, "continue")
        wide = _value(cell.find(f"{_W}tcPr/{_W}gridSpan")) or 1
        cells.append(Spanned(_text(cell), wide, continued=goes_on))
    return cells


def _value(element: Any) -> int:
    text = "" if element is None else element.get(f"{_W}val") or ""
    return int(text) if _SMALL.fullmatch(text) else 0


def _text(cell: Any) -> str:
    return "\n".join(filter(None, (_words(paragraph).strip() for paragraph in cell.iterchildren(f"{_W}p"))))


def _words(paragraph: Any) -> str:
    pieces = []
    for part in paragraph.iter(f"{_W}t", f"{_W}tab", f"{_W}br", f"{_W}noBreakHyphen"):
        name = part.tag.removeprefix(_W)
        pieces.append({"t": part.text or "", "tab": " ", "br": "\n", "noBreakHyphen": "-"}[name])
    return "".join(pieces)


def _above(table: Any) -> str:
    """The words of the paragraph just before the table."""
    before = table.getprevious()
    return _words(before).strip()[:120] if before is not None and before.tag == f"{_W}p" else ""
