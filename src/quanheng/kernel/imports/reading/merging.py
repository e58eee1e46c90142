"""Merged areas: the value stands in the first cell, people see it in all of them."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from quanheng.kernel.imports.sheets import MOST_COLUMNS, Mark, Row

MOST_AREAS = 50_000
TALLEST = 5_000
"""A taller area is a layout, not a value that holds for all its rows."""
_CELL = re.compile(r"([A-Z]+)([0-9]+)")


@dataclass(frozen=True, slots=True)
class Area:
    """Rows (from 1) and columns (from 0), both ends included."""

    top: int
    bottom: int
    left: int
    right: int


def area_of(text: str) -> Area:
    """``B2:C5``."""
    (left, top), (right, bottom) = _CELL.findall(text)
    return Area(int(top), int(bottom), _column(left), _column(right))


def _column(name: str) -> int:
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def merged(rows: Iterable[Row], areas: Iterable[Area]) -> Iterator[Row]:
    """The rows with the value of each area in all its cells, marked."""
    starting: dict[int, list[Area]] = defaultdict(list)
    for area in list(areas)[:MOST_AREAS]:
        if area.bottom - area.top < TALLEST and area.left <= MOST_COLUMNS:
            starting[area.top].append(area)
    if not starting:
        yield from rows
        return
    open_areas: list[tuple[Area, str, Mark | None]] = []
    for row in rows:
        open_areas = [kept for kept in open_areas if kept[0].bottom >= row.number]
        open_areas += [(area, row.text(area.left), row.marks.get(area.left)) for area in starting.get(row.number, ())]
        yield _filled(row, open_areas) if open_areas else row


def _filled(row: Row, areas: list[tuple[Area, str, Mark | None]]) -> Row:
    cells, marks = list(row.cells), dict(row.marks)
    for area, text, mark in areas:
        for column in range(area.left, min(area.right, MOST_COLUMNS) + 1):
            first = row.number == area.top and column == area.left
            if first or not text or (column < len(cells) and cells[column]):
                continue
            cells += [""] * (column + 1 - len(cells))
            cells[column] = text
            marks[column] = mark or Mark.MERGED
    return Row(row.number, tuple(cells), marks)
