"""Checking a whole document: passages in, findings with their place in the document out."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from quanheng.apps.units.documents import Passage
from quanheng.apps.units.judge import register_judge
from quanheng.core.metrology.units.lint import Finding, lint


@dataclass(frozen=True, slots=True)
class Placed:
    """A finding with the paragraph or cell it stands in; line and column count in the source, or in that passage."""

    place: str
    line: int
    column: int
    finding: Finding


def check(passages: Iterable[Passage], day: date) -> Iterator[Placed]:
    """Findings of every passage, judged by the register on ``day``; context is looked for in the whole document."""
    taken = list(passages)
    document = "\n".join(passage.text for passage in taken)
    for passage in taken:
        for finding in lint(passage.text, register_judge, day, cell=passage.cell, document=document):
            line, column = passage.locate(finding.start) if passage.locate else (finding.line, finding.column)
            yield Placed(passage.place, line, column, finding)
