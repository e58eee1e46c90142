"""The log's tables, written in bulk and in one transaction. Nothing else writes them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection, transaction

from quanheng.apps.evidence.models import LogState
from quanheng.core.trust.bundles import check_entry
from quanheng.core.trust.edge import Edge, TileWrite
from quanheng.core.trust.merkle import leaf_hashes
from quanheng.kernel.dialects import insert_many, lock_row

STATE = 1
TILE_UPSERT = (
    'INSERT INTO evidence_tile (level, "index", data) VALUES (%s, %s, %s) '
    'ON CONFLICT (level, "index") DO UPDATE SET data = excluded.data'
)
TAKE_PENDING = (
    "DELETE FROM evidence_pending WHERE id IN (SELECT id FROM evidence_pending ORDER BY id LIMIT %s) "
    "RETURNING id, entry"
)
ENTRY_COLUMNS = {"index": "int8", "data": "bytea", "leaf": "bytea"}


@dataclass(frozen=True, slots=True)
class State:
    """The state row: the log's name and key once it has them, its edge, and why signing stopped."""

    origin: str
    key: str
    edge: Edge
    halted: str


def read_state() -> State:
    """The state as it is committed; an empty log where there is no row yet."""
    row = LogState.objects.filter(pk=STATE).first()
    if row is None:
        return State("", "", Edge(), "")
    return State(row.origin, row.key, Edge.from_bytes(bytes(row.edge)) if row.edge else Edge(), row.halted)


def read_key() -> tuple[str, str] | None:
    """The log's name and verifier key; ``None`` before its first start."""
    found: tuple[str, str] | None = LogState.objects.exclude(key="").values_list("origin", "key").first()
    return found


def lock_state() -> State:
    """The state, held until the transaction ends: whoever has it may append or sign, nobody else."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("the log is locked inside a transaction")
    LogState.objects.get_or_create(pk=STATE)
    lock_row(connection, "evidence_logstate", STATE)
    return read_state()


def name_log(origin: str, key: str) -> None:
    """Give the log its name and its key, once and for ever."""
    LogState.objects.filter(pk=STATE).update(origin=origin, key=key)


def set_halted(reason: str) -> None:
    """Say why signing stopped, for the pages and the monitor; the empty text when it goes on."""
    LogState.objects.filter(pk=STATE).exclude(halted=reason).update(halted=reason)


def append(edge: Edge, entries: Sequence[bytes]) -> Edge:
    """Number ``entries`` from ``edge.size`` on and store them with their tiles. The caller holds the state."""
    leaves = leaf_hashes(map(check_entry, entries))
    grown, tiles = edge.append(leaves)
    write_entries(edge.size, entries, leaves)
    write_tiles(tiles)
    LogState.objects.filter(pk=STATE).update(size=grown.size, edge=grown.to_bytes())
    return grown


def write_entries(start: int, entries: Sequence[bytes], leaves: Sequence[bytes]) -> None:
    """The rows of entries that are numbered from ``start`` on."""
    rows = [(start + offset, entry, leaf) for offset, (entry, leaf) in enumerate(zip(entries, leaves, strict=True))]
    insert_many(connection, "evidence_entry", ENTRY_COLUMNS, rows)


def write_tiles(tiles: Sequence[TileWrite]) -> None:
    """New tiles, and wider ones in place of those they begin with."""
    with connection.cursor() as cursor:
        cursor.executemany(TILE_UPSERT, [(tile.level, tile.index, tile.data) for tile in tiles])


def take_pending(most: int) -> list[bytes]:
    """The entries that wait, the oldest first, taken out of the queue."""
    with connection.cursor() as cursor:
        cursor.execute(TAKE_PENDING, [most])
        return [bytes(entry) for _, entry in sorted(cursor.fetchall())]
