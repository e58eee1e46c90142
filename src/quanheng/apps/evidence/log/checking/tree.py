"""The tree, recomputed from the entries and compared tile by tile.

Where an entry and its tile disagree, the hash above decides which of them was changed; the walk goes on with the right
one, so that one changed byte is one finding and not every hash above it.
"""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from quanheng.apps.evidence.log import storage
from quanheng.apps.evidence.log.checking.finding import Finding
from quanheng.apps.evidence.models import Entry, Tile
from quanheng.core.trust.digests import LENGTH
from quanheng.core.trust.edge import WIDTH, Edge, TileWrite, hashes_in
from quanheng.core.trust.errors import TrustError
from quanheng.core.trust.merkle import leaf_hash, perfect_root
from quanheng.core.trust.tiles import tile_path


class Recomputed:
    """``roots``: the root at each of the asked sizes, and at the end."""

    def __init__(self, sizes: Iterable[int]) -> None:
        self.edge = Edge()
        self.roots: dict[int, bytes] = {}
        self._sizes = sorted(set(sizes), reverse=True)
        self._tiles: dict[tuple[int, int], bytes] = {}
        self._findings: list[Finding] = []

    def walk(self) -> Iterator[Finding]:
        """Every fault of entries and tiles, then of the state."""
        try:
            state: Edge | None = storage.read_state().edge
        except TrustError:
            state = None
        size = state.size if state else int(Entry.objects.count())
        for number, (start, rows) in enumerate(_by_tile(size)):
            self._append(start, self._leaves(number, start, rows, state))
            yield from self._taken()
        self._compare(self.edge.tiles(), self.edge)
        yield from self._taken()
        if state is None or state.to_bytes() != self.edge.to_bytes():
            yield Finding(_("状态"), _("日志状态与重新计算的不一致（%d 条）") % size)
        beyond = Entry.objects.filter(index__gte=size).count() if state else 0
        if beyond:
            yield Finding(_("条目"), _("第 %(size)d 条之后另有 %(count)d 条") % {"size": size - 1, "count": beyond})

    def _taken(self) -> list[Finding]:
        found, self._findings = self._findings, []
        return found

    def _tell(self, what: str, where: str) -> None:
        self._findings.append(Finding(what, where))

    def _append(self, start: int, leaves: list[bytes]) -> None:
        """Grow by one tile's worth, stopping at every asked size for its root."""
        position = start
        while leaves or (self._sizes and self._sizes[-1] == position):
            while self._sizes and self._sizes[-1] <= position:
                self.roots[self._sizes.pop()] = self.edge.root()
            until = min(len(leaves), self._sizes[-1] - position) if self._sizes else len(leaves)
            self.edge, writes = self.edge.append(leaves[:until])
            self._compare([tile for tile in writes if tile.width == WIDTH], None)
            position, leaves = position + until, leaves[until:]

    def _leaves(self, number: int, start: int, rows: dict[int, Entry], state: Edge | None) -> list[bytes]:
        """The right leaf hashes of one level-0 tile, by entry, by tile, or by what the hash above says."""
        count = max(rows, default=start) - start + 1 if state is None else min(WIDTH, state.size - start)
        stored = hashes_in(self._stored(0, number))
        stored = stored[:count] + [b""] * (count - len(stored))
        computed = [leaf_hash(bytes(rows[at].data)) if at in rows else b"" for at in range(start, start + count)]
        differing = [offset for offset in range(count) if computed[offset] != stored[offset]]
        for offset in range(count):
            row = rows.get(start + offset)
            if row is not None and computed[offset] == stored[offset] != bytes(row.leaf):
                self._tell(_("条目"), _("第 %d 条：叶散列一栏被改动") % (start + offset))
        if not differing:
            return computed
        tile_holds = self._tile_holds(number, start, count, stored, state)
        for offset in differing if tile_holds else []:
            missing = start + offset not in rows
            self._tell(_("条目"), (_("第 %d 条缺失") if missing else _("第 %d 条被改动")) % (start + offset))
        if not tile_holds:
            self._tell(_("树块"), _("%s 被改动或缺失") % tile_path(0, number, count))
            for offset in [offset for offset in differing if not computed[offset]]:
                self._tell(_("条目"), _("第 %d 条缺失") % (start + offset))
        self._tiles[0, number] = b""  # said; not to be compared again
        return stored if tile_holds else [one or bytes(LENGTH) for one in computed]

    def _tile_holds(self, number: int, start: int, count: int, stored: list[bytes], state: Edge | None) -> bool:
        """Whether the hash above a level-0 tile (or, for the last one, the state) vouches for the tile as stored."""
        if not all(stored):
            return False
        if count == WIDTH:
            above = self._stored(1, number // WIDTH)
            place = number % WIDTH * LENGTH
            return above[place : place + LENGTH] == perfect_root(stored)
        return state is not None and bool(state.levels) and state.levels[0] == b"".join(stored)

    def _compare(self, tiles: Iterable[TileWrite], edge: Edge | None) -> None:
        """Stored tiles beside the recomputed ones."""
        for tile in tiles:
            if self._tiles.get((tile.level, tile.index)) == b"":
                continue
            stored = self._stored(tile.level, tile.index)
            if (stored if edge else stored[: len(tile.data)]) != tile.data:
                self._tell(_("树块"), _("%s 被改动或缺失") % tile_path(tile.level, tile.index, tile.width))

    def _stored(self, level: int, index: int) -> bytes:
        """A tile as it is stored; empty where there is none."""
        data = Tile.objects.filter(level=level, index=index).values_list("data", flat=True).first()
        return bytes(data) if data is not None else b""


def _by_tile(size: int) -> Iterator[tuple[int, dict[int, Entry]]]:
    """The entries of each level-0 tile, by their number."""
    for start in range(0, size, WIDTH):
        rows = Entry.objects.filter(index__gte=start, index__lt=min(start + WIDTH, size)).order_by("index")
        yield start, {row.index: row for row in rows}
