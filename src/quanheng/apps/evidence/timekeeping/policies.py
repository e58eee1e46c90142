"""Who measures, and who puts on record what was measured outside."""

from django.utils.translation import gettext as _

from quanheng.kernel.actor import ALLOWED, Actor, Decision, denied

ROLE = "system_administrator"


def may_measure(actor: Actor) -> Decision:
    """Whoever keeps the machine, and the platform by itself."""
    if actor.system or ROLE in actor.roles:
        return ALLOWED
    return denied(_("只有系统管理员可以登记时间比对；日常测量由平台定时进行。"))
