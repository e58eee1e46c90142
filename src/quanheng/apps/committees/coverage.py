"""Coverage 领域覆盖: fields by levels; where no committee answers (gap), where several do (overlap).

The rule (市监计量发〔2022〕62号（五）: plan the layout, avoid duplication) is judged per field and level on technical
committees that do not stand under one another. A committee that no source confirms, or that is only planned, does not
close a gap; it is shown beside.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from quanheng.apps.committees.models import Committee, Field
from quanheng.kernel.actor import Actor


class Finding(StrEnum):
    """What the map says of a field and a level."""

    COVERED = "covered"
    OVERLAP = "overlap"
    UNSURE = "unsure"
    GAP = "gap"


@dataclass(frozen=True, slots=True)
class Cell:
    """The committees of one field at one level. ``unsure`` are unverified or only planned."""

    level: str
    answering: Sequence[Committee]
    unsure: Sequence[Committee]

    @property
    def heads(self) -> list[Committee]:
        """The technical committees that answer and do not stand under another one that does."""
        answers = {committee.pk for committee in self.answering}
        return [one for one in self.answering if one.tier == Committee.Tier.TC and one.parent_id not in answers]

    @property
    def finding(self) -> Finding:
        """Gap, unsure, covered or overlap."""
        if len(self.heads) > 1:
            return Finding.OVERLAP
        if self.answering:
            return Finding.COVERED
        return Finding.UNSURE if self.unsure else Finding.GAP


@dataclass(frozen=True, slots=True)
class Row:
    """One field, its cells in the order of the levels, and the measures other registers add."""

    field: Field
    cells: Sequence[Cell]
    measures: Sequence[int]

    @property
    def gap(self) -> bool:
        """No level has a committee that is known to exist."""
        return all(cell.finding in (Finding.GAP, Finding.UNSURE) for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Measure:
    """A column another register adds: its ``label``, ``counts(actor)`` by field slug (constant queries), and where a
    count leads: ``url(slug)``.
    """

    label: Any
    counts: Callable[[Actor], Mapping[str, int]]
    url: Callable[[str], str]


_measures: list[Measure] = []


def register_measure(measure: Measure) -> None:
    """Called once by an app above committees when it is ready, e.g. specifications in force by field."""
    _measures.append(measure)


def measures() -> Sequence[Measure]:
    """Every measure registered."""
    return tuple(_measures)


def coverage(fields: Sequence[tuple[Field, Sequence[Committee]]], counts: Sequence[Mapping[str, int]]) -> list[Row]:
    """The map of ``fields`` with their committees; ``counts`` are those of the measures, by field slug."""
    return [
        Row(
            one,
            tuple(_cell(level, committees) for level in Committee.Level.values),
            tuple(found.get(one.slug, 0) for found in counts),
        )
        for one, committees in fields
    ]


def _cell(level: str, committees: Sequence[Committee]) -> Cell:
    here = [one for one in committees if one.level == level]
    return Cell(level, [one for one in here if sure(one)], [one for one in here if not sure(one)])


def sure(committee: Committee) -> bool:
    """Whether a source confirms that the committee exists."""
    return not committee.planned and committee.confidence != "R"
