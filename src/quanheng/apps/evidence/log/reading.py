"""What the doors, proofs and checks read of the log. Tiles and bundles of every size that was ever signed."""

from collections.abc import Sequence

from django.db import connection

from quanheng.apps.evidence.models import Checkpoint, Entry
from quanheng.core.trust.bundles import pack
from quanheng.core.trust.digests import LENGTH
from quanheng.core.trust.edge import WIDTH
from quanheng.core.trust.merkle import consistency_ranges, inclusion_ranges
from quanheng.core.trust.notes import Note, SignatureLine
from quanheng.core.trust.tiles import ReadTile, consistency_from_tiles, inclusion_from_tiles, tiles_under

READ_TILE = 'SELECT data FROM evidence_tile WHERE level = %s AND "index" = %s'
READ_TILES = 'SELECT level, "index", data FROM evidence_tile WHERE '
ONE_OF_THEM = '(level = %s AND "index" = %s)'


def read_tile(level: int, index: int, width: int) -> bytes:
    """The first ``width`` hashes of a tile: a narrower partial tile is the beginning of a wider one.

    Raises ``LookupError`` for one that is not there, or not yet so wide.
    """
    with connection.cursor() as cursor:  # a proof reads half a dozen: composing the query took longer than hashing
        cursor.execute(READ_TILE, [level, index])
        row = cursor.fetchone()
    if row is None or len(row[0]) < width * LENGTH:
        raise LookupError(f"tile {level}/{index} of width {width}")
    return bytes(row[0][: width * LENGTH])


def inclusion(index: int, size: int) -> list[bytes]:
    """The audit path of an entry in the tree of ``size``, by one query. ``LookupError`` where a tile is missing."""
    tiles = read_tiles(tiles_under(inclusion_ranges(index, size)))
    return inclusion_from_tiles(tiles, index, size)


def consistency(old: int, size: int) -> list[bytes]:
    """The proof that the tree of ``old`` is a prefix of that of ``size``, by one query."""
    return consistency_from_tiles(read_tiles(tiles_under(consistency_ranges(old, size))), old, size)


def read_tiles(places: Sequence[tuple[int, int]]) -> ReadTile:
    """What gives out these tiles, all read at once."""
    found: dict[tuple[int, int], bytes] = {}
    if places:
        with connection.cursor() as cursor:
            wanted = " OR ".join([ONE_OF_THEM] * len(places))
            cursor.execute(READ_TILES + wanted, [number for place in places for number in place])
            found = {(level, index): bytes(data) for level, index, data in cursor.fetchall()}

    def read(level: int, index: int, width: int) -> bytes:
        data = found.get((level, index), b"")
        if len(data) < width * LENGTH:
            raise LookupError(f"tile {level}/{index} of width {width}")
        return data[: width * LENGTH]

    return read


def read_entries(start: int, count: int) -> list[bytes]:
    """``count`` entries from number ``start`` on. ``LookupError`` when not all are there."""
    rows = Entry.objects.filter(index__gte=start, index__lt=start + count).order_by("index")
    data = [bytes(one) for one in rows.values_list("data", flat=True)]
    if len(data) != count:
        raise LookupError(f"entries {start} to {start + count - 1}")
    return data


def read_bundle(index: int, width: int) -> bytes:
    """The bundle ``index`` with its first ``width`` entries."""
    return pack(read_entries(index * WIDTH, width))


def index_of(leaf: bytes) -> int | None:
    """The number of the entry with this leaf hash; ``None`` while it waits for one."""
    found: int | None = Entry.objects.filter(leaf=leaf).order_by("index").values_list("index", flat=True).first()
    return found


def indexes_of(leaves: Sequence[bytes]) -> dict[bytes, int]:
    """The numbers of several entries, by leaf hash."""
    rows = Entry.objects.filter(leaf__in=leaves).order_by("-index").values_list("leaf", "index")
    return {bytes(leaf): index for leaf, index in rows}


def latest() -> Checkpoint | None:
    """What was signed last."""
    found: Checkpoint | None = Checkpoint.objects.order_by("-id").prefetch_related("cosignatures").first()
    return found


def published(checkpoint: Checkpoint) -> bytes:
    """A checkpoint with the signatures of its witnesses."""
    note = Note.parse(checkpoint.note.encode())
    lines = [SignatureLine.parse(one.line.rstrip("\n")) for one in checkpoint.cosignatures.all()]
    return note.with_lines(lines).to_bytes()
