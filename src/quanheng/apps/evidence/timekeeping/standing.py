"""What can be said of the clock at a moment, by what is on record. It never says more."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from quanheng.apps.evidence.models import TimeComparison, TimeRound
from quanheng.apps.evidence.timekeeping.words import Standing

MILLISECOND = 1_000_000


@dataclass(frozen=True, slots=True)
class Bounds:
    """What is asked of the clock: the bound it must keep, and for how long a measurement counts."""

    bound_ns: int
    fresh: timedelta
    comparison: timedelta


def standing_of(latest: TimeRound | None, compared: TimeComparison | None, bounds: Bounds, now: datetime) -> Standing:
    """The standing by the latest round and the latest comparison. A comparison counts while it is not too old, and only
    beside rounds that show the clock within its bound: nothing is traceable that nobody looks after.
    """
    if latest is None:
        return Standing.UNMEASURED
    if now - latest.at > bounds.fresh:
        return Standing.STALE
    if latest.offset_ns is None or latest.bound_ns is None:
        return Standing.DISAGREE
    if abs(latest.offset_ns) + latest.bound_ns > bounds.bound_ns:
        return Standing.OUTSIDE
    return Standing.COMPARED if compared and now - compared.at <= bounds.comparison else Standing.WITHIN
