"""Web pages: the text a reader sees, line by line, with what the page says of each line; the rest is counted.

libxml2 reads it: Python's own parser needs time that grows with the square of a page that is not closed properly.
"""

import codecs
import re
from typing import Any

from lxml import etree

from quanheng.core.texts.reading.encodings import decode
from quanheng.core.texts.reading.limits import LARGEST_PAGE
from quanheng.core.texts.reading.lines import Lines, Omissions
from quanheng.core.texts.received import Kind, OmissionKind, Received, Role
from quanheng.core.texts.refusal import Refusal, TextRefused

_CHARSET = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([\w-]{1,30})""", re.IGNORECASE
)
_OPENS = re.compile(
    r"\s*(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body|\?xml[^>]{0,200}>\s*<(?:!doctype\s+)?html)",
    re.IGNORECASE | re.DOTALL,
)
_TAGS = re.compile(r"<(?:p|div|br|table|td|span|li|h[1-6]|a|font)(?:\s[^<>]{0,500})?/?>", re.IGNORECASE)
_CLOSED = re.compile(r"</(?:p|div|table|td|span|li|h[1-6]|a|font)>", re.IGNORECASE)
_SNIFFED = 8_192
_FEWEST_TAGS, _MANY_TAGS = 3, 10
_UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")

_BLOCK_NAMES = """
address article aside blockquote body br caption center dd details dialog dir div dl dt fieldset figcaption figure
footer form frameset h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol option p pre section summary table
tbody tfoot thead tr ul
"""
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_CELLS = frozenset({"td", "th"})
_LEFT_OUT = {
    **dict.fromkeys(
        ("script", "style", "noscript", "template", "iframe", "object", "embed", "svg", "canvas"), OmissionKind.SCRIPT
    ),
    **dict.fromkeys(("title", "textarea", "select", "button", "datalist"), OmissionKind.HIDDEN),
    **dict.fromkeys(("rt", "rp"), OmissionKind.RUBY),
    "math": OmissionKind.EQUATION,
}
_PICTURES = frozenset({"img", "picture", "video", "audio"})
_NAVIGATION = frozenset({"nav", "aside", "footer"})
_ROLES = frozenset({"navigation", "banner", "contentinfo", "search", "menu", "menubar"})
_CLASS_NAMES = """
nav navbar navigation menu submenu breadcrumb breadcrumbs crumb crumbs location weizhi dqwz share fenxiang
bdsharebuttonbox toolbar sidebar footer foot copyright friendlink friendlinks qrcode ewm pager pagination related
recommend topbar searchbar
"""
_CLASSES = frozenset(_CLASS_NAMES.split())
_WORDS = re.compile(r"[a-z]+")
_HIDDEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_PROSE = 50
_LINKED = 0.8
_BLANK = re.compile(r"[ \t\r\n\f\v]+")
_WIDE = r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]"
_BETWEEN_HAN = re.compile(rf"(?<={_WIDE})[ \t]*[\r\n\f\v][ \t\r\n\f\v]*(?={_WIDE})")


def is_html(data: bytes) -> bool:
    """Whether a text is a page: it begins as one, or is made of tags that are closed. Remains of tags make no page."""
    head = data[:_SNIFFED]
    wide = head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    text = head.decode("utf-16" if wide else "latin-1", "ignore").removeprefix("\xef\xbb\xbf")
    if _OPENS.match(text):
        return True
    tags, closed = len(_TAGS.findall(text)), len(_CLOSED.findall(text))
    return bool(closed) and tags >= (_FEWEST_TAGS if text.lstrip().startswith("<") else _MANY_TAGS)


def read_html(data: bytes, name: str, digest: str) -> Received:
    """The lines of a page. Raises :class:`TextRefused`."""
    if len(data) > LARGEST_PAGE:
        raise TextRefused(name, Refusal.TOO_LARGE, limit=LARGEST_PAGE)
    declared = _CHARSET.search(data[:_SNIFFED])
    decoded = decode(data, name, declared[1].decode("ascii") if declared else "")
    reader = _Reader(name)
    reader.read(_parsed(_UNREADABLE.sub("\ufffd", decoded.text), name))
    if not reader.lines.lines:
        raise TextRefused(name, Refusal.EMPTY)
    return Received(
        name=name,
        kind=Kind.HTML,
        digest=digest,
        size=len(data),
        encoding=decoded.encoding,
        encoding_stated=decoded.stated,
        text=reader.lines.text,
        lines=tuple(reader.lines.lines),
        omissions=reader.omissions.listed(),
    )


def _parsed(text: str, name: str) -> Any:
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError as wrong:
        raise TextRefused(name, Refusal.EMPTY) from wrong
    if any("Excessive depth" in each.message for each in parser.error_log):
        raise TextRefused(name, Refusal.DAMAGED_FILE, found="elements nested too deeply")
    if root is None:
        raise TextRefused(name, Refusal.EMPTY)
    return root


class _Reader:
    """Walks the elements and ends a line at each block."""

    def __init__(self, name: str) -> None:
        self.lines = Lines(name)
        self.omissions = Omissions()
        self.line: list[str] = []
        self.number = 1
        self.linked = 0
        self.links = self.preformatted = self.rows = 0  # open elements of each kind
        self.navigation: Any = None  # the element that is being passed by
        self.prose: set[Any] = set()

    def read(self, root: Any) -> None:
        """Every element once; what is left out is skipped with all it holds."""
        self.prose = _with_prose(root)
        walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
        skipped: Any = None
        for event, element in walk:
            if event in {"comment", "pi"}:
                if event == "comment":
                    self.omissions.add(OmissionKind.COMMENT, element.text or "")
                self.put(element.tail or "")
            elif event == "start":
                if kind := _left_out(element):
                    self.omissions.add(kind, "".join(element.itertext()))
                    walk.skip_subtree()
                    skipped = element
                else:
                    self.start(element)
            elif element is skipped:
                self.put(element.tail or "")
            else:
                self.end(element)
        self.flush(root)

    def start(self, element: Any) -> None:
        """An element opens; its own text begins."""
        self.count(element, +1)
        if self.navigation is None and element not in self.prose and _is_navigation(element):
            self.flush(element)
            self.navigation = element
        if element.tag in _BLOCKS or (element.tag in _CELLS and self.line and _has_blocks(element)):
            self.flush(element)
        elif element.tag in _CELLS and self.line:
            self.line.append("\t")
        if element.tag in _PICTURES:
            self.omissions.add(OmissionKind.PICTURE, element.get("alt") or "")
        if not self.line:
            self.number = element.sourceline or self.number
        self.put(element.text or "")

    def end(self, element: Any) -> None:
        """An element closes; the text behind it begins."""
        closed = element is self.navigation
        if closed or element.tag in _BLOCKS or (element.tag in _CELLS and _has_blocks(element)):
            self.flush(element)
        if closed:
            self.navigation = None
        self.count(element, -1)
        self.put(element.tail or "")

    def count(self, element: Any, step: int) -> None:
        self.links += step * (element.tag == "a")
        self.preformatted += step * (element.tag == "pre")
        self.rows += step * (element.tag == "tr")

    def put(self, text: str) -> None:
        if self.preformatted and "\n" in text:
            first, *others = text.split("\n")
            self.line.append(first)
            for other in others:
                self.flush(None)
                self.number += 1
                self.line.append(other)
            return
        plain = _BLANK.sub(" ", _BETWEEN_HAN.sub("", text))
        if plain.strip() and self.links:
            self.linked += len(plain.strip())
        self.line.append(plain)

    def flush(self, element: Any) -> None:
        """End the line."""
        text = "".join(self.line)
        if text.strip():
            self.lines.add(text.strip(" \t\n"), self.number, role=self.role(text))
        self.line, self.linked = [], 0
        if element is not None:
            self.number = element.sourceline or self.number

    def role(self, text: str) -> Role:
        if self.navigation is not None:
            return Role.NAVIGATION
        if self.linked >= len(text.strip()) * _LINKED:
            return Role.LINKS
        return Role.CELL if self.rows and "\t" in text else Role.TEXT


def _left_out(element: Any) -> OmissionKind | None:
    if not isinstance(element.tag, str):
        return None
    style, hidden = element.get("style") or "", element.get("hidden")
    if hidden is not None or _HIDDEN.search(style):
        return OmissionKind.HIDDEN
    return _LEFT_OUT.get(element.tag)


def _is_navigation(element: Any) -> bool:
    """By its element, role or class. What holds prose is never asked: a class may stand on anything."""
    words = set(_WORDS.findall(f"{element.get('class') or ''} {element.get('id') or ''}".lower()))
    marked = element.tag in _NAVIGATION or (element.get("role") or "") in _ROLES or bool(words & _CLASSES)
    return marked and element.tag not in {"body", "html", "main", "article"}


def _with_prose(root: Any) -> set[Any]:
    """Every element that holds a paragraph of prose, at any depth."""
    found: set[Any] = set()
    for element in root.iter():
        own = isinstance(element.tag, str) and element.tag not in _LEFT_OUT and _is_prose(element.text)
        holder = element if own else element.getparent() if _is_prose(element.tail) else None
        while holder is not None and holder not in found:
            found.add(holder)
            holder = holder.getparent()
    return found


def _is_prose(text: str | None) -> bool:
    return bool(text) and len(text or "") >= _PROSE and "。" in (text or "")


def _has_blocks(element: Any) -> bool:
    return any(each.tag in _BLOCKS for each in element.iterdescendants())
