"""Status of an edition on any date, and how much of it rests on dates that no source confirms."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from quanheng.core.validity import FAR_FUTURE, FAR_PAST, Ending, Facts, Span, Status, timeline

RULES = Path(__file__).parents[1] / "data" / "rules.yaml"
_RESTS_ON_EFFECT = {Status.UPCOMING, Status.IN_FORCE, Status.PARTLY_REPLACED}


@dataclass(frozen=True, slots=True)
class Successor:
    """An edition that replaces another, wholly or in part, from ``effective_on`` if that is known."""

    effective_on: date | None
    year: int
    partial: bool
    verified: bool


@dataclass(frozen=True, slots=True)
class Dates:
    """The dated facts of one edition. ``verified`` is false when no source read confirms its effective date."""

    year: int | None
    issued_on: date | None
    effective_on: date | None
    abolished_on: date | None
    draft: bool
    verified: bool


@cache
def presumed_years() -> int:
    """The register's presumption for documents without an effective date (``data/rules.yaml``)."""
    rules: dict[str, Any] = yaml.safe_load(RULES.read_text(encoding="utf-8"))
    return int(rules["presumed_years"]["value"])


def spans_of(dates: Dates, successors: Sequence[Successor], *, presumed: int) -> list[Span]:
    """Contiguous spans from year 1 to 9999. A draft is never issued; without any year nothing is known."""
    if dates.draft:
        return [Span(FAR_PAST, FAR_FUTURE, Status.NOT_ISSUED)]
    if dates.year is None:
        return [Span(FAR_PAST, FAR_FUTURE, Status.UNKNOWN, presumed=True)]
    facts = Facts(
        year=dates.year,
        issued_on=dates.issued_on,
        effective_on=dates.effective_on,
        abolished_on=dates.abolished_on,
        endings=[Ending(s.effective_on, s.year, s.partial) for s in successors],
    )
    doubted_end = any(not s.verified for s in successors)
    return _merged(
        [
            replace(span, presumed=True)
            if (not dates.verified and span.status in _RESTS_ON_EFFECT)
            or (doubted_end and span.status is Status.REPLACED)
            else span
            for span in timeline(facts, presumed_years=presumed)
        ]
    )


def _merged(spans: list[Span]) -> list[Span]:
    """Neighbours that now say the same become one."""
    merged: list[Span] = []
    for span in spans:
        last = merged[-1] if merged else None
        if last and (last.status, last.presumed) == (span.status, span.presumed):
            merged[-1] = replace(last, end=span.end)
        else:
            merged.append(span)
    return merged
