"""end_appointment: an appointment ends. It is never deleted and never moved."""

from datetime import date, datetime

from django.db import transaction

from quanheng.apps.evidence.public import record
from quanheng.apps.people.appointing import finish
from quanheng.apps.people.events import AppointmentEnded
from quanheng.apps.people.models import Appointment
from quanheng.apps.people.policies import may_appoint
from quanheng.kernel.actor import Actor
from quanheng.kernel.subjects import Subject


def end_appointment(
    *, appointment: Appointment, end: date, actor: Actor, now: datetime, reason: str = ""
) -> Appointment:
    """The appointment is held for the last time on the day before ``end``. Raises ``BadInput`` when it has an end, when
    ``end`` is not after its start, and when the platform would be left without one of its administrators.
    """
    may_appoint(
        actor,
        person_id=appointment.person_id,
        grants=appointment.office.grants,
        region=appointment.organisation.region_id,
    ).require()
    with transaction.atomic():
        finish(appointment, end, now)
        record(
            AppointmentEnded(
                appointment.person.key,
                appointment.office.name,
                appointment.organisation.name,
                end.isoformat(),
                reason.strip(),
            ),
            actor=actor,
            subject=Subject("person", appointment.person.key),
            now=now,
        )
    return appointment
