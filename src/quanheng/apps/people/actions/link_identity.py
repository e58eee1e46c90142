"""link_identity: the owner of an account, signed in here and at the provider, links the identity to it."""

from datetime import datetime

from allauth.usersessions.models import UserSession
from django.db import transaction

from quanheng.apps.evidence.public import record
from quanheng.apps.people.actions.end_sessions import close_sessions
from quanheng.apps.people.checks import save_or_fault
from quanheng.apps.people.events import IdentityLinked
from quanheng.apps.people.models import Account, LinkedIdentity
from quanheng.apps.people.policies import may_manage_own
from quanheng.kernel.actor import Actor
from quanheng.kernel.subjects import Subject


def link_identity(  # noqa: PLR0913  the facts of one record
    *, account: Account, issuer: str, subject: str, actor: Actor, now: datetime, keep: str = ""
) -> LinkedIdentity:
    """From now on the identity signs in to the account; every other session than ``keep`` ends. ``BadInput`` when it is
    linked already.
    """
    may_manage_own(actor, account.pk).require()
    with transaction.atomic():
        one = LinkedIdentity(
            account=account,
            issuer=issuer,
            subject=subject,
            asked_by=account,
            asked_at=now,
            confirmed_by=account,
            confirmed_at=now,
        )
        save_or_fault(one)
        close_sessions(list(UserSession.objects.filter(user=account).exclude(session_key=keep)))
        account.end_sessions()
        record(IdentityLinked(issuer, subject), actor=actor, subject=Subject("account", str(account.pk)), now=now)
    return one
