"""propose_identity: a security administrator asks to link an identity to the account of somebody else."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from quanheng.apps.evidence.public import record
from quanheng.apps.people.checks import save_or_fault
from quanheng.apps.people.events import IdentityProposed
from quanheng.apps.people.models import Account, LinkedIdentity
from quanheng.apps.people.policies import may_propose_identity
from quanheng.kernel.actor import Actor
from quanheng.kernel.errors import bad_input
from quanheng.kernel.subjects import Subject


def propose_identity(  # noqa: PLR0913  the facts of one record
    *, account: Account, issuer: str, subject: str, reason: str, actor: Actor, now: datetime
) -> LinkedIdentity:
    """Nothing signs in by this alone: a system administrator decides. ``BadInput`` without a subject or a reason, and
    when the identity is linked or asked for already.
    """
    may_propose_identity(actor, account.pk).require()
    if not reason.strip():
        raise bad_input("reason", _("须说明理由"))
    with transaction.atomic():
        one = LinkedIdentity(
            account=account,
            issuer=issuer,
            subject=subject.strip(),
            asked_by_id=actor.account_id or 0,
            asked_at=now,
            reason=reason.strip(),
        )
        save_or_fault(one)
        payload = IdentityProposed(one.issuer, one.subject, one.reason)
        record(payload, actor=actor, subject=Subject("account", str(account.pk)), now=now)
    return one
