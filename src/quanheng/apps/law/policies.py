"""Who may change the register. Everybody may read it."""

from django.utils.translation import gettext as _

from quanheng.kernel.actor import ALLOWED, Actor, Decision, denied

REGISTRAR = "registrar"


def may_register(actor: Actor) -> Decision:
    """Whether the actor may enter instruments and load their texts."""
    if actor.system or REGISTRAR in actor.roles:
        return ALLOWED
    return denied(_("只有持有登记员职务的人员可以登记法规和载入文本。"))
