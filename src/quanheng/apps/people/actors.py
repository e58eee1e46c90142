"""From a signed-in account to an actor."""

from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import Q

from quanheng.apps.people.models import Account, Appointment
from quanheng.apps.people.rules.separation import effective
from quanheng.apps.people.separation import separated
from quanheng.kernel.actor import ANONYMOUS, Actor, OfficeHeld
from quanheng.kernel.clock import legal_today


def held_on(day: date, prefix: str = "") -> Q:
    """Appointments that run on ``day``: the start counts, the end does not."""
    return Q(**{f"{prefix}start__lte": day}) & (Q(**{f"{prefix}end": None}) | Q(**{f"{prefix}end__gt": day}))


def actor_for(user: Any, day: date | None = None) -> Actor:
    """The actor of ``user`` on ``day`` (today when not given): its person, the offices held, the roles they grant.

    An account whose offices have all ended is an actor without any power, though nobody touched the account; so is one
    that holds an administrator's office beside another platform office (三员分立).
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
    roles = effective({role for a in appointments for role in a.office.grants}, separated())
    return Actor(
        on=day,
        account_id=user.pk,
        person_id=user.person_id,
        name=user.person.name,
        offices=offices,
        acting_as=offices[0] if offices else None,
        roles=roles,
    )


def actor_of_account(account: int, appointment: int | None) -> Actor:
    """The actor of the account with this id today, acting in ``appointment`` if that still runs. Nobody, when the
    account is gone or disabled.
    """
    user = Account.objects.select_related("person").filter(pk=account, is_active=True).first()
    actor = actor_for(user) if user else ANONYMOUS
    acting = next((held for held in actor.offices if held.appointment_id == appointment), actor.acting_as)
    return replace(actor, acting_as=acting)
