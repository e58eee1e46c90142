"""Roots and proofs computed from tiles."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from quanheng.core.trust.digests import LENGTH, SHA256, HashFunction
from quanheng.core.trust.edge import HEIGHT, MAX_SIZE, WIDTH, Edge, hashes_in
from quanheng.core.trust.errors import Malformed, NoSuchEntry
from quanheng.core.trust.merkle import consistency_ranges, inclusion_ranges, leaf_hashes, node_hash, perfect_root
from quanheng.core.trust.tile_paths import (
    TileAddress,
    bundles_of,
    parse_path,
    tile_path,
    tiles_of,
    width_in,
)

__all__ = [
    "ReadTile",
    "TileAddress",
    "TileTree",
    "bundles_of",
    "consistency_from_tiles",
    "inclusion_from_tiles",
    "parse_path",
    "recompute",
    "root_from_tiles",
    "subtrees",
    "tile_path",
    "tiles_of",
    "tiles_under",
    "width_in",
]

ReadTile = Callable[[int, int, int], bytes]
"""``read(level, index, width)``: the first ``width`` hashes of a tile, 32 bytes each."""
BATCH = 1 << 14


class TileTree:
    """The tree of ``size`` entries, seen through its tiles. Each tile is read once, whatever is asked.

    Nothing read is believed: whoever gets a proof made here checks it against a signed root.
    """

    def __init__(self, read: ReadTile, size: int, hasher: HashFunction = SHA256) -> None:
        if not 0 <= size <= MAX_SIZE:
            raise NoSuchEntry(f"a log cannot hold {size} entries")
        self.size = size
        self._read, self._hasher = read, hasher
        self._tiles: dict[tuple[int, int], list[bytes]] = {}

    def leaf(self, index: int) -> bytes:
        """The leaf hash of an entry."""
        if not 0 <= index < self.size:
            raise NoSuchEntry(f"no entry {index} in a tree of {self.size}")
        return self._complete(0, index)

    def root(self) -> bytes:
        """The root over all entries."""
        return self._range(0, self.size) if self.size else self._hasher(b"").digest()

    def inclusion(self, index: int) -> list[bytes]:
        """The audit path of an entry, its sibling first."""
        return [self._range(start, end) for start, end in inclusion_ranges(index, self.size)]

    def consistency(self, old: int) -> list[bytes]:
        """The proof that the tree of ``old`` entries is a prefix of this one."""
        return [self._range(start, end) for start, end in consistency_ranges(old, self.size)]

    def _range(self, start: int, end: int) -> bytes:
        """The root over a range as RFC 6962 splits it: complete subtrees from the left, joined from the right."""
        roots = [self._complete(height, index) for height, index in subtrees(start, end)]
        found = roots.pop()
        while roots:
            found = node_hash(roots.pop(), found, self._hasher)
        return found

    def _complete(self, height: int, index: int) -> bytes:
        """The root of the complete subtree ``index`` among those of 2^height entries."""
        level, inside = divmod(height, HEIGHT)
        tile, position = divmod(index << inside, WIDTH)
        return perfect_root(self._hashes(level, tile)[position : position + (1 << inside)], self._hasher)

    def _hashes(self, level: int, index: int) -> list[bytes]:
        known = self._tiles.get((level, index))
        if known is None:
            width = width_in(self.size, level, index)
            data = self._read(level, index, width)
            if len(data) != width * LENGTH:
                raise Malformed(f"{tile_path(level, index, width)} holds {len(data)} bytes, not {width * LENGTH}")
            known = self._tiles[level, index] = hashes_in(data)
        return known


def subtrees(start: int, end: int) -> Iterator[tuple[int, int]]:
    """The complete subtrees of a range of entries as RFC 6962 splits it, from the left: each one's height and index."""
    while start < end:
        height = (end - start).bit_length() - 1
        yield height, start >> height
        start += 1 << height


def tiles_under(ranges: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Level and index of every tile that the roots over ``ranges`` need: to be read at once, not one by one."""
    found: dict[tuple[int, int], None] = {}
    for height, index in (subtree for start, end in ranges for subtree in subtrees(start, end)):
        level, inside = divmod(height, HEIGHT)
        found[level, (index << inside) // WIDTH] = None
    return list(found)


def root_from_tiles(read: ReadTile, size: int, hasher: HashFunction = SHA256) -> bytes:
    """The root of the tree of ``size`` entries, from the tiles at its edge."""
    return TileTree(read, size, hasher).root()


def inclusion_from_tiles(read: ReadTile, index: int, size: int, hasher: HashFunction = SHA256) -> list[bytes]:
    """The audit path of entry ``index`` in the tree of ``size`` entries."""
    return TileTree(read, size, hasher).inclusion(index)


def consistency_from_tiles(read: ReadTile, old: int, size: int, hasher: HashFunction = SHA256) -> list[bytes]:
    """The proof that the tree of ``old`` entries is a prefix of that of ``size``."""
    return TileTree(read, size, hasher).consistency(old)


def recompute(entries: Iterable[bytes], hasher: HashFunction = SHA256) -> Edge:
    """The edge of a log from all its entries and nothing else."""
    edge, rest = Edge(hasher=hasher), iter(entries)
    while batch := list(islice(rest, BATCH)):
        edge, _ = edge.append(leaf_hashes(batch, hasher))
    return edge
