"""end_sessions: sessions of an account end at once: one, all but this one, or all."""

from datetime import datetime
from importlib import import_module

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from quanheng.apps.evidence.public import record
from quanheng.apps.people.events import SessionsEnded
from quanheng.apps.people.models import Account
from quanheng.apps.people.policies import may_end_sessions
from quanheng.kernel.actor import Actor
from quanheng.kernel.errors import bad_input
from quanheng.kernel.subjects import Subject


def end_sessions(  # noqa: PLR0913  whose, which, why
    *,
    account: Account,
    actor: Actor,
    now: datetime,
    reason: str = "",
    only: int | None = None,
    keep: str = "",
) -> int:
    """End the session numbered ``only``; without it every session but the one with the key ``keep``, which its caller
    renews. An administrator gives a reason. Returns how many were on the list.
    """
    may_end_sessions(actor, account.pk).require()
    by_owner = actor.account_id == account.pk
    if not by_owner and not reason.strip():
        raise bad_input("reason", _("结束他人的会话须说明理由"))
    with transaction.atomic():
        rows = UserSession.objects.filter(user=account)
        rows = rows.filter(pk=only) if only is not None else rows.exclude(session_key=keep)
        ended = close_sessions(list(rows))
        if only is None:
            account.end_sessions()
        payload = SessionsEnded(ended, "owner" if by_owner else "administrator", reason.strip())
        record(payload, actor=actor, subject=Subject("account", str(account.pk)), now=now)
    return ended


def close_sessions(rows: list[UserSession]) -> int:
    """Take these sessions off the list and out of the store."""
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    for row in rows:
        store.delete(row.session_key)
        row.delete()
    return len(rows)
