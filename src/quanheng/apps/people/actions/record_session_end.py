"""record_session_end: a session is over, by its owner, by its age, or with the account."""

from datetime import datetime

from allauth.usersessions.models import UserSession
from django.db import transaction

from quanheng.apps.evidence.public import record
from quanheng.apps.people.events import SessionsEnded
from quanheng.apps.people.models import Account
from quanheng.kernel.actor import Actor
from quanheng.kernel.subjects import Subject


def record_session_end(*, why: str, key: str, account: Account, actor: Actor, now: datetime) -> None:
    """``why``: sign-out, idle or absolute. ``key`` goes off the list; its caller ends the session itself."""
    with transaction.atomic():
        UserSession.objects.filter(session_key=key).delete()
        record(SessionsEnded(1, why, ""), actor=actor, subject=Subject("account", str(account.pk)), now=now)
