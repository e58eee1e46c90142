"""The dates of an edition on a line: where each stands, and which status holds between them. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

WIDTH, LEFT, RIGHT = 760, 16, 16
BAND_Y, BAND = 92, 22
LEVELS = 3
LEVEL = 28
CHARACTER = 13


@dataclass(frozen=True, slots=True)
class Mark:
    """One dated fact: its place, and the base line of its label."""

    milestone: Any
    x: int
    label_x: int
    label_y: int
    anchor: str


@dataclass(frozen=True, slots=True)
class Band:
    """The status that holds over a stretch of the line; ``word`` when there is room for it."""

    view: Any
    x: int
    width: int
    word: str
    middle: int
    look: str


@dataclass(frozen=True, slots=True)
class Lifeline:
    """What the template draws."""

    marks: tuple[Mark, ...]
    bands: tuple[Band, ...]
    years: tuple[tuple[int, int], ...]
    today_x: int
    today_anchor: str
    width: int = WIDTH
    height: int = BAND_Y + BAND + 58
    band_y: int = BAND_Y
    band_height: int = BAND
    axis_y: int = BAND_Y + BAND
    year_y: int = BAND_Y + BAND + 18
    today_y: int = BAND_Y + BAND + 44


LOOKS = {
    "upcoming": "c-1 faint",
    "in_force": "c-3",
    "partly_replaced": "c-5",
    "replaced": "c-6 faint",
    "abolished": "c-6 faint",
    "unknown": "c-2 faint",
}


def lifeline(milestones: Sequence[Any], spans: Sequence[Any], day: date) -> Lifeline | None:
    """Place ``milestones`` (with ``day`` and ``label``) and the status ``spans`` on a line that also holds ``day``.
    ``None`` when there is no date to place.
    """
    if not milestones:
        return None
    days = [milestone.day for milestone in milestones]
    first = _back(min([*days, day]))
    last = max([*days, day]) + timedelta(days=max(200, (max([*days, day]) - first).days // 12))
    total = (last - first).days

    def place(when: date) -> int:
        inside = min(max(when, first), last)
        return LEFT + round((inside - first).days / total * (WIDTH - LEFT - RIGHT))

    today = place(day)
    return Lifeline(
        _marks(milestones, place),
        _bands(spans, first, last, place),
        tuple(_years(first, last, place)),
        today,
        "start" if today < WIDTH // 2 else "end",
    )


def _back(day: date) -> date:
    """A little before ``day``, at the start of a year."""
    return date(max(1, day.year - (1 if day.month < 4 else 0)), 1, 1)  # noqa: PLR2004  the first quarter needs room


def _marks(milestones: Sequence[Any], place: Any) -> tuple[Mark, ...]:
    """Labels above the line, on the lowest of three levels where they do not cover each other."""
    ends = [-WIDTH] * LEVELS
    marks = []
    for milestone in milestones:
        x = place(milestone.day)
        width = max(len(str(milestone.label)) * CHARACTER, 78) + 14
        anchor = "end" if x + width > WIDTH else "start"
        left = x - width if anchor == "end" else x
        level = next((n for n in range(LEVELS) if ends[n] <= left), LEVELS - 1)
        ends[level] = left + width
        marks.append(Mark(milestone, x, x + (-5 if anchor == "end" else 5), BAND_Y - 12 - level * LEVEL, anchor))
    return tuple(marks)


def _bands(spans: Sequence[Any], first: date, last: date, place: Any) -> tuple[Band, ...]:
    bands = []
    for view in spans:
        start, end = max(view.start or first, first), min(view.end or last, last)
        if start >= end or view.status not in LOOKS:
            continue
        x, width = place(start), max(1, place(end) - place(start))
        word = str(view.label)
        shown = word if width > len(word) * CHARACTER + 10 else ""
        bands.append(Band(view, x, width, shown, x + width // 2, LOOKS[view.status]))
    return tuple(bands)


def _years(first: date, last: date, place: Any) -> list[tuple[int, int]]:
    """At most ten years named under the line."""
    step = next(step for step in (1, 2, 5, 10, 20, 50) if (last.year - first.year) / step <= 10)  # noqa: PLR2004
    named = [year for year in range(first.year, last.year + 1) if year % step == 0]
    return [(year, place(date(year, 1, 1))) for year in named]
