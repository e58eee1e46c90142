"""end_appointment: an appointment ends. It is never deleted and never moved."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from quanheng.apps.evidence.public import record
from quanheng.apps.people.actors import held_on
from quanheng.apps.people.checks import save_or_fault
from quanheng.apps.people.events import AppointmentEnded
from quanheng.apps.people.models import Appointment
from quanheng.apps.people.policies import SYSTEM_ADMINISTRATOR, may_appoint
from quanheng.kernel.actor import Actor
from quanheng.kernel.errors import bad_input
from quanheng.kernel.subjects import Subject


def end_appointment(
    *, appointment: Appointment, end: date, actor: Actor, now: datetime, reason: str = ""
) -> Appointment:
    """The appointment is held for the last time on the day before ``end``. Raises ``BadInput`` when it has an end, when
    ``end`` is not after its start, and when the platform would be left without a system administrator.
    """
    may_appoint(actor, person_id=appointment.person_id, grants=appointment.office.grants).require()
    with transaction.atomic():
        if appointment.end is not None:
            raise bad_input("end", _("该任职已终止"), _("终止日只登记一次；要更正请另行登记。"))
        if SYSTEM_ADMINISTRATOR in appointment.office.grants and not _another(appointment, end):
            raise bad_input("end", _("这是最后一名系统管理员"), _("请先任命另一名系统管理员。"))
        appointment.end = end
        appointment.changed_at = now
        save_or_fault(appointment)
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


def _another(appointment: Appointment, day: date) -> bool:
    """Whether somebody else with an account can act as system administrator on ``day``."""
    others = Appointment.objects.filter(held_on(day), office=appointment.office_id, person__account__is_active=True)
    return bool(others.exclude(person=appointment.person_id).exists())
