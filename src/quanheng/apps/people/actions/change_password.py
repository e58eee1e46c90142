"""change_password: another password for an account. Every other session of the account ends with it."""

from datetime import datetime

from django.db import transaction

from quanheng.apps.evidence.public import record
from quanheng.apps.people.events import PasswordChanged
from quanheng.apps.people.models import Account
from quanheng.apps.people.passwords import acceptable_or_fault
from quanheng.apps.people.policies import may_change_password
from quanheng.kernel.actor import Actor
from quanheng.kernel.subjects import Subject


def change_password(*, account: Account, password: str, actor: Actor, now: datetime) -> Account:
    """Set ``password``. Sessions carry a digest of the password hash, so those not renewed by the caller end. Raises
    ``BadInput`` with everything the password rules have against it.
    """
    may_change_password(actor, account.pk).require()
    acceptable_or_fault(password, account)
    with transaction.atomic():
        account.set_password(password)
        account.save(update_fields=["password"])
        record(
            PasswordChanged(by_owner=actor.account_id == account.pk),
            actor=actor,
            subject=Subject("account", str(account.pk)),
            now=now,
        )
    return account
