"""decide_identity: a system administrator agrees that an identity is linked to the account of somebody else, or not."""

from datetime import datetime

from allauth.usersessions.models import UserSession
from django.db import transaction
from django.utils.translation import gettext as _

from quanheng.apps.evidence.public import record
from quanheng.apps.people.actions.end_sessions import close_sessions
from quanheng.apps.people.events import IdentityDecided
from quanheng.apps.people.models import LinkedIdentity
from quanheng.apps.people.policies import may_decide_identity
from quanheng.kernel.actor import Actor
from quanheng.kernel.errors import bad_input
from quanheng.kernel.subjects import Subject


def decide_identity(*, identity: LinkedIdentity, accept: bool, actor: Actor, now: datetime, reason: str = "") -> None:
    """Agreed, the identity signs in from now on; the account's sessions end, so that its owner notices. Otherwise the
    request is removed. ``BadInput`` when it was decided before, and for a refusal without a reason.
    """
    may_decide_identity(actor, account_id=identity.account_id, asked_by=identity.asked_by_id).require()
    if not accept and not reason.strip():
        raise bad_input("reason", _("不同意时须说明理由"))
    with transaction.atomic():
        open_one = LinkedIdentity.objects.filter(pk=identity.pk, confirmed_at=None)
        if accept:
            done = open_one.update(confirmed_by=actor.account_id, confirmed_at=now)
            close_sessions(list(UserSession.objects.filter(user=identity.account)))
            identity.account.end_sessions()
        else:
            done, _kinds = open_one.delete()
        if not done:
            raise bad_input("", _("该提议已有决定"))
        payload = IdentityDecided(identity.issuer, identity.subject, accept, identity.asked_by_id, reason.strip())
        record(payload, actor=actor, subject=Subject("account", str(identity.account_id)), now=now)
