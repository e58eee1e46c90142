"""Where tiles and entry bundles lie: ``tile/0/x001/x234/067``, ``tile/entries/273.p/112`` (C2SP tlog-tiles)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from quanheng.core.trust.edge import HEIGHT, MAX_SIZE, WIDTH
from quanheng.core.trust.errors import Malformed

Level = int | Literal["entries"]
DEEPEST_LEVEL = 63
_PATH = re.compile(r"tile/(entries|[0-9]{1,2})/((?:x[0-9]{3}/){0,6}[0-9]{3})(?:\.p/([1-9][0-9]{0,2}))?")


@dataclass(frozen=True, slots=True)
class TileAddress:
    """One tile of hashes (level 0 to 63) or one bundle of entries; ``width`` 256 when it is full."""

    level: Level
    index: int
    width: int

    def __str__(self) -> str:
        return tile_path(self.level, self.index, self.width)


def tile_path(level: Level, index: int, width: int = WIDTH) -> str:
    """The path below the log's prefix."""
    if level != "entries" and not 0 <= level <= DEEPEST_LEVEL:
        raise Malformed("a tile's level lies between 0 and 63")
    if not 0 <= index <= MAX_SIZE // WIDTH or not 1 <= width <= WIDTH:
        raise Malformed("a tile has an index from 0 and a width from 1 to 256")
    digits = f"{index:03d}"
    digits = digits.zfill(-(-len(digits) // 3) * 3)
    groups = [digits[at : at + 3] for at in range(0, len(digits), 3)]
    place = "/".join([*(f"x{group}" for group in groups[:-1]), groups[-1]])
    return f"tile/{level}/{place}" + (f".p/{width}" if width < WIDTH else "")


def parse_path(path: str) -> TileAddress:
    """The address a path names; exactly one path names it, every other spelling is :class:`Malformed`."""
    found = _PATH.fullmatch(path)
    if found is None:
        raise Malformed("not the path of a tile")
    level: Level = "entries" if found[1] == "entries" else int(found[1])
    address = TileAddress(level, int(found[2].replace("x", "").replace("/", "")), int(found[3] or WIDTH))
    if (found[3] and address.width >= WIDTH) or str(address) != path:
        raise Malformed("not the path of a tile as it is written")
    return address


def tiles_of(size: int) -> Iterator[TileAddress]:
    """Every tile of hashes of a tree, full ones first at each level."""
    for level, shift in enumerate(range(0, size.bit_length(), HEIGHT)):
        full, width = divmod(size >> shift, WIDTH)
        yield from (TileAddress(level, index, WIDTH) for index in range(full))
        if width:
            yield TileAddress(level, full, width)


def bundles_of(size: int) -> Iterator[TileAddress]:
    """Every bundle of entries of a tree."""
    full, width = divmod(size, WIDTH)
    yield from (TileAddress("entries", index, WIDTH) for index in range(full))
    if width:
        yield TileAddress("entries", full, width)


def width_in(size: int, level: int, index: int) -> int:
    """How wide tile ``index`` of ``level`` is in a tree of ``size``; 0 when there is none."""
    return max(0, min(WIDTH, (size >> HEIGHT * level) - index * WIDTH))
