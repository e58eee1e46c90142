"""The one function through which actions write events."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from quanheng.apps.evidence.catalogue import Payload, kind_of, to_json
from quanheng.apps.evidence.models import Event
from quanheng.kernel.actor import Actor
from quanheng.kernel.subjects import Subject

LONGEST_NAME = 79
"""Of an organisation's name, in the text that says in whose name somebody acted."""


def record(payload: Payload, *, actor: Actor, subject: Subject, now: datetime, private: bool = False) -> Event:
    """Write the one event of an action, inside the action's transaction. ``private``: the subject is not public, so
    this event is not either, whatever its kind.

    Raises ``KeyError`` for a payload outside the catalogue and ``RuntimeError`` outside a transaction: an event
    without its change, or a change without its event, must not be possible.
    """
    event = _event(payload, actor, subject, now)
    event.public = event.public and not private
    _in_transaction()
    event.save(force_insert=True)
    return event


def record_many(
    changes: Iterable[tuple[Payload, Subject]], *, actor: Actor, now: datetime, private: bool = False
) -> int:
    """The same for an action that changes many records: one event for each. Returns how many were written."""
    _in_transaction()
    events = [_event(payload, actor, subject, now) for payload, subject in changes]
    for event in events:
        event.public = event.public and not private
    Event.objects.bulk_create(events, batch_size=1000)
    return len(events)


def _in_transaction() -> None:
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("an event is written inside the transaction of the change it tells of")


def _event(payload: Payload, actor: Actor, subject: Subject, now: datetime) -> Event:
    kind = kind_of(payload)
    office = actor.acting_as
    return Event(
        kind=kind.name,
        subject_kind=subject.kind,
        subject_key=subject.key,
        payload=to_json(payload),
        actor=actor.label,
        office=f"{office.organisation[:LONGEST_NAME]}/{office.office}" if office else "",
        at=now,
        public=kind.public,
    )
