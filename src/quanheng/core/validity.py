"""Status on any date (时效), computed from dated facts and never typed.

One document (a specification edition, a legal instrument) has a handful of dated facts; :func:`timeline` turns them
into spans that cover the whole time line without gap or overlap, so on any date exactly one status holds. Facts that
no source confirms are bridged by a stated presumption, and such spans are marked ``presumed``.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Status(StrEnum):
    """时效状态. The words shown to people belong to the register that uses them."""

    NOT_ISSUED = "not_issued"
    UPCOMING = "upcoming"
    IN_FORCE = "in_force"
    PARTLY_REPLACED = "partly_replaced"
    REPLACED = "replaced"
    ABOLISHED = "abolished"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Ending:
    """A successor's effect on a document: from ``on`` it replaces the whole (or, if ``partial``, a part) of it.

    ``on`` is the successor's effective date, ``None`` when no source gives it; it is then no earlier than
    ``earliest`` (the successor's issue) or its ``year``. ``assumed`` when a rule of the register and no source says
    that the successor replaces the document.
    """

    on: date | None
    year: int
    partial: bool = False
    earliest: date | None = None
    assumed: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """What is on record about one document. ``year`` is the year of its number; dates are ``None`` when unknown.

    ``seen_ended_on`` is the day on which a source reported the document as no longer in force without saying since
    when or because of what.
    """

    year: int
    issued_on: date | None = None
    effective_on: date | None = None
    abolished_on: date | None = None
    endings: Sequence[Ending] = ()
    seen_ended_on: date | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """``status`` holds on every day d with ``start <= d < end``; ``presumed`` when a date behind it is unknown."""

    start: date
    end: date
    status: Status
    presumed: bool = False


FAR_PAST = date(1, 1, 1)
FAR_FUTURE = date(9999, 12, 31)


@dataclass(frozen=True, slots=True)
class _Window:
    """The first and the last day on which something may have happened. ``known`` when a source gives the day."""

    first: date
    last: date
    known: bool
    partial: bool = False

    def certain(self, day: date) -> bool:
        return day >= self.last

    def possible(self, day: date) -> bool:
        return day >= self.first


@dataclass(frozen=True, slots=True)
class _Life:
    """The dated facts of one document as windows; ``seen_ended`` only while no successor explains it."""

    issue: date
    issue_known: bool
    effective: _Window
    whole: Sequence[_Window]
    parts: Sequence[_Window]
    abolished: date | None
    seen_ended: date | None

    def edges(self) -> set[date]:
        """Every day on which the status may change."""
        windows = (self.effective, *self.whole, *self.parts)
        days = {self.issue, *(window.first for window in windows), *(window.last for window in windows)}
        return days | {day for day in (self.abolished, self.seen_ended) if day is not None}


def timeline(facts: Facts, *, presumed_years: int) -> list[Span]:
    """The spans of ``facts``: contiguous, without overlap, from year 1 to year 9999.

    ``presumed_years`` is how many years after the year of its number a document with unknown dates is presumed to be
    in force at the latest (a dated rule of the register, not of this function). Between the earliest and the latest
    possible day the status is ``UNKNOWN``; after it, the status is given but marked ``presumed``.
    """
    life = _life(facts, presumed_years)
    starts = [FAR_PAST, *sorted(life.edges() - {FAR_PAST, FAR_FUTURE})]
    spans: list[Span] = []
    for begin, end in zip(starts, [*starts[1:], FAR_FUTURE], strict=True):
        status, presumed = _status(life, begin)
        if spans and (spans[-1].status, spans[-1].presumed) == (status, presumed):
            spans[-1] = Span(spans[-1].start, end, status, presumed)
        else:
            spans.append(Span(begin, end, status, presumed))
    return spans


def status_on(spans: Sequence[Span], day: date) -> Span:
    """The one span that holds on ``day``."""
    return next(span for span in reversed(spans) if span.start <= day)


def _life(facts: Facts, presumed_years: int) -> _Life:
    issue = facts.issued_on or date(facts.year, 1, 1)
    start = facts.effective_on and max(facts.effective_on, facts.issued_on or facts.effective_on)
    if start is not None:
        issue = min(issue, start)
    endings = [_ending(ending, presumed_years) for ending in facts.endings]
    whole = [window for window in endings if not window.partial]
    seen = facts.seen_ended_on
    return _Life(
        issue=issue,
        issue_known=facts.issued_on is not None,
        effective=_window(start, issue, facts.year + presumed_years),
        whole=whole,
        parts=[window for window in endings if window.partial],
        abolished=facts.abolished_on,
        seen_ended=None if seen is not None and any(window.certain(seen) for window in whole) else seen,
    )


def _window(on: date | None, floor: date, last_year: int) -> _Window:
    if on is not None:
        return _Window(on, on, known=True)
    return _Window(floor, max(floor, date(min(last_year, 9999), 1, 1)), known=False)


def _ending(ending: Ending, presumed_years: int) -> _Window:
    window = _window(ending.on, ending.earliest or date(ending.year, 1, 1), ending.year + presumed_years)
    return _Window(window.first, window.last, known=window.known and not ending.assumed, partial=ending.partial)


def _status(life: _Life, day: date) -> tuple[Status, bool]:
    """The status on ``day`` and whether it is presumed. A replacement on the day of abolition is a replacement."""
    if day < life.issue:
        return Status.NOT_ISSUED, False
    if ended := _ended(life, day):
        return ended
    if not life.effective.possible(day):
        return Status.UPCOMING, not life.issue_known
    open_question = life.seen_ended is not None or any(window.possible(day) for window in life.whole)
    if open_question or not life.effective.certain(day):
        return Status.UNKNOWN, True
    parts = [window for window in life.parts if window.possible(day)]
    gone = [window for window in parts if window.certain(day)]
    if gone:
        return Status.PARTLY_REPLACED, not (life.effective.known and any(window.known for window in gone))
    return Status.IN_FORCE, bool(parts) or not life.effective.known


def _ended(life: _Life, day: date) -> tuple[Status, bool] | None:
    """How the document had ended by ``day``, or ``None``. What ended it first names the ending."""
    replaced = [window for window in life.whole if window.certain(day)]
    abolished = life.abolished if life.abolished is not None and day >= life.abolished else None
    if replaced and (abolished is None or min(window.last for window in replaced) <= abolished):
        return Status.REPLACED, not any(window.known for window in replaced)
    if abolished is not None:
        return Status.ABOLISHED, False
    if life.seen_ended is not None and day >= life.seen_ended:
        return Status.ABOLISHED, True
    return None
