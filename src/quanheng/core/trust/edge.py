"""The growing edge of a tiled log: all that has to be kept to append to it.

Per tile level the hashes of the rightmost, partial tile; and per binary level the one subtree root that still waits for
its right neighbour. The second follows from the first; keeping it means that no node is ever hashed twice and a root
costs one hash per level.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Self

from quanheng.core.trust.digests import LENGTH, SHA256, HashFunction
from quanheng.core.trust.errors import Malformed
from quanheng.core.trust.merkle import node_hash, paired, perfect_root

HEIGHT = 8
WIDTH = 1 << HEIGHT
"""Hashes in a full tile (C2SP tlog-tiles)."""
SIZE_LENGTH = 8
MAX_SIZE = 2**63 - 1
"""Entries a log may hold here: what a signed 64-bit column holds."""


@dataclass(frozen=True, slots=True)
class TileWrite:
    """A tile to be stored: ``width`` hashes, the concatenation of which is ``data``.

    A narrower tile of the same level and index is a prefix of it, so it may simply be replaced.
    """

    level: int
    index: int
    width: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Edge:
    """The edge of a log of ``size`` entries. ``levels[l]`` is the partial tile of level l, its hashes in one string.

    ``peaks[b]`` is the root of the complete subtree of 2^b entries at the right end where bit b of ``size`` is set,
    else empty. It is computed when it is not given.
    """

    size: int = 0
    levels: tuple[bytes, ...] = ()
    hasher: HashFunction = field(default=SHA256, compare=False, repr=False)
    peaks: tuple[bytes, ...] = field(default=(), compare=False, repr=False)

    def __post_init__(self) -> None:
        if not 0 <= self.size <= MAX_SIZE:
            raise Malformed(f"a log cannot hold {self.size} entries")
        if [len(level) for level in self.levels] != [width * LENGTH for width in edge_widths(self.size)]:
            raise Malformed(f"the hashes kept are not those of the edge of {self.size} entries")
        if not self.peaks and self.size:
            peaks = [peak for level in self.levels for peak in _peaks(level, self.hasher)]
            object.__setattr__(self, "peaks", tuple(peaks[: self.size.bit_length()]))

    def append(self, leaf_hashes: Iterable[bytes]) -> tuple[Self, list[TileWrite]]:
        """The edge after more entries, and every tile that is new or wider by them, lower levels first."""
        nodes = list(leaf_hashes)
        if nodes and set(map(len, nodes)) != {LENGTH}:
            raise Malformed(f"a leaf hash that is not {LENGTH} bytes long")
        size = self.size + len(nodes)
        levels, peaks, writes = list(self.levels), list(self.peaks), list[TileWrite]()
        height = 0
        while nodes:
            if height % HEIGHT == 0:
                _widen(levels, height // HEIGHT, self.size >> height, nodes, writes)
            if height == len(peaks):
                peaks.append(b"")
            if peaks[height]:
                nodes.insert(0, peaks[height])
            peaks[height] = nodes[-1] if len(nodes) & 1 else b""
            nodes = paired(nodes, self.hasher)
            height += 1
        return type(self)(size, tuple(levels), self.hasher, tuple(peaks)), writes

    def root(self) -> bytes:
        """The root over all entries."""
        found = b""
        for peak in self.peaks:
            if peak:
                found = node_hash(peak, found, self.hasher) if found else peak
        return found or self.hasher(b"").digest()

    def tiles(self) -> list[TileWrite]:
        """The partial tiles of this edge, as they should be stored."""
        return [
            TileWrite(level, self.size >> HEIGHT * (level + 1), len(data) // LENGTH, data)
            for level, data in enumerate(self.levels)
            if data
        ]

    def to_bytes(self) -> bytes:
        """For storage: the size as eight bytes, then the hashes of every level."""
        return self.size.to_bytes(SIZE_LENGTH, "big") + b"".join(self.levels)

    @classmethod
    def from_bytes(cls, data: bytes, hasher: HashFunction = SHA256) -> Self:
        """The edge that was stored. :class:`Malformed` when the length is not what the size needs."""
        if len(data) < SIZE_LENGTH:
            raise Malformed("an edge begins with its size in eight bytes")
        size, position, levels = int.from_bytes(data[:SIZE_LENGTH], "big"), SIZE_LENGTH, []
        for width in edge_widths(size):
            levels.append(data[position : position + width * LENGTH])
            position += width * LENGTH
        if position != len(data):
            raise Malformed(f"the hashes kept are not those of the edge of {size} entries")
        return cls(size, tuple(levels), hasher)


def edge_widths(size: int) -> list[int]:
    """The width of the partial tile at each level of a tree; 0 where the last tile is full."""
    return [(size >> shift) % WIDTH for shift in range(0, size.bit_length(), HEIGHT)]


def hashes_in(data: bytes) -> list[bytes]:
    """The hashes that a tile holds."""
    return [data[at : at + LENGTH] for at in range(0, len(data), LENGTH)]


def _widen(levels: list[bytes], level: int, known: int, nodes: Sequence[bytes], writes: list[TileWrite]) -> None:
    """Put ``nodes`` behind the ``known`` hashes of a level: full tiles are written, the rest stays on the edge."""
    if level == len(levels):
        levels.append(b"")
    data = levels[level] + b"".join(nodes)
    index, tile = known // WIDTH, WIDTH * LENGTH
    full = len(data) // tile
    writes.extend(TileWrite(level, index + n, WIDTH, data[n * tile : (n + 1) * tile]) for n in range(full))
    levels[level] = rest = data[full * tile :]
    if rest:
        writes.append(TileWrite(level, index + full, len(rest) // LENGTH, rest))


def _peaks(level: bytes, hasher: HashFunction) -> list[bytes]:
    """The eight peaks of a partial tile, that of one hash first; empty where the width has no such bit."""
    hashes, found = hashes_in(level), [b""] * HEIGHT
    start = 0
    for height in reversed(range(HEIGHT)):
        if len(hashes) >> height & 1:
            found[height] = perfect_root(hashes[start : start + (1 << height)], hasher)
            start += 1 << height
    return found
