"""remove_factor: the owner takes an authenticator app or a passkey off the account."""

from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import transaction
from django.utils.translation import gettext as _

from quanheng.apps.evidence.public import record
from quanheng.apps.people.actions.end_sessions import close_sessions
from quanheng.apps.people.authentication.factors import name_of, needs_factor
from quanheng.apps.people.events import FactorRemoved
from quanheng.apps.people.models import Account, RecoveryCode
from quanheng.apps.people.policies import may_manage_own
from quanheng.kernel.actor import Actor
from quanheng.kernel.errors import bad_input
from quanheng.kernel.subjects import Subject


def remove_factor(*, account: Account, factor: Authenticator, actor: Actor, now: datetime, keep: str = "") -> None:
    """Every other session than ``keep`` ends. The last factor of an account that needs one stays; with the last one of
    another the recovery codes go.
    """
    may_manage_own(actor, account.pk).require()
    with transaction.atomic():
        others = Authenticator.objects.filter(user=account).exclude(pk=factor.pk).exists()
        if not others and needs_factor(account):
            raise bad_input("", _("这是最后一种验证方式"), _("请先绑定另一种，再解除这一种。"))
        payload = FactorRemoved("app" if factor.type == Authenticator.Type.TOTP else "passkey", name_of(factor))
        factor.delete()
        if not others:
            RecoveryCode.objects.filter(account=account).delete()
        close_sessions(list(UserSession.objects.filter(user=account).exclude(session_key=keep)))
        account.end_sessions()
        record(payload, actor=actor, subject=Subject("account", str(account.pk)), now=now)
