"""PDF with text: lines put together into paragraphs by where they end; running heads and page numbers are marked."""

import ctypes
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from threading import Lock
from typing import Any

import pypdfium2
from pypdfium2 import raw

from quanheng.core.texts.reading.limits import MOST_CHARACTERS, MOST_PAGES
from quanheng.core.texts.reading.lines import Lines, Omissions
from quanheng.core.texts.received import Kind, OmissionKind, Received, Role
from quanheng.core.texts.refusal import Refusal, TextRefused

_ONE_AT_A_TIME = Lock()  # pdfium keeps global state
_BREAKS = frozenset("\r\n")
_HYPHEN, _UNKNOWN = "\x02", frozenset({0, 0xFFFE, 0xFFFF})
_DIGITS = re.compile(r"\d+")
_ENDS = frozenset("。！？：；.!?:;")
FEWEST_REPEATS = 2
EDGE_LINES = 2  # a running head is among the first or last two lines of its page
FULL, INDENT = 1.6, 0.8  # in characters: how far a full line may end before the margin, how far an indent reaches
GRID = 4.0  # points
COMMON = 0.02  # of all lines end at the margin, at least


@dataclass(slots=True)
class _Printed:
    """A printed line: its text, its edges, the height it stands at and the size of its characters, in points."""

    text: str
    left: float
    right: float
    top: float
    size: float
    page: int
    furniture: bool = False


def read_pdf(data: bytes, name: str, digest: str) -> Received:
    """The lines of a document, those of one paragraph marked as wrapped. Raises :class:`TextRefused`."""
    with _ONE_AT_A_TIME:
        printed, empty, pages = _printed(data, name)
    if not printed:
        raise TextRefused(name, Refusal.SCANNED, pages=pages)
    _mark_furniture(printed)
    lines, omissions = Lines(name), Omissions()
    for _page in range(empty):
        omissions.add(OmissionKind.PAGE_WITHOUT_TEXT)
    for number, (line, wrapped) in enumerate(zip(printed, _wrapped(printed), strict=True), 1):
        role = Role.FURNITURE if line.furniture else Role.TEXT
        lines.add(line.text, number, page=line.page, role=role, wrapped=wrapped)
    return Received(
        name=name,
        kind=Kind.PDF,
        digest=digest,
        size=len(data),
        encoding="unicode",
        encoding_stated=True,
        text=lines.text,
        lines=tuple(lines.lines),
        omissions=omissions.listed(),
    )


def _printed(data: bytes, name: str) -> tuple[list[_Printed], int, int]:
    """All printed lines, how many pages have none, and how many pages there are."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as wrong:
        encrypted = "password" in str(wrong).lower()
        raise TextRefused(name, Refusal.ENCRYPTED if encrypted else Refusal.DAMAGED_FILE, found="PDF") from wrong
    try:
        pages = len(document)
        if pages > MOST_PAGES:
            raise TextRefused(name, Refusal.TOO_MANY_PAGES, limit=MOST_PAGES)
        printed: list[_Printed] = []
        empty = characters = 0
        for index in range(pages):
            own = _page(document, index, name)
            characters += sum(len(each.text) for each in own)
            if characters > MOST_CHARACTERS:
                raise TextRefused(name, Refusal.TOO_LONG, limit=MOST_CHARACTERS)
            empty += not own
            printed += own
        return printed, empty, pages
    finally:
        document.close()


def _page(document: Any, index: int, name: str) -> list[_Printed]:
    try:
        page = document[index]
        text = page.get_textpage()
    except pypdfium2.PdfiumError as wrong:
        raise TextRefused(name, Refusal.DAMAGED_FILE, found=f"PDF, page {index + 1}") from wrong
    try:
        return _lines(text, index + 1)
    finally:
        text.close()
        page.close()


def _lines(text: Any, page: int) -> list[_Printed]:
    """Characters up to each line break; a character the font does not name becomes U+FFFD."""
    lines: list[_Printed] = []
    letters: list[str] = []
    boxes: list[tuple[float, float, float, float]] = []
    corners = [ctypes.c_double() for _corner in range(4)]
    for index in range(text.count_chars() + 1):
        code = raw.FPDFText_GetUnicode(text, index) if index < text.count_chars() else ord("\n")
        character = "\ufffd" if code in _UNKNOWN else chr(code)
        if character in _BREAKS or character == _HYPHEN:
            if "".join(letters).strip() and boxes:
                lines.append(_line("".join(letters), boxes, page))
            letters, boxes = [], []
            continue
        letters.append(character)
        if not character.isspace() and raw.FPDFText_GetCharBox(text, index, *map(ctypes.byref, corners)):
            left, right, bottom, top = (corner.value for corner in corners)
            boxes.append((left, right, bottom, top))
    return lines


def _line(text: str, boxes: Sequence[tuple[float, float, float, float]], page: int) -> _Printed:
    widest = max(right - left for left, right, _bottom, _top in boxes)
    height = max(top - bottom for _left, _right, bottom, top in boxes)
    return _Printed(
        text=text.strip(),
        left=min(box[0] for box in boxes),
        right=max(box[1] for box in boxes),
        top=max(box[3] for box in boxes),
        size=max(widest, height, 1.0),
        page=page,
    )


def _mark_furniture(printed: list[_Printed]) -> None:
    """Lines at the edges of pages that say the same at the same height on several pages, digits apart."""
    edges: list[_Printed] = []
    for _page, own in groupby(printed, key=lambda each: each.page):
        lines = list(own)
        edges += lines[:EDGE_LINES] + lines[max(len(lines) - EDGE_LINES, EDGE_LINES) :]
    counts = Counter(map(_repeated, edges))
    for each in edges:
        each.furniture = counts[_repeated(each)] >= FEWEST_REPEATS


def _repeated(line: _Printed) -> tuple[str, int]:
    return _DIGITS.sub("0", line.text), round(line.top / GRID)


def _wrapped(printed: Sequence[_Printed]) -> list[bool]:
    """Whether each line goes on in the next: it ends at the margin and the next one is not indented."""
    text = [each for each in printed if not each.furniture]
    margin, start = (
        _common([each.right for each in text], largest=True),
        _common([each.left for each in text], largest=False),
    )
    indents = sum(each.left > start + each.size * INDENT for each in text)
    following = dict(zip(map(id, text), text[1:], strict=False))
    marks = []
    for line in printed:
        after = following.get(id(line))
        full = line.right > margin - line.size * FULL
        flush = after is not None and after.left < start + after.size * INDENT
        ended = line.text[-1] in _ENDS and not indents
        marks.append(bool(full and flush and not ended and after and abs(after.size - line.size) < line.size / 2))
    return marks


def _common(edges: Sequence[float], *, largest: bool) -> float:
    """The margin: the outermost edge at which several lines end or begin."""
    counts = Counter(round(each / GRID) for each in edges)
    least = max(len(edges) * COMMON, 1)
    common = [place for place, count in counts.items() if count >= least] or list(counts)
    return (max if largest else min)(common, default=0) * GRID
