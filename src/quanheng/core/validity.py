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

    ``on`` is the successor's effective date, ``None`` when no source gives it; ``year`` then bounds it.
    """

    on: date | None
    year: int
    partial: bool = False


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
    """The first and the last day on which something may have happened; equal when the day is known."""

    first: date
    last: date
    partial: bool = False

    @property
    def known(self) -> bool:
        return self.first == self.last

    def certain(self, day: date) -> bool:
        return day >= self.last

    def possible(self, day: date) -> bool:
        return day >= self.first


def _window(on: date | None, floor: date, year: int, presumed_years: int, *, partial: bool = False) -> _Window:
    if on is not None:
        return _Window(on, on, partial)
    return _Window(floor, max(floor, date(min(year + presumed_years, 9999), 1, 1)), partial)


def timeline(facts: Facts, *, presumed_years: int) -> list[Span]:
    """The spans of ``facts``: contiguous, without overlap, from year 1 to year 9999.

    ``presumed_years`` is how many years after the year of its number a document with unknown dates is presumed to be
    in force at the latest (a dated rule of the register, not of this function). Between the earliest and the latest
    possible day the status is ``UNKNOWN``; after it, the status is given but marked ``presumed``.
    """
    issue = facts.issued_on or date(facts.year, 1, 1)
    start = facts.effective_on and max(facts.effective_on, facts.issued_on or facts.effective_on)
    if start is not None:
        issue = min(issue, start)
    effective = _window(start, issue, facts.year, presumed_years)
    endings = [
        _window(ending.on, date(ending.year, 1, 1), ending.year, presumed_years, partial=ending.partial)
        for ending in facts.endings
    ]
    edges = {issue, effective.first, effective.last}
    edges.update(day for window in endings for day in (window.first, window.last))
    edges.update(day for day in (facts.abolished_on, facts.seen_ended_on) if day is not None)
    starts = [FAR_PAST, *sorted(edges - {FAR_PAST, FAR_FUTURE})]
    spans: list[Span] = []
    for begin, end in zip(starts, [*starts[1:], FAR_FUTURE], strict=True):
        status, presumed = _status(facts, issue, effective, endings, begin)
        if spans and (spans[-1].status, spans[-1].presumed) == (status, presumed):
            spans[-1] = Span(spans[-1].start, end, status, presumed)
        else:
            spans.append(Span(begin, end, status, presumed))
    return spans


def _status(facts: Facts, issue: date, effective: _Window, endings: list[_Window], day: date) -> tuple[Status, bool]:
    """The status on ``day`` and whether it is presumed. A replacement on the day of abolition is a replacement."""
    if day < issue:
        return Status.NOT_ISSUED, False
    full = [window for window in endings if not window.partial]
    replaced = min((window for window in full if window.certain(day)), key=lambda w: w.last, default=None)
    abolished = facts.abolished_on is not None and day >= facts.abolished_on
    if replaced and not (abolished and facts.abolished_on is not None and facts.abolished_on < replaced.last):
        return Status.REPLACED, not replaced.known
    if abolished:
        return Status.ABOLISHED, False
    if facts.seen_ended_on is not None and day >= facts.seen_ended_on:
        return Status.ABOLISHED, True
    if not effective.possible(day):
        return Status.UPCOMING, facts.issued_on is None
    if not effective.certain(day) or any(window.possible(day) for window in full) or facts.seen_ended_on is not None:
        return Status.UNKNOWN, True
    partial = [window for window in endings if window.partial and window.possible(day)]
    if any(window.certain(day) for window in partial):
        known = effective.known and any(window.known and window.certain(day) for window in partial)
        return Status.PARTLY_REPLACED, not known
    return Status.IN_FORCE, bool(partial) or not effective.known


def status_on(spans: Sequence[Span], day: date) -> Span:
    """The one span that holds on ``day``."""
    return next(span for span in reversed(spans) if span.start <= day)
