"""Compares the index with the registers."""

from collections.abc import Iterator

from django.db.models import Q

from quanheng.kernel.models import SearchOutbox
from quanheng.kernel.search.engine import Cursor, Status
from quanheng.kernel.search.registry import sources


def differences(status: Status) -> Iterator[tuple[str, int, int]]:
    """For every kind that is declared or indexed: how many are on record, how many are indexed."""
    declared = sources()
    for kind in [*declared, *sorted(set(status.counts) - set(declared))]:
        yield kind, declared[kind].count() if kind in declared else 0, status.counts.get(kind, 0)


def waiting(cursor: Cursor) -> int:
    """How many rows of the outbox the index has not read."""
    later = Q(written_by__gt=cursor.written_by) | Q(written_by=cursor.written_by, id__gt=cursor.row)
    return int(SearchOutbox.objects.filter(later).count())
