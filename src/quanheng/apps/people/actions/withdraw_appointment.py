"""withdraw_appointment: an appointment that was recorded by mistake leaves the register."""

from datetime import datetime

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from quanheng.apps.evidence.public import record
from quanheng.apps.people.events import AppointmentWithdrawn
from quanheng.apps.people.models import Appointment
from quanheng.apps.people.policies import may_appoint
from quanheng.kernel.actor import Actor
from quanheng.kernel.errors import bad_input
from quanheng.kernel.subjects import Subject


def withdraw_appointment(*, appointment: Appointment, reason: str, actor: Actor, now: datetime) -> None:
    """Remove the row; its events stay. Only for what never was: an appointment that was held is ended instead.
    ``BadInput`` when anything rests on it.
    """
    may_appoint(
        actor,
        person_id=appointment.person_id,
        grants=appointment.office.grants,
        region=appointment.organisation.region_id,
    ).require()
    with transaction.atomic():
        payload = AppointmentWithdrawn(
            appointment.person.key,
            appointment.office.name,
            appointment.organisation.name,
            appointment.start.isoformat(),
            reason,
        )
        record(payload, actor=actor, subject=Subject("person", appointment.person.key), now=now)
        try:
            appointment.delete()
        except ProtectedError as used:
            raise bad_input("", _("该任职已被其他登记使用"), _("只能终止，不能撤回。")) from used
