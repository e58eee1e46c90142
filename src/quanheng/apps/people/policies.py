"""Who may see and change organisations, persons and appointments."""

from django.db.models import Q

from quanheng.kernel.actor import ALLOWED, Actor, Decision, denied

REGISTRAR = "registrar"
SYSTEM_ADMINISTRATOR = "system_administrator"
AUDITOR = "auditor"


def visible_organisations(actor: Actor, prefix: str = "") -> Q:
    """Public organisations to all; the others to those who hold an office in them, the registrar and the system."""
    if actor.system or REGISTRAR in actor.roles:
        return Q()
    public = Q(**{f"{prefix}public": True})
    own = {held.organisation_id for held in actor.offices}
    return public | Q(**{f"{prefix}pk__in": own}) if own else public


def visible_persons(actor: Actor) -> Q:
    """Oneself, colleagues of the organisations one holds an office in, and everyone to the registrar."""
    if actor.system or REGISTRAR in actor.roles:
        return Q()
    if actor.is_anonymous:
        return Q(pk__in=[])
    own = [held.organisation_id for held in actor.offices]
    return Q(pk=actor.person_id) | Q(employer__in=own) | Q(appointments__organisation__in=own)


def visible_appointments(actor: Actor) -> Q:
    """One's own, those in the organisations one holds an office in, and all to the registrar."""
    if actor.system or REGISTRAR in actor.roles:
        return Q()
    if actor.is_anonymous:
        return Q(pk__in=[])
    return Q(person=actor.person_id) | Q(organisation__in=[held.organisation_id for held in actor.offices])


def may_register(actor: Actor) -> Decision:
    """Whether the actor may register organisations, persons and appointments."""
    if actor.system or REGISTRAR in actor.roles:
        return ALLOWED
    return denied("只有持有登记员职务的人员可以登记机构、人员和任职。")
