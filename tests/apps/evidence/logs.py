"""A log of a test's own."""

from datetime import datetime

from quanheng.apps.evidence.log import runner, storage
from quanheng.apps.evidence.models import Pending
from quanheng.core.trust.merkle import leaf_hash


def submit(*entries: bytes) -> None:
    """Entries as an action leaves them."""
    Pending.objects.bulk_create([Pending(entry=entry, leaf=leaf_hash(entry)) for entry in entries])


def grow(moment: datetime, *entries: bytes):
    """Entries, numbered and signed: the checkpoint."""
    submit(*entries)
    return runner.catch_up(now=moment)


def numbered(count: int, start: int = 0) -> list[bytes]:
    """Entries that tell themselves apart."""
    return [b"entry %d" % number for number in range(start, start + count)]


def size() -> int:
    return storage.read_state().edge.size
