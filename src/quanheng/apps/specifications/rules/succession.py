"""Succession within one work where no source states it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import pairwise


def presumed_pairs(
    editions: Iterable[tuple[int, int, int]], stated: Mapping[tuple[int, int], tuple[bool, bool]]
) -> list[tuple[int, int]]:
    """Pairs (successor, predecessor) of consecutive editions of one work that no source relates.

    ``editions`` are (id, work, year); ``stated`` maps (successor, predecessor) to (partial, doubtful). An edition that
    a stated, undoubted successor replaces wholly has its successor; a pair that is stated in any way (in part,
    doubtfully) is not presumed on top of it.
    """
    ended = {before for (_, before), (partial, doubtful) in stated.items() if not partial and not doubtful}
    works: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for edition, work, year in editions:
        works[work].append((year, edition))
    pairs: list[tuple[int, int]] = []
    for members in works.values():
        ordered = [edition for _, edition in sorted(members)]
        pairs += [
            (after, before)
            for before, after in pairwise(ordered)
            if before not in ended and (after, before) not in stated
        ]
    return pairs
