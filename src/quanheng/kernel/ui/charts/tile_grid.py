"""Tile grid of provinces: 34 equal tiles near where the provinces lie, so that small ones are seen as well as large.

A pure function gives the tiles, ``ui/charts/tile_grid.html`` draws them::

    {% include "ui/charts/tile_grid.html" with grid=grid %}
"""

from collections.abc import Mapping
from dataclasses import dataclass

SIDE, GAP = 76, 4
STEPS = ("0.12", "0.28", "0.45", "1")

PLACES: dict[str, tuple[int, int]] = {
    "230000": (6, 0),
    "220000": (6, 1),
    "650000": (0, 2),
    "620000": (1, 2),
    "640000": (2, 2),
    "150000": (3, 2),
    "110000": (4, 2),
    "120000": (5, 2),
    "210000": (6, 2),
    "630000": (1, 3),
    "610000": (2, 3),
    "140000": (3, 3),
    "130000": (4, 3),
    "370000": (5, 3),
    "540000": (0, 4),
    "510000": (1, 4),
    "500000": (2, 4),
    "410000": (3, 4),
    "340000": (4, 4),
    "320000": (5, 4),
    "310000": (6, 4),
    "530000": (1, 5),
    "520000": (2, 5),
    "420000": (3, 5),
    "360000": (4, 5),
    "330000": (5, 5),
    "450000": (2, 6),
    "430000": (3, 6),
    "440000": (4, 6),
    "350000": (5, 6),
    "710000": (6, 6),
    "460000": (3, 7),
    "820000": (4, 7),
    "810000": (5, 7),
}
"""Column and row of each province by its code of GB/T 2260."""


@dataclass(frozen=True, slots=True)
class Tile:
    """One province: where its tile is, how strongly it is filled (empty: not at all), what it says and links to."""

    code: str
    name: str
    short: str
    value: int
    href: str
    x: int
    y: int
    middle: int
    upper: int
    lower: int
    opacity: str
    strong: bool


@dataclass(frozen=True, slots=True)
class TileGrid:
    """The picture: its size, its tiles in the order of their codes (for reading aloud and for the table), its words."""

    tiles: tuple[Tile, ...]
    width: int
    height: int
    side: int
    title: str
    description: str
    unit: str
    name: str

    @property
    def total(self) -> int:
        """The sum of all tiles."""
        return sum(tile.value for tile in self.tiles)


def tile_grid(  # noqa: PLR0913  the parts of one picture
    names: Mapping[str, tuple[str, str]],
    values: Mapping[str, int],
    *,
    title: str,
    description: str,
    unit: str,
    hrefs: Mapping[str, str] | None = None,
    name: str = "tile-grid",
) -> TileGrid:
    """The picture of ``values`` by code. ``names``: code → name and one-character short name; ``hrefs``: where a tile
    leads; ``name``: an id, different for each picture of a page. A code without a place is left out (it stands in no
    province); a province without a value counts as 0.
    """
    hrefs = hrefs or {}
    largest = max((values.get(code, 0) for code in PLACES), default=0)
    tiles = tuple(
        _tile(code, names[code], values.get(code, 0), largest, hrefs.get(code, ""))
        for code in sorted(PLACES)
        if code in names
    )
    columns, rows = (max(place[axis] for place in PLACES.values()) + 1 for axis in (0, 1))
    step = SIDE + GAP
    return TileGrid(tiles, columns * step - GAP, rows * step - GAP, SIDE, title, description, unit, name)


def _tile(code: str, names: tuple[str, str], value: int, largest: int, href: str) -> Tile:
    column, row = PLACES[code]
    x, y = column * (SIDE + GAP), row * (SIDE + GAP)
    opacity = STEPS[min(len(STEPS) - 1, (value * len(STEPS) - 1) // largest)] if value > 0 and largest > 0 else ""
    return Tile(
        code=code,
        name=names[0],
        short=names[1],
        value=value,
        href=href if value else "",
        x=x,
        y=y,
        middle=x + SIDE // 2,
        upper=y + 34,
        lower=y + 58,
        opacity=opacity,
        strong=opacity == STEPS[-1],
    )
