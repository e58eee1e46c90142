"""A first look at a file: its sheets, the rows at the top of one, and which column seems to be which field."""

from collections.abc import Sequence
from dataclasses import dataclass

from quanheng.kernel.imports import Field, Heading, Row, Sheet, find_heading, heading_at, letters, open_book, place
from quanheng.kernel.imports.columns import preview
from quanheng.kernel.imports.heading import LOOKED_AT
from quanheng.kernel.models import StoredFile

SHOWN = 8
MOST_SHEETS = 50
"""Documents may hold many small tables; the best of the first ones is proposed."""


@dataclass(frozen=True, slots=True)
class Look:
    """What was found: the sheet looked at, its heading (``None``: none was recognised), rows to show, and what there is
    to say of the file.
    """

    sheets: tuple[Sheet, ...]
    sheet: int
    heading: Heading | None
    rows: Sequence[Row]
    remarks: Sequence[str] = ()

    @property
    def repeated(self) -> list[tuple[str, str]]:
        """Headings that stand over several columns, with the cells where they stand."""
        if self.heading is None:
            return []
        last = self.heading.last
        return [
            (label, "、".join(place(last, column) for column in columns))
            for label, columns in self.heading.repeated.items()
        ]

    @property
    def width(self) -> int:
        """How many columns hold something."""
        return max((len(row.cells) for row in self.rows), default=0)

    @property
    def columns(self) -> list[tuple[int, str]]:
        """Each column with its letter, what its heading says, or else what stands in it first."""
        labels = self.heading.labels if self.heading else ()
        found = []
        for column in range(self.width):
            label = labels[column] if column < len(labels) else ""
            sample = next((row.text(column) for row in self.below if row.text(column)), "")
            found.append((column, f"{letters(column)}　{(label or sample)[:30]}".strip("　")))
        return found

    @property
    def below(self) -> list[Row]:
        """Rows below the heading."""
        last = self.heading.last if self.heading else 0
        return [row for row in self.rows if row.number > last]


def look(
    file: StoredFile, name: str, fields: Sequence[Field], sheet: int | None = None, heading: int | None = None
) -> Look:
    """Look at ``sheet`` (the one that fits best when ``None``) with the heading in row ``heading`` (0: it has none;
    looked for when ``None``). ``BadInput`` when the file cannot be read.
    """
    with open_book(file, name) as book:
        tried = range(min(len(book.sheets), MOST_SHEETS)) if sheet is None else [min(sheet, len(book.sheets) - 1)]
        best: Look | None = None
        for index in tried:
            rows = preview(book.rows(index), LOOKED_AT + SHOWN)
            seen = Look(book.sheets, index, _heading(rows, fields, heading), rows, tuple(book.remarks))
            if best is None or _found(seen) > _found(best):
                best = seen
    return best or Look((), 0, None, ())


def _heading(rows: Sequence[Row], fields: Sequence[Field], heading: int | None) -> Heading | None:
    if heading is None:
        return find_heading(rows, fields)
    row = next((row for row in rows if row.number == heading), None)
    return heading_at(row, fields) if row else None


def _found(seen: Look) -> int:
    return len(seen.heading.columns) if seen.heading else 0
