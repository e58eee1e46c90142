"""appoint: a person holds an office in an organisation from a day on."""

from datetime import date, datetime

from django.db import transaction

from quanheng.apps.evidence.public import record
from quanheng.apps.people.appointing import begin
from quanheng.apps.people.events import Appointed
from quanheng.apps.people.models import Appointment, Office, Organisation, Person
from quanheng.apps.people.policies import may_appoint
from quanheng.kernel.actor import Actor
from quanheng.kernel.subjects import Subject


def appoint(  # noqa: PLR0913  the facts of one record
    *,
    person: Person,
    office: Office,
    organisation: Organisation,
    start: date,
    source: str,
    confidence: str,
    actor: Actor,
    now: datetime,
    end: date | None = None,
    instrument: str = "",
) -> Appointment:
    """Record that ``person`` holds ``office`` on every day d with ``start <= d < end``. Raises ``BadInput`` when the
    same person already holds that office there on one of these days, or one beside which it may not be held.
    """
    may_appoint(actor, person_id=person.pk, grants=office.grants, region=organisation.region_id).require()
    with transaction.atomic():
        appointment = begin(
            Appointment(
                person=person,
                office=office,
                organisation=organisation,
                start=start,
                end=end,
                instrument=instrument.strip(),
                source=source,
                confidence=confidence,
                changed_at=now,
            )
        )
        record(
            Appointed(person.key, office.name, organisation.name, start.isoformat(), end.isoformat() if end else ""),
            actor=actor,
            subject=Subject("person", person.key),
            now=now,
        )
    return appointment
