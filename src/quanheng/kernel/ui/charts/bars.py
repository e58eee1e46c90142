"""Stacked columns: one for each label (a year), one layer for each series, with a table of the same numbers.

A pure function gives the places, ``ui/charts/bars.html`` draws them::

    {% include "ui/charts/bars.html" with bars=bars %}
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

WIDTH, HEIGHT = 720, 300
LEFT, RIGHT, TOP, BOTTOM = 44, 8, 16, 30
MOST_LABELS = 12
STEPS = (1, 2, 5)


@dataclass(frozen=True, slots=True)
class Layer:
    """One stretch of a column: a series' value."""

    series: int
    value: int
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its label (written under it when ``named``), its layers, its total, and where it leads."""

    label: str
    x: float
    middle: float
    width: float
    layers: tuple[Layer, ...]
    values: tuple[int, ...]
    total: int
    href: str
    named: bool


@dataclass(frozen=True, slots=True)
class Bars:
    """The picture and its words. ``grid``: value and height of each line across."""

    columns: tuple[Column, ...]
    series: tuple[tuple[int, Any], ...]
    grid: tuple[tuple[int, float], ...]
    title: Any
    description: Any
    unit: Any
    first: Any
    name: str
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    floor: int = HEIGHT - BOTTOM
    label_y: int = HEIGHT - BOTTOM + 18


def bars(  # noqa: PLR0913  the parts of one picture
    labels: Sequence[str],
    series: Sequence[tuple[str, Any]],
    values: Mapping[tuple[str, str], int],
    *,
    title: Any,
    description: Any,
    unit: Any,
    first: Any,
    hrefs: Mapping[str, str] | None = None,
    name: str = "bars",
) -> Bars:
    """Columns for ``labels`` in their order. ``series``: key and word of each layer, from below; ``values`` by label
    and series key (missing: 0); ``first``: the heading of the label column of the table; ``hrefs``: where a column
    leads. No labels give an empty picture.
    """
    totals = [sum(values.get((label, key), 0) for key, _word in series) for label in labels]
    top, lines = _scale(max(totals, default=0))
    room = HEIGHT - TOP - BOTTOM
    slot = (WIDTH - LEFT - RIGHT) / max(1, len(labels))
    every = -(-len(labels) // MOST_LABELS)
    columns = []
    for index, label in enumerate(labels):
        x = LEFT + index * slot
        counted = tuple(values.get((label, key), 0) for key, _word in series)
        columns.append(
            Column(
                label=label,
                x=round(x + slot * 0.12, 1),
                middle=round(x + slot / 2, 1),
                width=round(slot * 0.76, 1),
                layers=_layers(counted, top, room),
                values=counted,
                total=sum(counted),
                href=(hrefs or {}).get(label, ""),
                named=(len(labels) - 1 - index) % every == 0,
            )
        )
    grid = tuple((line, round(HEIGHT - BOTTOM - line / top * room, 1)) for line in lines)
    named = tuple((number, word) for number, (_key, word) in enumerate(series, start=1))
    return Bars(tuple(columns), named, grid, title, description, unit, first, name)


def _layers(values: Sequence[int], top: int, room: int) -> tuple[Layer, ...]:
    """Places of the values above each other."""
    layers, below = [], 0
    for number, value in enumerate(values, start=1):
        if value:
            height = value / top * room
            y = HEIGHT - BOTTOM - (below + value) / top * room
            layers.append(Layer(number, value, round(y, 1), round(height, 1)))
        below += value
    return tuple(layers)


def _scale(largest: int) -> tuple[int, list[int]]:
    """The value of the top of the picture and the lines across: at most five, at round numbers."""
    unit = 1
    while True:
        for step in (unit * factor for factor in STEPS):
            if largest <= step * 5:
                top = max(step, -(-largest // step) * step)
                return top, list(range(0, top + 1, step))
        unit *= 10
