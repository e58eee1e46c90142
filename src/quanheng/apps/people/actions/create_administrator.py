"""create_administrator: somebody who may sign in on a platform that has nobody yet."""

from datetime import datetime
from typing import Any

from django.db import transaction

from quanheng.apps.people.actions.appoint import appoint
from quanheng.apps.people.actions.ensure_organisation import ensure_organisation
from quanheng.apps.people.actions.load_register import load_register
from quanheng.apps.people.actions.open_account import open_account
from quanheng.apps.people.actions.register_person import register_person
from quanheng.apps.people.actors import held_on
from quanheng.apps.people.models import Appointment, Office
from quanheng.apps.people.policies import may_open_accounts
from quanheng.kernel.actor import Actor
from quanheng.kernel.clock import LEGAL_ZONE

OPERATOR = "平台运行单位"
OFFICES = ("registrar", "system-administrator", "auditor")


def create_administrator(
    *, actor: Actor, now: datetime, username: str = "administrator", name: str = "平台管理员"
) -> tuple[str, str] | None:
    """Sign-in name and password of the first administrator, ``None`` when the platform has one already.

    The one person holds all three platform offices until others are appointed; the pages remind of that.
    """
    may_open_accounts(actor).require()
    today = now.astimezone(LEGAL_ZONE).date()
    with transaction.atomic():
        load_register(actor=actor, now=now)
        if Appointment.objects.filter(
            held_on(today), office="system-administrator", person__account__is_active=True
        ).exists():
            return None
        known: dict[str, Any] = {"source": "平台首次启动", "confidence": "A", "actor": actor, "now": now}
        operator = ensure_organisation(name=OPERATOR, kind="other", **known)
        person = register_person(name=name, employer=operator, **known)
        account, password = open_account(person=person, username=username, actor=actor, now=now)
        for office in Office.objects.filter(slug__in=OFFICES):
            appoint(person=person, office=office, organisation=operator, start=today, **known)
    return account.username, password
