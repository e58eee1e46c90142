"""Tables whose cells say how far they reach (documents, web pages), laid out as rows and columns."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from quanheng.kernel.imports.sheets import MOST_COLUMNS, Mark, Row, row_of


@dataclass(frozen=True, slots=True)
class Spanned:
    """A cell ``wide`` columns wide and ``tall`` rows tall. ``continued``: it is the lower part of the one above."""

    text: str
    wide: int = 1
    tall: int = 1
    continued: bool = False


def laid_out(rows: Iterable[list[Spanned]]) -> Iterator[Row]:
    """Rows whose spanned columns carry the value of the cell that covers them, marked."""
    hanging: dict[int, tuple[str, int]] = {}
    above: list[str] = []
    for number, cells in enumerate(rows, 1):
        values, covered = _row(cells, hanging, above)
        above = values
        row = row_of(number, values)
        marks = {column: Mark.MERGED for column in covered if row.text(column)} | dict(row.marks)
        yield replace(row, marks=marks)


def _row(cells: list[Spanned], hanging: dict[int, tuple[str, int]], above: list[str]) -> tuple[list[str], list[int]]:
    values: list[str] = []
    covered: list[int] = []

    def fill() -> None:
        """What hangs down from rows above comes first."""
        while len(values) in hanging and len(values) <= MOST_COLUMNS:
            column = len(values)
            text, rest = hanging.pop(column)
            values.append(text)
            covered.append(column)
            if rest > 1:
                hanging[column] = (text, rest - 1)

    for cell in cells:
        fill()
        first = len(values)
        for column in range(first, min(first + max(cell.wide, 1), MOST_COLUMNS + 1)):
            text = above[column] if cell.continued and column < len(above) else cell.text
            values.append(text)
            if cell.continued or column > first:
                covered.append(column)
            if cell.tall > 1:
                hanging[column] = (text, cell.tall - 1)
    fill()
    return values, covered
