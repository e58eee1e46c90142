"""set_account_active: an account is disabled, which ends its sessions at once, or enabled again."""

from datetime import datetime

from allauth.usersessions.models import UserSession
from django.db import transaction
from django.utils.translation import gettext as _

from quanheng.apps.evidence.public import record
from quanheng.apps.people.actions.end_sessions import close_sessions
from quanheng.apps.people.actors import actor_for, held_on
from quanheng.apps.people.events import AccountDisabled, AccountEnabled
from quanheng.apps.people.models import Account, Appointment
from quanheng.apps.people.policies import ADMINISTRATORS, may_disable_accounts
from quanheng.kernel.actor import Actor, reach
from quanheng.kernel.clock import LEGAL_ZONE
from quanheng.kernel.errors import bad_input
from quanheng.kernel.regions import nationwide
from quanheng.kernel.subjects import Subject


def set_account_active(*, account: Account, active: bool, reason: str, actor: Actor, now: datetime) -> None:
    """Raises ``BadInput`` without a reason, when nothing would change, and for the last holder of an administrator's
    office: the platform must not be left without one.
    """
    may_disable_accounts(actor, account.pk).require()
    if not reason.strip():
        raise bad_input("reason", _("须说明理由"))
    if account.is_active == active:
        raise bad_input("", _("账户已经是这个状态"))
    with transaction.atomic():
        if not active:
            _not_the_last(account, now)
        account.is_active = active
        account.save(update_fields=["is_active"])
        ended = close_sessions(list(UserSession.objects.filter(user=account)))
        account.end_sessions()
        payload = AccountEnabled(reason.strip()) if active else AccountDisabled(reason.strip(), ended)
        record(payload, actor=actor, subject=Subject("account", str(account.pk)), now=now)


def _not_the_last(account: Account, now: datetime) -> None:
    today = now.astimezone(LEGAL_ZONE).date()
    if not actor_for(account, today).roles & ADMINISTRATORS:
        return
    held = Appointment.objects.filter(held_on(today), person__account__is_active=True)
    for own in held.filter(person=account.person_id).select_related("organisation"):
        others = held.filter(office=own.office_id).exclude(person=account.person_id)
        if not reach(own.organisation.region_id or ""):
            others = others.filter(nationwide("organisation__region"))
        if set(own.office.grants) & ADMINISTRATORS and not others:
            raise bad_input("", _("这是最后一名%s") % own.office.name, _("请先任命另一名，并为其开立账户。"))
