"""From a signed-in account to an actor."""

from datetime import date, timedelta
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


def actor_for(user: Any, day: date | None = None, chosen: int | None = None) -> Actor:
    """The actor of ``user`` on ``day`` (today when not given): its person, the offices held, and the one acted in.

    ``chosen`` is the appointment to act in; the first by the order of offices when none was chosen. One that is not
    held on the day is never replaced by another: the actor has no power until it chooses again. An account whose
    offices have all ended is an actor without any power, though nobody touched the account; so is one that holds an
    administrator's office beside another platform office (三员分立), in whichever of them it acts.
    """
    if not isinstance(user, Account) and not getattr(user, "is_authenticated", False):
        return ANONYMOUS
    day = day or legal_today()
    held = offices_held(user.person_id, day)
    acting_as = next((one for one in held if chosen in (None, one.appointment_id)), None)
    permitted = effective({role for one in held for role in one.roles}, separated())
    return Actor(
        on=day,
        account_id=user.pk,
        person_id=user.person_id,
        name=user.person.name,
        held=held,
        acting_as=acting_as,
        ended=chosen is not None and acting_as is None,
        roles=acting_as.roles & permitted if acting_as else frozenset(),
    )


def offices_held(person_id: int, day: date) -> tuple[OfficeHeld, ...]:
    """What the person holds on ``day``, in the order of offices. One query."""
    appointments = (
        Appointment.objects.filter(held_on(day), person_id=person_id)
        .select_related("office", "organisation")
        .order_by("office__order", "start", "pk")
    )
    return tuple(
        OfficeHeld(
            appointment_id=one.pk,
            office=one.office_id,
            organisation_id=one.organisation_id,
            organisation=one.organisation.name,
            region=one.organisation.region_id or "",
            title=one.office.name,
            roles=frozenset(one.office.grants),
            last_day=one.end - timedelta(days=1) if one.end else None,
        )
        for one in appointments
    )


def actor_of_account(account: int, appointment: int | None) -> Actor:
    """The actor of the account with this id today, acting in ``appointment``. Nobody, when the account is gone or
    disabled.
    """
    user = Account.objects.select_related("person").filter(pk=account, is_active=True).first()
    return actor_for(user, chosen=appointment) if user else ANONYMOUS
