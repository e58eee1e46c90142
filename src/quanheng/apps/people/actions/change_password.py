"""change_password: another password for an account. Every other session of the account ends with it."""

from datetime import datetime

from django.db import transaction

from quanheng.apps.evidence.public import record
from quanheng.apps.people.events import PasswordChanged
from quanheng.apps.people.models import Account, FormerPassword
from quanheng.apps.people.password_profile import profile
from quanheng.apps.people.passwords import acceptable_or_fault
from quanheng.apps.people.policies import may_change_password
from quanheng.kernel.actor import Actor
from quanheng.kernel.subjects import Subject


def change_password(*, account: Account, password: str, actor: Actor, now: datetime) -> Account:
    """Set ``password``; one that somebody else set has to be changed when it is first used. Sessions carry a digest of
    the password hash, so those not renewed by the caller end. Raises ``BadInput`` with everything the rules have
    against it.
    """
    may_change_password(actor, account.pk, account.person_id).require()
    acceptable_or_fault(password, account)
    by_owner = actor.account_id == account.pk
    with transaction.atomic():
        _keep_former(account, now)
        account.set_password(password)
        account.password_set_at, account.password_temporary = now, not by_owner
        account.save(update_fields=["password", "password_set_at", "password_temporary"])
        record(
            PasswordChanged(by_owner=by_owner),
            actor=actor,
            subject=Subject("account", str(account.pk)),
            now=now,
        )
    return account


def _keep_former(account: Account, now: datetime) -> None:
    """As many former passwords as the profile compares with, and no more."""
    FormerPassword.objects.create(account=account, digest=account.password, until=now)
    kept = FormerPassword.objects.filter(account=account).values_list("pk", flat=True)[: profile().history.value]
    FormerPassword.objects.filter(account=account).exclude(pk__in=list(kept)).delete()
