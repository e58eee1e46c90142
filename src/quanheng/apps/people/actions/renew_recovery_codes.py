"""renew_recovery_codes: the owner makes new recovery codes; the old ones work no more."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from quanheng.apps.evidence.public import record
from quanheng.apps.people.actions.enrol_factor import make_codes
from quanheng.apps.people.authentication.factors import has_factor
from quanheng.apps.people.events import RecoveryCodesRenewed
from quanheng.apps.people.models import Account
from quanheng.apps.people.policies import may_manage_own
from quanheng.kernel.actor import Actor
from quanheng.kernel.errors import bad_input
from quanheng.kernel.subjects import Subject


def renew_recovery_codes(*, account: Account, actor: Actor, now: datetime) -> list[str]:
    """The codes, which are shown once. ``BadInput`` without a factor they could stand in for."""
    may_manage_own(actor, account.pk).require()
    with transaction.atomic():
        if not has_factor(account):
            raise bad_input("", _("还没有绑定验证方式"), _("请先绑定验证器应用或通行密钥。"))
        codes = make_codes(account, now)
        record(RecoveryCodesRenewed(len(codes)), actor=actor, subject=Subject("account", str(account.pk)), now=now)
    return codes
