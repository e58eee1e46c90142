"""Who may see and change organisations, persons and appointments."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

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
    """Oneself, colleagues of the organisations one holds an office in, and everyone to those who keep the register
    (registrar) and open accounts (system administrator). Nobody to the public.
    """
    if actor.system or actor.roles & {REGISTRAR, SYSTEM_ADMINISTRATOR}:
        return Q()
    if actor.is_anonymous:
        return Q(pk__in=[])
    own = {held.organisation_id for held in actor.offices}
    return Q(pk=actor.person_id) | Q(employer__in=own) | Q(pk__in=_appointed_in(own))


def visible_appointments(actor: Actor) -> Q:
    """One's own, those in the organisations one holds an office in, and all to registrar and system administrator."""
    if actor.system or actor.roles & {REGISTRAR, SYSTEM_ADMINISTRATOR}:
        return Q()
    if actor.is_anonymous:
        return Q(pk__in=[])
    return Q(person=actor.person_id) | Q(organisation__in={held.organisation_id for held in actor.offices})


def _appointed_in(organisations: set[int]) -> QuerySet[Any]:
    """As a subquery, so that a person with two offices appears once."""
    from quanheng.apps.people.models import Appointment

    return Appointment.objects.filter(organisation__in=organisations).values("person")


def may_register(actor: Actor) -> Decision:
    """Whether the actor may register organisations, persons and appointments."""
    if actor.system or REGISTRAR in actor.roles:
        return ALLOWED
    return denied(_("只有持有登记员职务的人员可以登记机构、人员和任职。"))


def may_see_persons(actor: Actor) -> Decision:
    """Whether the actor may open the register of persons."""
    if actor.system or actor.roles & {REGISTRAR, SYSTEM_ADMINISTRATOR}:
        return ALLOWED
    return denied(_("人员登记簿不对外公开，只有登记员和系统管理员可以查看。"))


def may_appoint(actor: Actor, *, person_id: int, grants: Sequence[str]) -> Decision:
    """Whether the actor may begin or end an appointment of ``person_id`` to an office that ``grants`` roles.

    Nobody appoints themselves; platform roles are the system administrator's business, the rest the registrar's.
    """
    if actor.system:
        return ALLOWED
    if actor.person_id == person_id:
        return denied(_("不能为自己登记或终止任职，请由另一名登记员或系统管理员办理。"))
    if grants:
        if SYSTEM_ADMINISTRATOR in actor.roles:
            return ALLOWED
        return denied(_("平台职务（登记员、系统管理员、审计员）只能由系统管理员任免。"))
    return may_register(actor)


def may_open_accounts(actor: Actor) -> Decision:
    """Whether the actor may open accounts and reset the passwords of others."""
    if actor.system or SYSTEM_ADMINISTRATOR in actor.roles:
        return ALLOWED
    return denied(_("只有系统管理员可以开立账户和重置口令。"))


def may_change_password(actor: Actor, account_id: int) -> Decision:
    """The owner, and those who may open accounts."""
    return ALLOWED if actor.account_id == account_id else may_open_accounts(actor)
