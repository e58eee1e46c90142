"""reset_factors: a security administrator who recognised the person takes off the factors that were lost."""

from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import transaction
from django.utils.translation import gettext as _

from quanheng.apps.evidence.public import record
from quanheng.apps.people.actions.end_sessions import close_sessions
from quanheng.apps.people.events import FactorsReset
from quanheng.apps.people.models import Account, RecoveryCode
from quanheng.apps.people.policies import may_reset_factors
from quanheng.kernel.actor import Actor
from quanheng.kernel.errors import bad_input
from quanheng.kernel.subjects import Subject


def reset_factors(*, account: Account, reason: str, identified: str, actor: Actor, now: datetime) -> None:
    """All factors and recovery codes go, all sessions end, and the next sign-in has to enrol anew whatever the
    settings. ``identified`` says how the person was recognised. The password stays: nobody gets in by this alone.
    """
    may_reset_factors(actor, account.pk).require()
    if not reason.strip():
        raise bad_input("reason", _("须说明理由"))
    if not identified.strip():
        raise bad_input("identified", _("须写明怎样核实本人"))
    with transaction.atomic():
        payload = FactorsReset(take_off_factors(account), reason.strip(), identified.strip())
        record(payload, actor=actor, subject=Subject("account", str(account.pk)), now=now)


def take_off_factors(account: Account) -> int:
    """All of them, in the transaction of the caller, with recovery codes and sessions. Returns how many there were."""
    removed = int(Authenticator.objects.filter(user=account).count())
    Authenticator.objects.filter(user=account).delete()
    RecoveryCode.objects.filter(account=account).delete()
    Account.objects.filter(pk=account.pk).update(must_enrol=True)
    close_sessions(list(UserSession.objects.filter(user=account)))
    account.end_sessions()
    return removed
