"""unlink_identity: an identity signs in to an account no more."""

from datetime import datetime

from allauth.usersessions.models import UserSession
from django.db import transaction
from django.utils.translation import gettext as _

from quanheng.apps.evidence.public import record
from quanheng.apps.people.actions.end_sessions import close_sessions
from quanheng.apps.people.events import IdentityUnlinked
from quanheng.apps.people.models import LinkedIdentity
from quanheng.apps.people.policies import may_unlink_identity
from quanheng.kernel.actor import Actor
from quanheng.kernel.errors import bad_input
from quanheng.kernel.subjects import Subject


def unlink_identity(*, identity: LinkedIdentity, actor: Actor, now: datetime, reason: str = "", keep: str = "") -> None:
    """Every session of the account but ``keep`` ends. An administrator gives a reason."""
    account = identity.account
    may_unlink_identity(actor, account.pk).require()
    if actor.account_id != account.pk and not reason.strip():
        raise bad_input("reason", _("须说明理由"))
    payload = IdentityUnlinked(identity.issuer, identity.subject, reason.strip())
    with transaction.atomic():
        identity.delete()
        close_sessions(list(UserSession.objects.filter(user=account).exclude(session_key=keep)))
        account.end_sessions()
        record(payload, actor=actor, subject=Subject("account", str(account.pk)), now=now)
