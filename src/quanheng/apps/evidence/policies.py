"""Who may read events."""

from django.db.models import Q
from django.utils.translation import gettext as _

from quanheng.kernel.actor import ALLOWED, Actor, Decision, denied
from quanheng.kernel.subjects import kinds

AUDITOR = "auditor"


def sees_everything(actor: Actor) -> bool:
    """The auditors of the whole country and the system."""
    return bool(actor.system) or (AUDITOR in actor.roles and actor.covers(""))


def visible_events(actor: Actor) -> Q:
    """Public events to all; one's own acts, and what happened to records one may see, to those who signed in; every
    event to the auditors of the whole country and to the system. What auditors of a region may read, the apps say
    (``SubjectKind.readable``).
    """
    if sees_everything(actor):
        return Q()
    seen = Q(public=True)
    if actor.is_anonymous:
        return seen
    for kind in kinds():
        if kind.readable:
            seen |= Q(subject_kind=kind.kind, subject_key__in=kind.readable(actor))
    return seen | Q(actor=actor.label)


def may_audit(actor: Actor) -> Decision:
    """Whether the actor may open the list of events, those about persons and accounts included. What stands on it is
    what it may see.
    """
    if actor.system or AUDITOR in actor.roles:
        return ALLOWED
    return denied(_("完整的变更记录只供审计员查看；公开的变更见“变更记录”页。"))


def may_see_log_faults(actor: Actor) -> bool:
    """Whether the actor reads why signing stopped: places on the server are named there."""
    return sees_everything(actor) or "system_administrator" in actor.roles


def may_seal_files(actor: Actor) -> Decision:
    """Whether the actor may put the digest of any file into the log: whoever runs the server."""
    if actor.system:
        return ALLOWED
    return denied(_("只有服务器命令可以为任意文件存证。"))
