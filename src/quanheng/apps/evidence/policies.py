"""Who may read events."""

from django.db.models import Q
from django.utils.translation import gettext as _

from quanheng.kernel.actor import ALLOWED, Actor, Decision, denied

AUDITOR = "auditor"


def visible_events(actor: Actor) -> Q:
    """Public events to all; every event to the auditor role and to the system."""
    if actor.system or AUDITOR in actor.roles:
        return Q()
    return Q(public=True)


def may_audit(actor: Actor) -> Decision:
    """Whether the actor may read every event, those about persons and accounts included."""
    if actor.system or AUDITOR in actor.roles:
        return ALLOWED
    return denied(_("完整的变更记录只供审计员查看；公开的变更见“变更记录”页。"))
