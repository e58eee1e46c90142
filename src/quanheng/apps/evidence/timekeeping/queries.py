"""What can be asked of the clock's record."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import QuerySet

from quanheng.apps.evidence.models import TimeComparison, TimeReading, TimeRound, Timestamp
from quanheng.apps.evidence.timekeeping.rules import time_rules
from quanheng.apps.evidence.timekeeping.standing import MILLISECOND, Bounds, standing_of
from quanheng.apps.evidence.timekeeping.words import Standing
from quanheng.kernel.actor import Actor

MOST_POINTS = 3000


@dataclass(frozen=True, slots=True)
class Clock:
    """How the clock stands: the latest round with its readings, the comparison that counts, and what is asked of it."""

    standing: Standing
    latest: TimeRound | None
    readings: list[TimeReading]
    compared: TimeComparison | None
    bounds: Bounds


def bounds() -> Bounds:
    """What the settings and the rules ask of the clock."""
    rules = time_rules()
    fresh = timedelta(minutes=settings.TIME_MINUTES * rules.fresh_rounds.value)
    comparison = timedelta(days=rules.comparison_days.value)
    return Bounds(settings.TIME_BOUND_MS * MILLISECOND, fresh, comparison)


def clock_of(actor: Actor, now: datetime) -> Clock:
    """How the clock stands at ``now``. Three queries."""
    latest = rounds(actor).first()
    compared = comparisons(actor).filter(at__lte=now).first()
    asked = bounds()
    standing = standing_of(latest, compared, asked, now)
    return Clock(standing, latest, readings(actor, latest) if latest else [], compared, asked)


def rounds(actor: Actor) -> QuerySet[TimeRound]:
    """Every round, the latest first."""
    rows: QuerySet[TimeRound] = TimeRound.objects.visible_to(actor)
    return rows


def round_of(actor: Actor, number: int) -> TimeRound | None:
    """The round with this number."""
    return rounds(actor).filter(pk=number).first()


def readings(actor: Actor, one: TimeRound) -> list[TimeReading]:
    """What each source answered in a round."""
    return list(TimeReading.objects.visible_to(actor).filter(round=one))


def comparisons(actor: Actor) -> QuerySet[TimeComparison]:
    """Every comparison, the latest first."""
    rows: QuerySet[TimeComparison] = TimeComparison.objects.visible_to(actor).select_related("file")
    return rows


def comparison(actor: Actor, number: int) -> TimeComparison | None:
    """The comparison with this number."""
    return comparisons(actor).filter(pk=number).first()


def around(actor: Actor, moment: datetime) -> tuple[TimeRound | None, TimeRound | None]:
    """The last round at or before a moment, and the first after it."""
    before = rounds(actor).filter(at__lte=moment).order_by("-at").first()
    return before, rounds(actor).filter(at__gt=moment).order_by("at").first()


def since(actor: Actor, start: datetime) -> list[TimeRound]:
    """The rounds since a moment, in order."""
    return list(rounds(actor).filter(at__gte=start).order_by("at")[:MOST_POINTS])


def compared_since(actor: Actor, start: datetime) -> list[TimeComparison]:
    """The comparisons since a moment, in order."""
    return list(comparisons(actor).filter(at__gte=start).order_by("at")[:MOST_POINTS])


def stamped_since(actor: Actor, start: datetime) -> list[Timestamp]:
    """The timestamps since a moment, in order: each says a time under a signature."""
    rows = Timestamp.objects.visible_to(actor).filter(answered_at__gte=start).order_by("answered_at")
    return list(rows[:MOST_POINTS])
