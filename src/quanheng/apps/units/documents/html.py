"""HTML cut into passages at block elements; every character keeps its line and column in the source."""

import html
import re
from html.parser import HTMLParser

from django.utils.translation import gettext as _

from quanheng.apps.units.documents.passage import Passage, raised

_BLOCKS = """
address article aside blockquote body br caption dd details dialog div dl dt fieldset figcaption figure footer form h1
h2 h3 h4 h5 h6 head header hr html li main nav ol option p pre section summary table tbody td tfoot th thead title tr ul
"""
BLOCKS = frozenset(_BLOCKS.split())
CELLS = frozenset({"td", "th"})
SILENT = frozenset({"script", "style", "template", "svg", "math", "code"})
GAP = "\ufffc"
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_-]{1,30})""", re.IGNORECASE)
_PROLOGUE = 2048


def declared_charset(raw: bytes) -> str:
    """The encoding the page says it has; GB2312 and GBK are read as GB18030, which contains them."""
    found = _CHARSET.search(raw[:_PROLOGUE])
    name = found[1].decode("ascii").lower() if found else ""
    return "gb18030" if name in {"gb2312", "gbk"} else name


def read_html(text: str) -> list[Passage]:
    """Passages in the order of the page; script, style, code and drawings are left out."""
    reader = _Reader(text)
    reader.feed(text)
    reader.close()
    reader.flush()
    return reader.passages


class _Reader(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=False)
        self.passages: list[Passage] = []
        self.characters: list[str] = []
        self.positions: list[tuple[int, int]] = []
        self.silent: list[str] = []
        self.cell = False
        self.up = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in SILENT:
            self.put(GAP, self.getpos())  # what stood on both sides of it does not touch
            self.silent.append(tag)
        elif tag in BLOCKS:
            self.flush()
            self.cell = tag in CELLS
        elif tag == "sup":
            self.up += 1

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in BLOCKS:
            self.flush()

    def handle_endtag(self, tag: str) -> None:
        if tag in self.silent:
            while self.silent.pop() != tag:
                pass
        elif tag in BLOCKS:
            self.flush()
            self.cell = False
        elif tag == "sup":
            self.up = max(0, self.up - 1)

    def handle_data(self, data: str) -> None:
        line, column = self.getpos()
        for character in data:
            self.put(character, (line, column + 1))
            line, column = (line + 1, 0) if character == "\n" else (line, column + 1)

    def handle_entityref(self, name: str) -> None:
        self.put_reference(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.put_reference(f"&#{name};")

    def put_reference(self, written: str) -> None:
        line, column = self.getpos()
        for character in html.unescape(written):
            self.put(character, (line, column + 1))

    def put(self, character: str, position: tuple[int, int]) -> None:
        if not self.silent:
            self.characters.append(raised(character) if self.up else character)
            self.positions.append(position)

    def flush(self) -> None:
        """End the passage; line breaks of the source are spaces of the text."""
        if any(not each.isspace() for each in self.characters):
            text = "".join(" " if each in "\r\n\t" else each for each in self.characters)
            place = _("表格单元格") if self.cell else ""
            self.passages.append(Passage(text, place, self.cell, self.positions.__getitem__))
        self.characters, self.positions = [], []
