"""What several offsets have in common: the algorithm of Marzullo, as NTP uses it (RFC 5905, 11.2.1).

Each source says that the offset lies within ``offset ± bound``. Where most of these intervals overlap, the truth lies
if most sources are right; a source whose interval does not reach that place is wrong about its bound.
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Interval:
    """What one source says, in nanoseconds."""

    source: str
    offset: int
    bound: int


@dataclass(frozen=True, slots=True)
class Agreement:
    """``offset ± bound`` is where the sources ``within`` overlap; those ``outside`` contradict them."""

    offset: int
    bound: int
    within: tuple[str, ...]
    outside: tuple[str, ...]


def agree(intervals: Sequence[Interval]) -> Agreement | None:
    """Where more than half of the sources overlap; of several such places the one with the most sources, then the
    first. ``None`` when there is none, or no source.
    """
    ends = sorted(
        [(one.offset - one.bound, -1) for one in intervals] + [(one.offset + one.bound, 1) for one in intervals]
    )
    best, low, high, inside = 0, 0, 0, 0
    for place, (value, kind) in enumerate(ends):
        inside -= kind
        if inside > best and kind < 0:
            best, low, high = inside, value, ends[place + 1][0]
    if best * 2 <= len(intervals):
        return None
    within = tuple(one.source for one in intervals if one.offset - one.bound <= low and high <= one.offset + one.bound)
    outside = tuple(one.source for one in intervals if one.source not in within)
    return Agreement((low + high) // 2, -((low - high) // 2), within, outside)
