"""enrol_factor: an authenticator app or a passkey is bound to an account, by its owner."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import transaction
from django.utils.translation import gettext as _

from quanheng.apps.evidence.public import record
from quanheng.apps.people.actions.end_sessions import close_sessions
from quanheng.apps.people.authentication.recovery import digest_of, new_codes
from quanheng.apps.people.authentication.sealing import seal
from quanheng.apps.people.events import FactorEnrolled
from quanheng.apps.people.models import Account, RecoveryCode
from quanheng.apps.people.policies import may_manage_own
from quanheng.kernel.actor import Actor
from quanheng.kernel.errors import bad_input
from quanheng.kernel.subjects import Subject

MOST_PASSKEYS = 10


def enrol_factor(  # noqa: PLR0913  the facts of one record
    *,
    account: Account,
    actor: Actor,
    now: datetime,
    secret: str = "",
    step: int = 0,
    credential: Mapping[str, Any] | None = None,
    name: str = "",
    keep: str = "",
) -> tuple[Authenticator, list[str]]:
    """Bind an app by its ``secret`` (``step`` is the time step of the code that proved it, used from now on) or a
    passkey by its ``credential``. Every other session than ``keep`` ends. Returns the factor and, with the first one,
    the new recovery codes, which are shown once.
    """
    may_manage_own(actor, account.pk).require()
    known = Authenticator.objects.filter(user=account)
    app = credential is None
    with transaction.atomic():
        if app and known.filter(type=Authenticator.Type.TOTP).exists():
            raise bad_input("code", _("已绑定验证器应用"), _("请先解除原来的绑定。"))
        if not app and known.filter(type=Authenticator.Type.WEBAUTHN).count() >= MOST_PASSKEYS:
            raise bad_input("name", _("通行密钥已达 %d 个") % MOST_PASSKEYS, _("请先移除不用的。"))
        factor = Authenticator.objects.create(
            user=account,
            type=Authenticator.Type.TOTP if app else Authenticator.Type.WEBAUTHN,
            data={"secret": seal(secret)} if app else {"name": name, "credential": credential},
            created_at=now,
        )
        if app:
            account.take_code_step(step)
        codes = [] if RecoveryCode.objects.filter(account=account, used_at=None).exists() else make_codes(account, now)
        Account.objects.filter(pk=account.pk).update(must_enrol=False)
        close_sessions(list(UserSession.objects.filter(user=account).exclude(session_key=keep)))
        account.end_sessions()
        payload = FactorEnrolled("app" if app else "passkey", name, len(codes))
        record(payload, actor=actor, subject=Subject("account", str(account.pk)), now=now)
    return factor, codes


def make_codes(account: Account, now: datetime) -> list[str]:
    """New recovery codes in place of the old ones, in the transaction of the caller."""
    RecoveryCode.objects.filter(account=account).delete()
    codes = new_codes()
    RecoveryCode.objects.bulk_create(
        RecoveryCode(account=account, number=number, digest=digest_of(code), made_at=now)
        for number, code in enumerate(codes, start=1)
    )
    return codes
