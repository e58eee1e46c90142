"""Numbering what waits: one transaction a batch, with dense indexes from the locked state."""

from datetime import datetime

from django.db import transaction

from quanheng.apps.evidence.log import event_batches, signing, storage
from quanheng.apps.evidence.models import Pending, UnsealedEvent

MOST = 5000
"""Entries in one transaction."""


def advance(*, now: datetime, most: int = MOST) -> int:
    """Number at most ``most`` entries that wait, and one batch of events. Answers how many entries the log grew by.

    Raises ``Inconsistent`` where the database was set back.
    """
    if not is_waiting():
        return 0
    with transaction.atomic(durable=True):
        state = storage.lock_state()
        signing.require_not_set_back(state)
        entries = storage.take_pending(most)
        if (batch := event_batches.take_batch(now)) is not None:
            entries.append(batch)
        if entries:
            storage.append(state.edge, entries)
    return len(entries)


def is_waiting() -> bool:
    """Whether anything waits for a number."""
    return bool(Pending.objects.exists() or UnsealedEvent.objects.exists())
