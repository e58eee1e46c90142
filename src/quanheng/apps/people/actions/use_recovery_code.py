"""use_recovery_code: a recovery code stands in for the second factor, once."""

from datetime import datetime

from django.db import transaction

from quanheng.apps.evidence.public import record
from quanheng.apps.people.authentication.recovery import left, matching
from quanheng.apps.people.events import RecoveryCodeUsed
from quanheng.apps.people.models import Account, RecoveryCode
from quanheng.kernel.actor import Actor
from quanheng.kernel.subjects import Subject


def use_recovery_code(*, account: Account, typed: str, actor: Actor, now: datetime) -> bool:
    """Whether ``typed`` is an unused code of ``account``; from now on it is used. The condition is part of the update,
    so that a code cannot be used twice at the same moment.
    """
    code = matching(account, typed)
    if code is None:
        return False
    with transaction.atomic():
        if not RecoveryCode.objects.filter(pk=code.pk, used_at=None).update(used_at=now):
            return False
        payload = RecoveryCodeUsed(code.number, left(account))
        record(payload, actor=actor, subject=Subject("account", str(account.pk)), now=now)
    return True
