"""Which article of one edition answers to which of another: by text, by order and by number."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

SAME_PLACE = 0.1
LEAST_LIKE = 0.4
MOST_PAIRS = 250_000  # beyond, articles are matched by number alone


class Change(StrEnum):
    """What became of an article."""

    UNCHANGED = "unchanged"
    AMENDED = "amended"
    ADDED = "added"
    DELETED = "deleted"


@dataclass(frozen=True, slots=True)
class Pair:
    """One row of a comparison: indexes into the old and the new articles, ``None`` where there is none.

    ``similarity`` is the ratio of common characters (0 to 1). ``typographic``: the two differ only in the width of
    characters or in spaces. ``renumbered``: the article stands under another number.
    """

    old: int | None
    new: int | None
    change: Change
    similarity: float
    renumbered: bool = False
    typographic: bool = False


@dataclass(frozen=True, slots=True)
class Labelled:
    """An article as the alignment sees it: its anchor and its whole text."""

    anchor: str
    text: str


def align(old: Sequence[Labelled], new: Sequence[Labelled]) -> list[Pair]:
    """The rows of a comparison in the order of the new text, deleted articles where they stood.

    The same text is the same article wherever it stands; the others are matched in order so that likeness is
    greatest, the same number counting a little, and are amended when they share at least ``LEAST_LIKE`` of their pairs
    of characters.
    """
    matched = _identical(old, new)
    taken = set(matched.values())
    free_old = [i for i in range(len(old)) if i not in matched]
    free_new = [j for j in range(len(new)) if j not in taken]
    matched.update(_in_order(old, new, free_old, free_new))
    return _rows(old, new, matched)


def likeness(old: str, new: str) -> float:
    """Ratio of common characters, in the order they stand (difflib's ratio)."""
    return SequenceMatcher(None, old, new, autojunk=False).ratio()


def plain(text: str) -> str:
    """The text without differences of width and spacing."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def _identical(old: Sequence[Labelled], new: Sequence[Labelled]) -> dict[int, int]:
    """Equal texts: under the same number first, then texts that occur once on either side."""
    by_place = {article.anchor: j for j, article in enumerate(new)}
    matched = {
        i: by_place[article.anchor]
        for i, article in enumerate(old)
        if article.anchor in by_place and new[by_place[article.anchor]].text == article.text
    }
    taken = set(matched.values())
    for i, article in enumerate(old):
        if i in matched:
            continue
        same = [j for j, other in enumerate(new) if other.text == article.text and j not in taken]
        if len(same) == 1 and sum(other.text == article.text for other in old) == 1:
            matched[i] = same[0]
            taken.add(same[0])
    return matched


def _in_order(
    old: Sequence[Labelled], new: Sequence[Labelled], free_old: list[int], free_new: list[int]
) -> dict[int, int]:
    """The matching without crossings of greatest total likeness (a longest weighted common subsequence)."""
    score = _scores([old[i] for i in free_old], [new[j] for j in free_new])
    height, width = len(free_old), len(free_new)
    best = [[0.0] * (width + 1) for _row in range(height + 1)]
    for a in range(height - 1, -1, -1):
        for b in range(width - 1, -1, -1):
            best[a][b] = max(best[a + 1][b], best[a][b + 1], score[a][b] + best[a + 1][b + 1])
    matched = {}
    a = b = 0
    while a < height and b < width:
        if score[a][b] and best[a][b] == score[a][b] + best[a + 1][b + 1]:
            matched[free_old[a]] = free_new[b]
            a, b = a + 1, b + 1
        elif best[a][b] == best[a + 1][b]:
            a += 1
        else:
            b += 1
    return matched


def _scores(old: list[Labelled], new: list[Labelled]) -> list[list[float]]:
    """Shared pairs of characters (Dice), 0 where too few: hundreds of times faster than :func:`likeness`."""
    before = [_bigrams(article.text) for article in old]
    after = [_bigrams(article.text) for article in new]
    number_only = len(old) * len(new) > MOST_PAIRS
    rows = []
    for a, pairs in enumerate(before):
        row = []
        for b, others in enumerate(after):
            same_place = old[a].anchor == new[b].anchor
            if number_only and not same_place:
                row.append(0.0)
                continue
            dice = 2 * len(pairs & others) / (len(pairs) + len(others) or 1)
            row.append(0.0 if dice < LEAST_LIKE else dice + (SAME_PLACE if same_place else 0.0))
        rows.append(row)
    return rows


def _bigrams(text: str) -> frozenset[str]:
    letters = plain(text)
    return frozenset(letters[i : i + 2] for i in range(len(letters) - 1)) or frozenset([letters])


def _rows(old: Sequence[Labelled], new: Sequence[Labelled], matched: dict[int, int]) -> list[Pair]:
    by_new = {j: i for i, j in matched.items()}
    gone = [i for i in range(len(old)) if i not in matched]
    rows: list[Pair] = []
    for j in range(len(new)):
        i = by_new.get(j)
        if i is None:
            rows.append(Pair(None, j, Change.ADDED, 0.0))
            continue
        while gone and gone[0] < i:
            rows.append(Pair(gone.pop(0), None, Change.DELETED, 0.0))
        rows.append(_pair(i, j, old[i], new[j]))
    rows.extend(Pair(i, None, Change.DELETED, 0.0) for i in gone)
    return rows


def _pair(i: int, j: int, old: Labelled, new: Labelled) -> Pair:
    renumbered = old.anchor != new.anchor
    if old.text == new.text:
        return Pair(i, j, Change.UNCHANGED, 1.0, renumbered)
    typographic = plain(old.text) == plain(new.text)
    return Pair(i, j, Change.AMENDED, likeness(old.text, new.text), renumbered, typographic)
