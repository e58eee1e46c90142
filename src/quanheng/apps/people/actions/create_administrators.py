"""create_administrators: those who may sign in on a platform that has nobody yet, one for each platform office."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from quanheng.apps.people.actions.appoint import appoint
from quanheng.apps.people.actions.end_appointment import end_appointment
from quanheng.apps.people.actions.ensure_organisation import ensure_organisation
from quanheng.apps.people.actions.load_register import load_register
from quanheng.apps.people.actions.open_account import open_account
from quanheng.apps.people.actions.register_person import register_person
from quanheng.apps.people.actors import held_on
from quanheng.apps.people.models import Account, Appointment, Office
from quanheng.apps.people.policies import may_act_on_server
from quanheng.apps.people.separation import mixed_on
from quanheng.kernel.actor import Actor
from quanheng.kernel.clock import LEGAL_ZONE
from quanheng.kernel.regions import nationwide

OPERATOR = "平台运行单位"
SOURCE = "平台首次启动"
PARTED = "三员分立"
NAMES = {
    "registrar": "registrar",
    "system-administrator": "system",
    "security-administrator": "security",
    "auditor": "auditor",
}
"""The sign-in name of the first holder of each platform office."""
ALWAYS_HELD = frozenset({"system-administrator", "security-administrator"})
"""Without these two nobody can be appointed any more."""
KEPT_FIRST = ("system-administrator", "security-administrator", "auditor", "registrar")


@dataclass(frozen=True, slots=True)
class Opened:
    """A new account: what its holder is, and the sign-in name and password, which are shown once."""

    office: str
    username: str
    password: str


def create_administrators(*, actor: Actor, now: datetime) -> list[Opened]:
    """Open an account for each platform office that nobody has ever held, and for the two that appoint where nobody
    holds them today; empty when there is nothing to do. A person who holds offices that exclude each other, as the one
    administrator of earlier versions did, keeps the first and loses the others.
    """
    may_act_on_server(actor).require()
    today = now.astimezone(LEGAL_ZONE).date()
    with transaction.atomic():
        load_register(actor=actor, now=now)
        surplus = _surplus(today)
        offices = [office for office in Office.objects.filter(slug__in=NAMES) if _is_missing(office, surplus, today)]
        opened = [_open(office, today, actor, now) for office in offices]
        for one in surplus:
            end = max(today, one.start + timedelta(days=1))
            end_appointment(appointment=one, end=end, actor=actor, now=now, reason=PARTED)
    return opened


def _surplus(today: date) -> list[Appointment]:
    """What persons hold beside an office that excludes it."""
    return [one for together in mixed_on(today).values() for one in sorted(together, key=_rank)[1:] if one.end is None]


def _rank(appointment: Appointment) -> int:
    return KEPT_FIRST.index(appointment.office_id) if appointment.office_id in KEPT_FIRST else len(KEPT_FIRST)


def _is_missing(office: Office, surplus: list[Appointment], today: date) -> bool:
    held = Appointment.objects.filter(office=office)
    if office.slug in ALWAYS_HELD or any(one.office_id == office.slug for one in surplus):
        others = held.filter(held_on(today), nationwide("organisation__region"), person__account__is_active=True)
        return not others.exclude(pk__in=[one.pk for one in surplus]).exists()
    return not held.exists()


def _open(office: Office, today: date, actor: Actor, now: datetime) -> Opened:
    known: dict[str, Any] = {"source": SOURCE, "confidence": "A", "actor": actor, "now": now}
    operator = ensure_organisation(name=OPERATOR, kind="other", **known)
    person = register_person(name=f"{office.name}（首次启动）", employer=operator, **known)
    account, password = open_account(
        person=person, username=_free(NAMES[office.slug]), actor=actor, now=now, initial=True
    )
    appoint(person=person, office=office, organisation=operator, start=today, **known)
    return Opened(office.name, account.username, password)


def _free(name: str) -> str:
    """``name``, or with the first number that is not taken."""
    taken = set(Account.objects.filter(username__startswith=name).values_list("username", flat=True))
    return next(
        candidate for candidate in (name, *(f"{name}-{n}" for n in range(2, len(taken) + 3))) if candidate not in taken
    )
