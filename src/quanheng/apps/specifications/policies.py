"""Who may change the register."""

from django.utils.translation import gettext as _

from quanheng.kernel.actor import ALLOWED, Actor, Decision, denied

REGISTRAR = "registrar"


def may_record(actor: Actor) -> Decision:
    """Whether the actor may record specifications, amendment sheets, replacements and international documents."""
    if actor.system or REGISTRAR in actor.roles:
        return ALLOWED
    return denied(_("只有持有登记员职务的人员可以登记计量技术规范。"))


def may_synthesise(actor: Actor) -> Decision:
    """Only a machine makes synthetic records: nobody may mix them in by hand."""
    return ALLOWED if actor.system else denied(_("合成数据只能由命令行生成。"))
