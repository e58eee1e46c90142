"""Who may ask an authority for a timestamp: each may cost the operator money."""

from django.utils.translation import gettext as _

from quanheng.kernel.actor import ALLOWED, Actor, Decision, denied

ROLE = "registrar"


def may_stamp(actor: Actor) -> Decision:
    """The registrar, and the platform by itself."""
    if actor.system or ROLE in actor.roles:
        return ALLOWED
    return denied(_("只有登记员可以申请时间戳；日志检查点由平台定时申请。"))
