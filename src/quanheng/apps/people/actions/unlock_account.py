"""unlock_account: the count of codes guessed for an account is forgotten; its owner need not wait any longer."""

from datetime import datetime

from django.db import transaction

from quanheng.apps.evidence.public import record
from quanheng.apps.people.events import AccountUnlocked
from quanheng.apps.people.models import Account, SignInFailure
from quanheng.apps.people.policies import may_unlock
from quanheng.apps.people.throttle import code_digest
from quanheng.kernel.actor import Actor
from quanheng.kernel.subjects import Subject


def unlock_account(*, account: Account, actor: Actor, now: datetime) -> None:
    """Waits for passwords count by place and end by themselves within a quarter of an hour."""
    may_unlock(actor, account.pk).require()
    with transaction.atomic():
        SignInFailure.objects.filter(bucket=code_digest(account.pk)).delete()
        record(AccountUnlocked(), actor=actor, subject=Subject("account", str(account.pk)), now=now)
