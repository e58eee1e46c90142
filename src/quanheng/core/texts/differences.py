"""What changed between two texts, by words a reader would name: a signed number with its unit, a Latin word, a single
Chinese character. Numbers are never cut (``±0.5`` to ``±1.5``, not ``0`` to ``1``).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

Kind = Literal["same", "removed", "added"]
TOKEN = re.compile(
    r"[±+\-−＋－]?\d+(?:[.,．]\d+)*\s?(?:%|‰|℃|°C?|[A-Za-zμµΩ]{1,4}(?![A-Za-z]))?"  # ±0.5 mm, 10, 30%
    r"|[A-Za-z]+"
    r"|\s+"
    r"|.",
    re.DOTALL,
)
SHORT = 1
SIDES = ("before", "after")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that stayed, went or came."""

    kind: Kind
    text: str


def tokens(text: str) -> list[str]:
    """The text cut into tokens; joined again they give the text back."""
    return TOKEN.findall(text)


def differences(old: str, new: str) -> list[Piece]:
    """Pieces that rebuild ``old`` (same and removed) and ``new`` (same and added), neighbours of a kind joined."""
    return list(_joined(_islands_filled(list(_raw(tokens(old), tokens(new))))))


def _raw(before: list[str], after: list[str]) -> Iterator[tuple[str, str]]:
    """``(removed, added)`` pairs; equal stretches give the same text twice."""
    for _tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        yield "".join(before[a:b]), "".join(after[c:d])


def _islands_filled(blocks: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """A single character left standing between two replacements reads as noise: it goes with them."""
    for index, (removed, added) in enumerate(blocks):
        around = [*blocks[max(index - 1, 0) : index], *blocks[index + 1 : index + 2]]
        between = len(around) == len(SIDES) and all(before and after for before, after in around)
        if removed == added and len(removed) <= SHORT and between:
            yield removed, ""
            yield "", added
        else:
            yield removed, added


def _joined(blocks: Iterator[tuple[str, str]]) -> Iterator[Piece]:
    removed = added = same = ""
    for before, after in blocks:
        if before == after:
            if removed or added:
                yield from _change(removed, added)
                removed = added = ""
            same += before
        else:
            if same:
                yield Piece("same", same)
                same = ""
            removed += before
            added += after
    if same:
        yield Piece("same", same)
    yield from _change(removed, added)


def _change(removed: str, added: str) -> Iterator[Piece]:
    if removed:
        yield Piece("removed", removed)
    if added:
        yield Piece("added", added)
