"""Comparing two copies, point by point."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from quanheng.core.texts.alignment import Labelled, align, likeness
from quanheng.core.texts.comparing.folding import Folded, fold, folded
from quanheng.core.texts.comparing.found import (
    CopyComparison,
    Difference,
    Level,
    Operation,
    PartKind,
    PointPair,
    Side,
)
from quanheng.core.texts.differences import Piece, differences
from quanheng.core.texts.policy import PolicyText

AROUND = 15
MOST_PAIRS = 25_000_000  # characters of one text times those of the other
_SENTENCE = re.compile(r"[^。；！？]+[。；！？]?|[。；！？]")
_READ = frozenset("LN")


@dataclass(frozen=True, slots=True)
class _Copy:
    policy: PolicyText
    folded: Folded
    damaged: frozenset[tuple[int, int]]

    def side(self, start: int, end: int) -> Side:
        paragraph, at = self.folded.origin(start)
        received, paragraphs = self.policy.received, self.policy.cleaned.paragraphs
        place = received.place(paragraphs[paragraph].source(at) if paragraphs else 0)
        return Side(self.folded.text[start:end], paragraph, at, place)

    def is_damaged(self, start: int, end: int) -> bool:
        return any(self.folded.origins[at] in self.damaged for at in range(start, end))


@dataclass(frozen=True, slots=True)
class _Part:
    kind: PartKind
    anchor: str
    one: tuple[int, int]
    two: tuple[int, int]


def compare(one: PolicyText, two: PolicyText) -> CopyComparison:
    """What differs between two copies; operations turn ``one`` into ``two``."""
    before, after = _copy(one), _copy(two)
    pairs: list[PointPair] = []
    found = _differences(before, after, _front(before, after))
    for part, old, new in _points(before, after):
        own = _differences(before, after, part)
        found += own
        texts = before.folded.text[slice(*part.one)], after.folded.text[slice(*part.two)]
        layout = _layout(before, after, part) if old is not None and new is not None and not own else 0
        pairs.append(PointPair(old, new, round(likeness(*texts), 6), len(own), layout))
    for part in _closings(before, after):
        found += _differences(before, after, part)
    return CopyComparison(tuple(pairs), tuple(found))


def _copy(policy: PolicyText) -> _Copy:
    damaged = frozenset(
        (each.paragraph, each.at)
        for each in policy.cleaned.damages
        if each.paragraph is not None and each.at is not None
    )
    return _Copy(policy, fold(policy.cleaned.paragraphs), damaged)


def _front(one: _Copy, two: _Copy) -> _Part:
    """What stands before the points."""
    ranges = [copy.folded.part(copy.policy.outline.front) for copy in (one, two)]
    return _Part(PartKind.FRONT, "", ranges[0], ranges[1])


def _closings(one: _Copy, two: _Copy) -> Iterator[_Part]:
    """What belongs to no point, run by run: the signature, what stands before the points of an annex."""
    runs = [[copy.folded.part(run) for run in _runs(copy.policy.outline.closing)] for copy in (one, two)]
    ends = [(len(copy.folded.text),) * 2 for copy in (one, two)]
    for index in range(max(map(len, runs))):
        old, new = (each[index] if index < len(each) else end for each, end in zip(runs, ends, strict=True))
        yield _Part(PartKind.CLOSING, "", (old[0], old[-1]), (new[0], new[-1]))


def _runs(indexes: Sequence[int]) -> list[list[int]]:
    """Indexes that follow one another, together."""
    runs: list[list[int]] = []
    for index in indexes:
        if runs and runs[-1][-1] + 1 == index:
            runs[-1].append(index)
        else:
            runs.append([index])
    return runs


def _points(one: _Copy, two: _Copy) -> Iterator[tuple[_Part, str | None, str | None]]:
    """The points of both copies, in the order of the second."""
    old, new = one.policy.points, two.policy.points
    labelled = [
        [Labelled(point.anchor, folded("".join((point.label, *point.texts)))) for point in points]
        for points in (old, new)
    ]
    end_one = end_two = 0
    for pair in align(*labelled):
        left = old[pair.old] if pair.old is not None else None
        right = new[pair.new] if pair.new is not None else None
        one_range = one.folded.part(left.paragraphs) if left else (end_one, end_one)
        two_range = two.folded.part(right.paragraphs) if right else (end_two, end_two)
        end_one, end_two = one_range[1], two_range[1]
        anchors = left.anchor if left else None, right.anchor if right else None
        yield _Part(PartKind.POINT, anchors[1] or anchors[0] or "", one_range, two_range), *anchors


def _differences(one: _Copy, two: _Copy, part: _Part) -> list[Difference]:
    """Differences of a part; words that go and words that come at the same place are one replacement."""
    at_one, at_two = part.one[0], part.two[0]
    found: list[Difference] = []
    pieces = _pieces(one.folded.text[slice(*part.one)], two.folded.text[slice(*part.two)])
    for removed, added, same in _changes(pieces):
        if removed or added:
            end_one, end_two = at_one + len(removed), at_two + len(added)
            found.append(_difference(one, two, part, (at_one, end_one), (at_two, end_two)))
            at_one, at_two = end_one, end_two
        at_one += len(same)
        at_two += len(same)
    return found


def _pieces(old: str, new: str) -> list[Piece]:
    """The pieces that differ. Texts too long to be compared by character are compared by sentence."""
    if len(old) * len(new) <= MOST_PAIRS:
        return differences(old, new)
    sentences = _SENTENCE.findall(old), _SENTENCE.findall(new)
    pieces: list[Piece] = []
    for tag, a, b, c, d in SequenceMatcher(None, *sentences, autojunk=False).get_opcodes():
        removed, added = "".join(sentences[0][a:b]), "".join(sentences[1][c:d])
        if tag == "equal":
            pieces.append(Piece("same", removed))
        elif len(removed) * len(added) <= MOST_PAIRS:
            pieces += differences(removed, added)
        else:
            pieces += [Piece("removed", removed), Piece("added", added)]
    return pieces


def _changes(pieces: Sequence[Piece]) -> Iterator[tuple[str, str, str]]:
    """``(removed, added, what stayed after them)``."""
    removed = added = ""
    for piece in pieces:
        if piece.kind == "removed":
            removed += piece.text
        elif piece.kind == "added":
            added += piece.text
        else:
            yield removed, added, piece.text
            removed = added = ""
    if removed or added:
        yield removed, added, ""


def _difference(one: _Copy, two: _Copy, part: _Part, old: tuple[int, int], new: tuple[int, int]) -> Difference:
    left, right = one.side(*old), two.side(*new)
    operation = Operation.REPLACE
    if not left.text or not right.text:
        operation = Operation.INSERT if right.text else Operation.DELETE
    whole = one.folded.text
    return Difference(
        operation=operation,
        level=_level(one, two, old, new),
        part=part.kind,
        anchor=part.anchor,
        one=left,
        two=right,
        before=whole[max(old[0] - AROUND, 0) : old[0]],
        after=whole[old[1] : old[1] + AROUND],
    )


def _level(one: _Copy, two: _Copy, old: tuple[int, int], new: tuple[int, int]) -> Level:
    if one.is_damaged(*old) or two.is_damaged(*new):
        return Level.DAMAGED
    words = one.folded.text[slice(*old)] + two.folded.text[slice(*new)]
    read = any(unicodedata.category(each)[0] in _READ for each in words)
    return Level.WORDING if read else Level.PUNCTUATION


def _layout(one: _Copy, two: _Copy, part: _Part) -> int:
    """How many spaces and widths differ in a part whose folded text is the same."""
    count = 0
    for at_one, at_two in zip(range(*part.one), range(*part.two), strict=True):
        count += _as_printed(one, at_one) != _as_printed(two, at_two)
    return count


def _as_printed(copy: _Copy, at: int) -> str:
    """The character with the space before it."""
    paragraph, place = copy.folded.origins[at]
    text = copy.policy.cleaned.paragraphs[paragraph].text
    start = place
    while start and text[start - 1].isspace():
        start -= 1
    return text[start : place + 1]
