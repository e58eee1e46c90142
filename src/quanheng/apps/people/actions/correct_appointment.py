"""correct_appointment: the end of an appointment or the instrument it rests on was missing or wrong."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from quanheng.apps.evidence.public import record
from quanheng.apps.people.appointing import may_begin_or_fault, may_end_or_fault
from quanheng.apps.people.checks import save_or_fault
from quanheng.apps.people.events import AppointmentCorrected
from quanheng.apps.people.models import Appointment
from quanheng.apps.people.policies import may_appoint
from quanheng.kernel.actor import Actor
from quanheng.kernel.errors import bad_input
from quanheng.kernel.subjects import Subject


def correct_appointment(  # noqa: PLR0913  what is right, and why
    *, appointment: Appointment, end: date | None, instrument: str, reason: str, actor: Actor, now: datetime
) -> Appointment:
    """Set both as they are right. An end may be given where there was none, and taken back where it was a mistake;
    another end in place of one is refused, as are offices that only administrators give. Raises ``BadInput``.
    """
    may_appoint(
        actor,
        person_id=appointment.person_id,
        grants=appointment.office.grants,
        region=appointment.organisation.region_id,
    ).require()
    if (end, instrument) == (appointment.end, appointment.instrument):
        raise bad_input("", _("没有任何变化"), _("请修改后再提交。"))
    with transaction.atomic():
        was_end, was_instrument = appointment.end, appointment.instrument
        if end is not None and end != was_end:
            may_end_or_fault(appointment, end)
        appointment.end, appointment.instrument, appointment.changed_at = end, instrument, now
        if end is None and was_end is not None:
            _may_run_on_or_fault(appointment, was_end)
        save_or_fault(appointment)
        record(
            AppointmentCorrected(
                appointment.person.key,
                appointment.office.name,
                appointment.organisation.name,
                was_end.isoformat() if was_end else "",
                end.isoformat() if end else "",
                was_instrument,
                instrument,
                reason.strip(),
            ),
            actor=actor,
            subject=Subject("person", appointment.person.key),
            now=now,
        )
    return appointment


def _may_run_on_or_fault(appointment: Appointment, since: date) -> None:
    """Nothing that began since may overlap with it now."""
    may_begin_or_fault(
        person=appointment.person,
        office=appointment.office,
        organisation=appointment.organisation,
        start=since,
        end=None,
    )
