"""Heat map: a table of counts whose cells are filled the stronger the larger the count, with the count written in them.

A pure function gives the places, ``ui/charts/heatmap.html`` draws them::

    {% include "ui/charts/heatmap.html" with map=map %}
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

LEFT, TOP, ROW, GAP = 132, 30, 28, 2
WIDTH = 760
STEPS = ("0.12", "0.28", "0.5", "1")


@dataclass(frozen=True, slots=True)
class Cell:
    """One count: its place, how strongly it is filled (empty: not at all), and where it leads."""

    column: Any
    value: int
    x: float
    middle: float
    opacity: str
    strong: bool
    href: str


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its label and cells. ``blank`` when nothing is counted in it."""

    label: Any
    y: int
    middle: int
    cells: tuple[Cell, ...]
    total: int

    @property
    def blank(self) -> bool:
        """Whether it holds nothing: the gap a reader looks for."""
        return self.total == 0


@dataclass(frozen=True, slots=True)
class HeatMap:
    """The picture and its words. ``columns``: word and middle of each column."""

    rows: tuple[Row, ...]
    columns: tuple[tuple[Any, float], ...]
    title: Any
    description: Any
    unit: Any
    first: Any
    name: str
    height: int
    cell_width: float
    width: int = WIDTH
    row_height: int = ROW - GAP
    label_x: int = LEFT - 10
    head_y: int = TOP - 10


def heatmap(  # noqa: PLR0913  the parts of one picture
    rows: Sequence[tuple[str, Any]],
    columns: Sequence[tuple[str, Any]],
    values: Mapping[tuple[str, str], int],
    *,
    title: Any,
    description: Any,
    unit: Any,
    first: Any,
    hrefs: Mapping[tuple[str, str], str] | None = None,
    name: str = "heatmap",
) -> HeatMap:
    """Cells of ``rows`` × ``columns`` (key and word each). ``values`` by row and column key (missing: 0); ``first``:
    the heading of the row labels; ``hrefs`` by row and column key: where a cell leads.
    """
    largest = max((values.get((r, c), 0) for r, _w in rows for c, _v in columns), default=0)
    slot = (WIDTH - LEFT) / max(1, len(columns))
    shown = []
    for index, (row, word) in enumerate(rows):
        y = TOP + index * ROW
        cells = []
        for number, (column, column_word) in enumerate(columns):
            value = values.get((row, column), 0)
            x = round(LEFT + number * slot, 1)
            opacity = STEPS[min(len(STEPS) - 1, (value * len(STEPS) - 1) // largest)] if value and largest else ""
            href = (hrefs or {}).get((row, column), "") if value else ""
            middle = round(x + slot / 2, 1)
            cells.append(Cell(column_word, value, x, middle, opacity, opacity == STEPS[-1], href))
        shown.append(Row(word, y, y + ROW // 2 + 4, tuple(cells), sum(cell.value for cell in cells)))
    heads = tuple((word, round(LEFT + n * slot + slot / 2, 1)) for n, (_c, word) in enumerate(columns))
    height = TOP + len(rows) * ROW
    return HeatMap(tuple(shown), heads, title, description, unit, first, name, height, round(slot - GAP, 1))
