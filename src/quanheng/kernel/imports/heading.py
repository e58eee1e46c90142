"""Finding the row of headings and what each column means, under the many names offices give them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from quanheng.kernel.imports.fields import Field, folded
from quanheng.kernel.imports.sheets import Mark, Row

LOOKED_AT = 40
"""Titles, document numbers and notes stand above the headings; this many rows are looked at."""
EXACT, LIKE = 3, 1
_ASIDE = re.compile(r"[（(\[【〔][^）)\]】〕]*[）)\]】〕]|[*＊:：]")
_MOST_HEADING = 40
"""A longer text is a sentence, not a heading."""


@dataclass(frozen=True, slots=True)
class Heading:
    """表头: the rows it takes (``first`` to ``last``), the text of each column, and the column of each field."""

    first: int
    last: int
    labels: tuple[str, ...]
    columns: dict[str, int]

    @property
    def repeated(self) -> dict[str, list[int]]:
        """Headings that stand over several columns of their own, with these columns. None of them is taken for a field:
        which one is meant, a person says.
        """
        return repeated([[label] for label in self.labels])


def repeated(labels: Sequence[Sequence[str]]) -> dict[str, list[int]]:
    """The headings that are there more than once."""
    found: dict[str, list[int]] = {}
    for column, candidates in enumerate(labels):
        if candidates and candidates[0]:
            found.setdefault(folded(candidates[0]), []).append(column)
    return {labels[columns[0]][0]: columns for columns in found.values() if len(columns) > 1}


def find_heading(rows: Sequence[Row], fields: Sequence[Field]) -> Heading | None:
    """The best row of headings among ``rows`` (the first of a sheet): the one under whose cells most fields are
    found. ``None`` when none tells two fields, or the only one there is.
    """
    best: tuple[int, Heading] | None = None
    for index, row in enumerate(rows[:LOOKED_AT]):
        for below in (None, rows[index + 1] if index + 1 < len(rows) else None):
            if below is not None and not _goes_together(row, below):
                continue
            labels = [_joined(row, below, column) for column in range(_width(row, below))]
            columns, score = _matched(labels, fields)
            if len(columns) + _told_twice(labels, fields) < min(2, len(fields)):
                continue
            score -= 1 if below is not None else 0
            if best is None or score > best[0]:
                best = score, Heading(row.number, (below or row).number, _shown(labels), columns)
    return best[1] if best else None


def _told_twice(labels: Sequence[Sequence[str]], fields: Sequence[Field]) -> int:
    """How many headings name a field, but stand over several columns."""
    return sum(any(_worth(label, field) >= _SURE for field in fields) for label in repeated(labels))


def heading_at(row: Row, fields: Sequence[Field]) -> Heading:
    """The heading a person pointed at."""
    labels = [_joined(row, None, column) for column in range(len(row.cells))]
    return Heading(row.number, row.number, _shown(labels), _matched(labels, fields)[0])


def _shown(labels: Sequence[Sequence[str]]) -> tuple[str, ...]:
    return tuple(candidates[0] if candidates else "" for candidates in labels)


def _width(row: Row, below: Row | None) -> int:
    return max(len(row.cells), len(below.cells) if below else 0)


def _goes_together(row: Row, below: Row) -> bool:
    """Whether ``below`` may be the second row of a heading: ``row`` has areas that reach over several columns."""
    return below.number == row.number + 1 and Mark.MERGED in row.marks.values()


def _joined(row: Row, below: Row | None, column: int) -> list[str]:
    """What a column may be called, best first."""
    over, under = row.text(column), below.text(column) if below else ""
    if below is None and row.marks.get(column) is Mark.MERGED:
        return []  # the heading to the left reaches over this column
    if not under or over == under:
        return [over] if over else []
    return [f"{over}{under}", under, f"{under}{over}"] if over else [under]


def _matched(labels: Sequence[Sequence[str]], fields: Sequence[Field]) -> tuple[dict[str, int], int]:
    """The best field of each column and the best column of each field, and how well they fit together."""
    doubles = {column for columns in repeated(labels).values() for column in columns}
    fits = [
        (worth, -column, field.key)
        for column, candidates in enumerate(labels)
        for field in fields
        if column not in doubles and (worth := max((_worth(text, field) for text in candidates), default=0))
    ]
    columns: dict[str, int] = {}
    score = 0
    for worth, negative, key in sorted(fits, reverse=True):
        if key not in columns and -negative not in columns.values():
            columns[key] = -negative
            score += EXACT if worth >= _SURE else LIKE
    return columns, score


_SURE = 1000


def _worth(text: str, field: Field) -> int:
    """How well a heading fits a field: sure when it is one of its names, less so when it holds one; 0 when not."""
    if len(text) > _MOST_HEADING:
        return 0
    names = [folded(str(field.label)), *map(folded, field.synonyms)]
    whole, bare = folded(text), folded(_ASIDE.sub("", text))
    if whole in names or bare in names:
        return _SURE
    inside = [len(name) for name in names if len(name) > 1 and name in bare]
    return max(inside) * 100 // max(len(bare), 1) if inside else 0
