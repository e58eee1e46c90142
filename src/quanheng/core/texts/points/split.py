"""Splitting paragraphs into numbered points."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from quanheng.core.texts.cleaning.cleaned import Paragraph
from quanheng.core.texts.points.closing import closes
from quanheng.core.texts.points.markers import RANKS, Marker, Numbering, marker
from quanheng.core.texts.points.point import Irregular, IrregularKind, Outline, Point

LONGEST_HEADING = 40
SIGNS = {Numbering.CHAPTER: "c", Numbering.SECTION: "d", Numbering.HEADING: "s"}
_STOP = re.compile(r"[。：:；;]")
_END = "。．、：:；; "


@dataclass(slots=True)
class _Open:
    """A point being built."""

    marker: Marker
    anchor: str
    parent: str
    paragraphs: list[int] = field(default_factory=list)


def split(paragraphs: Sequence[Paragraph]) -> Outline:
    """The outline of ``paragraphs``: every marker at the beginning of a paragraph opens a point."""
    return _Splitter(paragraphs).outline()


class _Splitter:
    def __init__(self, paragraphs: Sequence[Paragraph]) -> None:
        self.paragraphs = paragraphs
        self.texts = [each.text for each in paragraphs]
        self.points: list[_Open] = []
        self.path: list[_Open] = []
        self.last: dict[Numbering, int] = {}  # the last number of each kind, also under another parent
        self.siblings: dict[tuple[str, Numbering], int] = {}
        self.front: list[int] = []
        self.closing: list[int] = []
        self.irregular: list[Irregular] = []
        self.parts = 0
        self.through = _running(self.texts)

    def outline(self) -> Outline:
        closed = False
        for index, text in enumerate(self.texts):
            found = marker(text)
            if found:
                closed = False
                self.open(found, index)
            elif not self.points:
                self.front.append(index)
            elif closed or closes(self.texts, index):
                closed = True
                self.closing.append(index)
            else:
                self.path[-1].paragraphs.append(index)
        points = tuple(self.finished(each) for each in self.points)
        return Outline(points, _principal(points), tuple(self.front), tuple(self.closing), tuple(self.irregular))

    def open(self, found: Marker, index: int) -> None:
        """A point begins: it ends all points of its rank and below."""
        rank = RANKS[found.kind]
        while self.path and RANKS[self.path[-1].marker.kind] >= rank:
            self.path.pop()
        if not self.path and found.number == 1 and self.last.get(found.kind):
            self.parts += 1  # numbers begin again: an annex, or the document after its notice
            self.last.clear()
        parent = self.path[-1].anchor if self.path else ""
        anchor = self.anchor(found, parent)
        self.judge(found, anchor, parent, index)
        self.last[found.kind] = self.siblings[parent, found.kind] = found.number
        opened = _Open(found, anchor, parent, [index])
        self.points.append(opened)
        self.path.append(opened)

    def anchor(self, found: Marker, parent: str) -> str:
        """Numbers that run through the document need no path; others have that of their parent before them."""
        own = SIGNS.get(found.kind, "") + str(found.number) + (f"-{found.inserted}" if found.inserted else "")
        above = f"part{self.parts + 1}" if self.parts else ""
        if found.kind not in self.through:
            above = parent or above
        anchor = f"{above}_{own}" if above else own
        taken = sum(each.anchor == anchor or each.anchor.startswith(f"{anchor}x") for each in self.points)
        return f"{anchor}x{taken + 1}" if taken else anchor

    def judge(self, found: Marker, anchor: str, parent: str, index: int) -> None:
        """A number follows the one before it, under the same parent or through the whole document."""
        before = self.siblings.get((parent, found.kind), 0)
        through = self.last.get(found.kind, 0)
        expected = max(before, through) + 1 if before or found.number != 1 else 1
        if found.inserted or found.number in {before + 1, through + 1, expected}:
            return
        kind = IrregularKind.GAP if found.number > expected else IrregularKind.BACKWARD
        if found.number in {before, through}:
            kind = IrregularKind.REPEATED
        self.irregular.append(Irregular(kind, anchor, expected, found.number, self.paragraphs[index].place))

    def finished(self, each: _Open) -> Point:
        first = self.paragraphs[each.paragraphs[0]]
        texts = [self.texts[index] for index in each.paragraphs]
        texts[0] = texts[0][each.marker.length :]
        heading = _heading(texts[0])
        if not heading and each.marker.kind in {Numbering.HEADING, Numbering.POINT}:
            number = each.marker.number
            self.irregular.append(Irregular(IrregularKind.NO_HEADING, each.anchor, number, number, first.place))
        return Point(
            kind=each.marker.kind,
            number=each.marker.number,
            label=each.marker.printed,
            anchor=each.anchor,
            parent=each.parent,
            heading=heading,
            paragraphs=tuple(each.paragraphs),
            texts=tuple(texts),
            place=first.place,
        )


def _running(texts: Sequence[str]) -> frozenset[Numbering]:
    """The kinds whose numbers run through the document: 一 comes at most as often as nothing ranks above it does.

    （一） … （二十） of a policy run on under 一、 … 六、; where （一） comes under every heading they do not.
    """
    ones: dict[Numbering, int] = {}
    for found in filter(None, map(marker, texts)):
        ones[found.kind] = ones.get(found.kind, 0) + (found.number == 1)
    tops = {Numbering.CHAPTER, Numbering.ARTICLE, Numbering.HEADING}
    once = {kind for kind, count in ones.items() if count <= 1 and kind is Numbering.POINT}
    return frozenset(tops | once)


def _heading(text: str) -> str:
    """Up to the first full stop, or the whole of a short paragraph; articles and long sentences have none."""
    stop = _STOP.search(text)
    heading = (text[: stop.start()] if stop else text).strip(_END)
    return heading if len(heading) <= LONGEST_HEADING else ""


def _principal(points: Sequence[Point]) -> Numbering | None:
    """Articles where there are any, else （一）, else 一、, else what there is."""
    kinds = {each.kind for each in points}
    order = (Numbering.ARTICLE, Numbering.POINT, Numbering.HEADING, Numbering.ITEM, Numbering.SUBITEM)
    return next((kind for kind in order if kind in kinds), None)
