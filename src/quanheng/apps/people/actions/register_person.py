"""register_person: a new person in the register. Persons are never public."""

from datetime import datetime

from django.db import transaction

from quanheng.apps.evidence.public import record
from quanheng.apps.people.checks import save_or_fault
from quanheng.apps.people.events import PersonRegistered
from quanheng.apps.people.jurisdiction import regions_of
from quanheng.apps.people.keys import next_key
from quanheng.apps.people.models import Organisation, Person
from quanheng.apps.people.policies import may_register
from quanheng.kernel.actor import Actor
from quanheng.kernel.subjects import Subject


def register_person(  # noqa: PLR0913  the facts of one record
    *,
    name: str,
    source: str,
    confidence: str,
    actor: Actor,
    now: datetime,
    employer: Organisation | None = None,
) -> Person:
    """Register a person under the next register number (P000001 …). Raises ``BadInput`` naming each field at fault."""
    may_register(actor, *regions_of(employer)).require()
    with transaction.atomic():
        person = Person(
            key=next_key(Person, "P"),
            name=name.strip(),
            employer=employer,
            source=source,
            confidence=confidence,
            changed_at=now,
        )
        save_or_fault(person)
        record(PersonRegistered(person.key), actor=actor, subject=Subject("person", person.key), now=now)
    return person
