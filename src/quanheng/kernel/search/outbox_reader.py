"""Reads the outbox in an order in which nothing is overtaken and lost."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Q

from quanheng.kernel import clock
from quanheng.kernel.dialects import settled_transactions
from quanheng.kernel.models import SearchOutbox
from quanheng.kernel.search.engine import Cursor

KEPT = timedelta(days=7)
_LAST_ROW = 2**62


@dataclass(frozen=True, slots=True)
class Change:
    """One row of the outbox."""

    kind: str
    key: str
    written_by: int
    row: int


def database_identity() -> str:
    """Tells this database from another one at the same address: when its first table was made."""
    made = MigrationRecorder.Migration.objects.filter(app="kernel", name="0001_initial").values_list(
        "applied", flat=True
    )
    return str(made.first() or "")


def read(after: Cursor, most: int) -> Sequence[Change]:
    """The next rows after a cursor, at most ``most``.

    PostgreSQL: only rows of transactions older than every running one, since a transaction that began earlier may
    still commit rows with lower numbers. SQLite has one writer at a time, so its rows commit in order.
    """
    later = Q(written_by__gt=after.written_by) | Q(written_by=after.written_by, id__gt=after.row)
    settled = settled_transactions(connection)
    rows = SearchOutbox.objects.filter(later)
    if settled is not None:
        rows = rows.filter(written_by__lt=settled)
    values = rows.order_by("written_by", "id").values_list("kind", "key", "written_by", "id")[:most]
    return [Change(*row) for row in values]


def here() -> Cursor:
    """The cursor of an index whose documents are read from now on: every row that is settled now is behind it."""
    settled = settled_transactions(connection)
    now = clock.now().timestamp()
    if settled is not None:
        return Cursor(settled - 1, _LAST_ROW, database_identity(), now)
    newest = SearchOutbox.objects.order_by("-id").values_list("id", flat=True).first()
    return Cursor(0, max(newest or 0, _last_number()), database_identity(), now)


def usable(cursor: Cursor) -> bool:
    """Whether an index may go on from its cursor: same database, not set back to an earlier state, nothing pruned."""
    if cursor.database != database_identity():
        return False
    if cursor.read_at < (clock.now() - KEPT + timedelta(hours=1)).timestamp():
        return False
    settled = settled_transactions(connection)
    if settled is not None:
        return cursor.written_by < settled
    return cursor.row <= _last_number()


def prune() -> int:
    """Remove rows that every index has read, or must be rebuilt instead. Answers how many."""
    removed, _by_model = SearchOutbox.objects.filter(at__lt=clock.now() - KEPT).delete()
    return int(removed)


def _last_number() -> int:
    """The highest number SQLite ever gave a row of the outbox, removed or not."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", ["kernel_searchoutbox"])
        row = cursor.fetchone()
    return int(row[0]) if row else 0
