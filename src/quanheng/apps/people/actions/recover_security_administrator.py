"""recover_security_administrator: the only security administrator lost the second factor, and nobody on the pages can
help. Whoever runs the server opens the way back, on record.
"""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from quanheng.apps.evidence.public import record
from quanheng.apps.people.actions.reset_factors import take_off_factors
from quanheng.apps.people.actors import held_on
from quanheng.apps.people.events import FactorsRecovered
from quanheng.apps.people.models import Account, Appointment
from quanheng.apps.people.policies import SECURITY_ADMINISTRATOR, may_act_on_server
from quanheng.apps.people.separation import mixed_on
from quanheng.kernel.actor import Actor, reach
from quanheng.kernel.clock import LEGAL_ZONE
from quanheng.kernel.errors import bad_input
from quanheng.kernel.subjects import Subject


def recover_security_administrator(
    *, account: Account, reason: str, identified_by: str, actor: Actor, now: datetime
) -> int:
    """All factors and recovery codes go, all sessions end, and the next sign-in has to enrol anew whatever the
    settings. ``identified_by`` says who recognised the person, and how. The password stays. Returns how many factors
    there were. Raises ``BadInput`` when the account is none of an active security administrator, or when another one
    can do the same on the pages.
    """
    may_act_on_server(actor).require()
    if not reason.strip():
        raise bad_input("reason", _("须说明理由"), _("例如手机遗失且恢复码不在手边。"))
    if not identified_by.strip():
        raise bad_input("identified_by", _("须写明由谁、怎样核实本人"), _("例如某某当面核对身份证件。"))
    day = now.astimezone(LEGAL_ZONE).date()
    office = _office_or_fault(account, day)
    if other := _another(account, reach(office.organisation.region_id or ""), day):
        raise bad_input(
            "username",
            _("安全管理员“%s”可以办理") % other.username,
            _("请其登录，在“账户”页打开该账户，用“重置验证方式”；服务器命令只在没有别的安全管理员时使用。"),
        )
    with transaction.atomic():
        factors = take_off_factors(account)
        payload = FactorsRecovered(factors, reason.strip(), identified_by.strip())
        record(payload, actor=actor, subject=Subject("account", str(account.pk)), now=now)
    return factors


def _office_or_fault(account: Account, day: date) -> Appointment:
    if not account.is_active:
        raise bad_input("username", _("账户“%s”已停用") % account.username, _("请先由系统管理员在“账户”页启用。"))
    mine = next((one for one in _security_administrators(day) if one.person_id == account.person_id), None)
    if mine is None:
        raise bad_input(
            "username",
            _("“%s”今天不担任安全管理员") % account.username,
            _("其他账户的验证方式由安全管理员在“账户”页重置。"),
        )
    return mine


def _another(account: Account, region: str, day: date) -> Account | None:
    """Somebody else who may reset the factors of this account: of the whole country, or of a region it lies in. Whoever
    holds offices that exclude each other has no power and does not count.
    """
    mixed = mixed_on(day)
    for one in _security_administrators(day):
        reaches = region.startswith(reach(one.organisation.region_id or ""))
        if one.person_id != account.person_id and one.person_id not in mixed and reaches:
            found: Account | None = Account.objects.filter(person=one.person_id, is_active=True).first()
            if found is not None:
                return found
    return None


def _security_administrators(day: date) -> list[Appointment]:
    rows = Appointment.objects.filter(held_on(day)).exclude(office__grants=[]).select_related("office", "organisation")
    return [one for one in rows.order_by("pk") if SECURITY_ADMINISTRATOR in one.office.grants]
