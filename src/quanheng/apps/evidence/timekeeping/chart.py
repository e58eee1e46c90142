"""Offsets over time as a picture: places are computed here, ``evidence/time/chart.html`` draws them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from quanheng.apps.evidence.models import TimeComparison, TimeRound, Timestamp
from quanheng.apps.evidence.timekeeping.words import length
from quanheng.kernel.clock import LEGAL_ZONE

WIDTH, HEIGHT = 760, 300
LEFT, RIGHT, TOP, BOTTOM = 78, 12, 14, 32
TICKS = 5
MOST_DRAWN = 400
STEPS = (1, 2, 5)
SECOND = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Point:
    """One offset with its bound: when, what it says, which series it belongs to, and where it leads."""

    at: datetime
    offset: int
    bound: int
    series: int
    href: str = ""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A point in the picture: its middle, and the ends of its bar."""

    x: float
    y: float
    high: float
    low: float
    series: int
    title: str


@dataclass(frozen=True, slots=True)
class Chart:
    """The picture: points, lines across with their value, marks below with their time, and the place of zero."""

    points: tuple[Drawn, ...]
    grid: tuple[tuple[str, float], ...]
    times: tuple[tuple[str, float], ...]
    zero: float
    thinned: bool
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    floor: int = HEIGHT - BOTTOM
    label_y: int = HEIGHT - BOTTOM + 20


def of_rounds(rounds: Sequence[TimeRound]) -> list[Point]:
    """What most sources agreed on in each round; rounds without agreement have no place in the picture."""
    return [
        Point(one.at, one.offset_ns, one.bound_ns, 1)
        for one in rounds
        if one.offset_ns is not None and one.bound_ns is not None
    ]


def of_comparisons(compared: Sequence[TimeComparison]) -> list[Point]:
    """What laboratories measured."""
    return [Point(one.at, one.offset_ns, one.uncertainty_ns, 2) for one in compared]


def of_timestamps(stamps: Sequence[Timestamp]) -> list[Point]:
    """What signed timestamps say: the moment lies between question and answer. One stated in whole seconds may mean any
    moment of its second.
    """
    found = []
    for one in stamps:
        half = (one.answered_at - one.asked_at) / 2
        gap = one.stamped_at - (one.asked_at + half)
        bound = half + timedelta(microseconds=one.accuracy_us or 0)
        if not one.stamped_at.microsecond:
            gap, bound = gap + timedelta(seconds=0.5), bound + timedelta(seconds=0.5)
        found.append(Point(one.answered_at, _ns(gap), _ns(bound), 3))
    return found


def chart(points: Sequence[Point], start: datetime, end: datetime) -> Chart | None:
    """The picture of ``points`` between two moments; ``None`` without points. More than can be told apart are thinned
    evenly, the farthest ones kept.
    """
    if not points:
        return None
    drawn = _thinned(points)
    farthest = max(abs(one.offset) + one.bound for one in drawn)
    top, lines = _scale(max(farthest, 1000))
    room, span = (HEIGHT - TOP - BOTTOM) / 2, (end - start).total_seconds() or 1.0

    def y_of(value: int) -> float:
        return round(TOP + room - value / top * room, 1)

    def x_of(at: datetime) -> float:
        return round(LEFT + (at - start).total_seconds() / span * (WIDTH - LEFT - RIGHT), 1)

    return Chart(
        points=tuple(
            Drawn(
                x_of(one.at),
                y_of(one.offset),
                y_of(one.offset + one.bound),
                y_of(one.offset - one.bound),
                one.series,
                _title(one),
            )
            for one in drawn
        ),
        grid=tuple((length(line, signed=True) if line else "0", y_of(line)) for line in lines),
        times=tuple((_when(start, end, n), x_of(start + (end - start) * n / (TICKS - 1))) for n in range(TICKS)),
        zero=y_of(0),
        thinned=len(drawn) < len(points),
    )


def _thinned(points: Sequence[Point]) -> list[Point]:
    if len(points) <= MOST_DRAWN:
        return list(points)
    every = -(-len(points) // MOST_DRAWN)
    groups = [points[at : at + every] for at in range(0, len(points), every)]
    return [max(group, key=lambda one: abs(one.offset) + one.bound) for group in groups]


def _scale(largest: int) -> tuple[int, list[int]]:
    """The value at the upper edge, and the lines across at round numbers, as many below zero as above."""
    unit = 1
    while True:
        for step in (unit * factor for factor in STEPS):
            if largest <= step * 3:
                count = -(-largest // step)
                return step * count, [step * n for n in range(-count, count + 1)]
        unit *= 10


def _when(start: datetime, end: datetime, number: int) -> str:
    at = (start + (end - start) * number / (TICKS - 1)).astimezone(LEGAL_ZONE)
    return at.strftime("%m-%d %H:%M" if end - start <= timedelta(days=8) else "%m-%d")


def _title(one: Point) -> str:
    at = one.at.astimezone(LEGAL_ZONE).strftime("%Y-%m-%d %H:%M")
    return f"{at} {length(one.offset, signed=True)} ± {length(one.bound)}"


def _ns(gap: timedelta) -> int:
    return round(gap / timedelta(microseconds=1)) * 1000
