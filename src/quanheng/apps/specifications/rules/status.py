"""From what is on record about an edition to the dated facts its status is computed from."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from quanheng.core.validity import Ending, Facts, Span, timeline


@dataclass(frozen=True, slots=True)
class Dates:
    """What is on record about one edition in time. ``year`` is that of its number."""

    year: int
    issued_on: date | None = None
    effective_on: date | None = None
    abolished_on: date | None = None
    seen_ended_on: date | None = None


@dataclass(frozen=True, slots=True)
class Successor:
    """An edition that replaces another: its dates, whether in part, doubtfully, or only by the rule of succession."""

    dates: Dates
    partial: bool = False
    doubtful: bool = False
    presumed: bool = False


def facts_of(dates: Dates, successors: Iterable[Successor]) -> Facts:
    """The facts behind the status. The old edition ends when the new one takes effect, not when it is issued.

    A doubtful replacement moves no status: it is shown, and that is all.
    """
    return Facts(
        year=dates.year,
        issued_on=dates.issued_on,
        effective_on=dates.effective_on,
        abolished_on=dates.abolished_on,
        seen_ended_on=dates.seen_ended_on,
        endings=tuple(
            Ending(
                on=successor.dates.effective_on,
                year=successor.dates.year,
                partial=successor.partial,
                earliest=successor.dates.issued_on,
                assumed=successor.presumed,
            )
            for successor in successors
            if not successor.doubtful
        ),
    )


def spans_of(dates: Dates, successors: Iterable[Successor], *, presumed_years: int) -> list[Span]:
    """The time line of an edition: exactly one status on every day."""
    return timeline(facts_of(dates, successors), presumed_years=presumed_years)
