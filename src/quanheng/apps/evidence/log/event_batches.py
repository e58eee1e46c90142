"""The stream of events goes into the log as one entry a batch, salted, so that no event can be guessed from it."""

import json
import secrets
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from django.db import connection

from quanheng.apps.evidence.models import Event, EventBatch, Opening
from quanheng.core.trust.canonical import canonical
from quanheng.core.trust.merkle import leaf_hash, leaf_hashes
from quanheng.core.trust.statements import SALT, Statement, batch_digest, member_salt

KIND = "evidence.events"
MOST = 5000
"""Events in one batch."""
TAKE = (
    "DELETE FROM evidence_unsealedevent WHERE event IN "
    "(SELECT u.event FROM evidence_unsealedevent u JOIN evidence_event e ON e.id = u.event ORDER BY u.event LIMIT %s) "
    "RETURNING event"
)
"""A number whose event is gone stays waiting, for the check to name."""


def take_batch(now: datetime) -> bytes | None:
    """The entry for the events that no batch holds yet, or ``None``. Inside the transaction that appends it."""
    with connection.cursor() as cursor:
        cursor.execute(TAKE, [MOST])
        numbers = sorted(number for (number,) in cursor.fetchall())
    if not numbers:
        return None
    salt = secrets.token_bytes(SALT)
    events = list(Event.objects.filter(pk__in=numbers).order_by("pk"))
    items = [item(event, salt) for event in events]
    at = now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    entry = Statement(KIND, f"events/{numbers[0]}-{numbers[-1]}", batch_digest(items), at, count=len(items)).entry()
    leaf = leaf_hash(entry)
    Opening.objects.create(leaf=leaf, salt=salt)
    EventBatch.objects.create(
        leaf=leaf,
        first=numbers[0],
        last=numbers[-1],
        members=ranges(numbers),
        leaves=b"".join(leaf_hashes(items)),
        at=now,
    )
    return entry


def item(event: Event, batch_salt: bytes) -> bytes:
    """What stands for one event in its batch: a salt of its own and the canonical event."""
    return member_salt(batch_salt, event.pk) + canonical(as_record(event))


def as_record(event: Event) -> dict[str, Any]:
    """The whole event. The payload as text: whatever a row holds, it has a digest."""
    return {
        "actor": event.actor,
        "at": event.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "id": event.pk,
        "kind": event.kind,
        "office": event.office,
        "payload": json.dumps(event.payload, sort_keys=True, separators=(",", ":")),
        "public": event.public,
        "subject": [event.subject_kind, event.subject_key],
    }


def ranges(numbers: Sequence[int]) -> str:
    """Rising numbers as ranges: ``1-500,503``."""
    found: list[list[int]] = []
    for number in numbers:
        if found and number == found[-1][-1] + 1:
            found[-1][1:] = [number]
        else:
            found.append([number])
    return ",".join("-".join(map(str, span)) for span in found)


def numbers_in(members: str) -> Iterable[int]:
    """The reverse of :func:`ranges`."""
    for span in members.split(","):
        first, _, last = span.partition("-")
        yield from range(int(first), int(last or first) + 1)
