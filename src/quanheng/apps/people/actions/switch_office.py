"""switch_office: somebody acts in another of the offices held today."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from quanheng.apps.evidence.public import record
from quanheng.apps.people.events import OfficeSwitched
from quanheng.kernel.actor import Actor, OfficeHeld, denied
from quanheng.kernel.subjects import Subject


def switch_office(*, appointment_id: int, actor: Actor, now: datetime) -> OfficeHeld:
    """The office to act in from now on. Refused unless ``actor`` holds it today. The event itself still names
    the office acted in before.
    """
    found = next((one for one in actor.held if one.appointment_id == appointment_id), None)
    if found is None:
        denied(_("您今天不担任这一职务，不能以它办理。")).require()
        raise AssertionError("unreachable")
    with transaction.atomic():
        record(
            OfficeSwitched(found.title, found.organisation),
            actor=actor,
            subject=Subject("account", str(actor.account_id)),
            now=now,
        )
    return found
