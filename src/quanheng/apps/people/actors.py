"""From a signed-in account to an actor."""

from datetime import date
from typing import Any

from django.db.models import Q

from quanheng.apps.people.models import Account, Appointment
from quanheng.kernel.actor import ANONYMOUS, Actor, OfficeHeld
from quanheng.kernel.clock import legal_today


def held_on(day: date, prefix: str = "") -> Q:
    """Appointments that run on ``day``: the start counts, the end does not."""
    return Q(**{f"{prefix}start__lte": day}) & (Q(**{f"{prefix}end": None}) | Q(**{f"{prefix}end__gt": day}))


def actor_for(user: Any, day: date | None = None) -> Actor:
    """The actor of ``user`` on ``day`` (today when not given): its person, the offices held, the roles they grant.

    An account whose offices have all ended is an actor without any power, though nobody touched the account.
    """
    if not isinstance(user, Account) and not getattr(user, "is_authenticated", False):
        return ANONYMOUS
    day = day or legal_today()
    appointments = (
        Appointment.objects.filter(held_on(day), person_id=user.person_id)
        .select_related("office", "organisation")
        .order_by("office__order", "start")
    )
    offices = tuple(
        OfficeHeld(a.pk, a.office_id, a.organisation_id, a.organisation.name, a.organisation.region_id or "")
        for a in appointments
    )
    roles = frozenset(role for a in appointments for role in a.office.grants)
    return Actor(
        on=day,
        account_id=user.pk,
        person_id=user.person_id,
        name=user.person.name,
        offices=offices,
        acting_as=offices[0] if offices else None,
        roles=roles,
    )
