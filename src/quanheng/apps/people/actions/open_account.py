"""open_account: a person may sign in. What the account may do follows from the offices its person holds."""

import re
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from quanheng.apps.evidence.public import record
from quanheng.apps.people.checks import save_or_fault
from quanheng.apps.people.events import AccountOpened
from quanheng.apps.people.models import Account, Person
from quanheng.apps.people.passwords import acceptable_or_fault, random_password
from quanheng.apps.people.policies import may_open_accounts
from quanheng.kernel.actor import Actor
from quanheng.kernel.errors import bad_input
from quanheng.kernel.subjects import Subject

USERNAME = re.compile(r"[a-z][a-z0-9._-]{2,59}")


def open_account(  # noqa: PLR0913  the facts of one record
    *,
    person: Person,
    username: str,
    actor: Actor,
    now: datetime,
    password: str | None = None,
    initial: bool = False,
) -> tuple[Account, str]:
    """Open the one account of ``person``. Returns it with its password: the given one, or a random one that is shown
    once, stored nowhere, and has to be changed when it is first used. ``initial`` marks those of the first start.
    Raises ``BadInput`` naming the field at fault.
    """
    may_open_accounts(actor, person.pk).require()
    username = username.strip().lower()
    if not USERNAME.fullmatch(username):
        raise bad_input(
            "username", _("登录名不合规则"), _("请用 3 至 60 位小写字母、数字、点、下划线或连字符，以字母开头。")
        )
    with transaction.atomic():
        if Account.objects.filter(person=person).exists():
            raise bad_input("person", _("该人员已有账户"), _("忘记口令时请重置口令，不要另开账户。"))
        account = Account(
            username=username,
            person=person,
            created_at=now,
            initial=initial,
            password_set_at=now,
            password_temporary=password is None,
        )
        if password is None:
            password = random_password()
        else:
            acceptable_or_fault(password, account)
        account.set_password(password)
        save_or_fault(account)
        record(AccountOpened(person.key), actor=actor, subject=Subject("person", person.key), now=now)
    return account, password
