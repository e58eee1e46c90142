"""Who may read events."""

from django.db.models import Q

from quanheng.kernel.actor import Actor


def visible_events(actor: Actor) -> Q:
    """Public events to all; every event to the auditor role and to the system."""
    if actor.system or "auditor" in actor.roles:
        return Q()
    return Q(public=True)
