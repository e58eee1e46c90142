"""The outbox: an action that changes something findable says so in its own transaction."""

from collections.abc import Iterable

from quanheng.kernel.models import SearchOutbox


def touch(kind: str, keys: Iterable[str]) -> None:
    """Record that the documents of ``kind`` with ``keys`` changed or vanished. Call inside the action's transaction."""
    SearchOutbox.objects.bulk_create([SearchOutbox(kind=kind, key=key) for key in keys], batch_size=2000)
