"""Who may see and change organisations, persons and appointments."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from quanheng.apps.people.separation import separation_basis
from quanheng.kernel.actor import ALLOWED, Actor, Decision, denied

REGISTRAR = "registrar"
SYSTEM_ADMINISTRATOR = "system_administrator"
SECURITY_ADMINISTRATOR = "security_administrator"
AUDITOR = "auditor"
APPOINTING = frozenset({SYSTEM_ADMINISTRATOR, SECURITY_ADMINISTRATOR})
"""The two that give and take platform offices: one proposes, the other decides."""
SEES_PERSONS = frozenset({REGISTRAR, SYSTEM_ADMINISTRATOR, SECURITY_ADMINISTRATOR})
ADMINISTRATORS = frozenset({SYSTEM_ADMINISTRATOR, SECURITY_ADMINISTRATOR, AUDITOR})


def visible_organisations(actor: Actor, prefix: str = "") -> Q:
    """Public organisations to all; the others to those who hold an office in them, the registrar and the system. A
    former record that was merged into another is shown to nobody: its number leads to the other.
    """
    current = Q(**{f"{prefix}merged_into": None})
    if actor.system or REGISTRAR in actor.roles:
        return current
    public = Q(**{f"{prefix}public": True})
    own = {held.organisation_id for held in actor.offices}
    return current & (public | Q(**{f"{prefix}pk__in": own})) if own else current & public


def visible_persons(actor: Actor) -> Q:
    """Oneself, colleagues of the organisations one holds an office in, and everyone to those who keep the register
    (registrar), open accounts (system administrator) and authorise (security administrator). Nobody to the public.
    """
    current = Q(merged_into=None)
    if actor.system or actor.roles & SEES_PERSONS:
        return current
    if actor.is_anonymous:
        return Q(pk__in=[])
    own = {held.organisation_id for held in actor.offices}
    return current & (Q(pk=actor.person_id) | Q(employer__in=own) | Q(pk__in=_appointed_in(own)))


def visible_appointments(actor: Actor) -> Q:
    """One's own, those in the organisations one holds an office in, and all to those who see every person."""
    current = Q(person__merged_into=None, organisation__merged_into=None)
    if actor.system or actor.roles & SEES_PERSONS:
        return current
    if actor.is_anonymous:
        return Q(pk__in=[])
    own = {held.organisation_id for held in actor.offices}
    return current & (Q(person=actor.person_id) | Q(organisation__in=own))


def _appointed_in(organisations: set[int]) -> QuerySet[Any]:
    """As a subquery, so that a person with two offices appears once."""
    from quanheng.apps.people.models import Appointment

    return Appointment.objects.filter(organisation__in=organisations).values("person")


def may_register(actor: Actor) -> Decision:
    """Whether the actor may register organisations, persons and appointments."""
    if actor.system or REGISTRAR in actor.roles:
        return ALLOWED
    return denied(_("只有持有登记员职务的人员可以登记机构、人员和任职。"))


def visible_accounts(actor: Actor) -> Q:
    """One's own, and every account to the three administrators."""
    if actor.system or actor.roles & ADMINISTRATORS:
        return Q()
    return Q(pk=actor.account_id) if actor.account_id else Q(pk__in=[])


def visible_to_administrators(actor: Actor) -> Q:
    """Everything to the three administrators, nothing to others."""
    return Q() if actor.system or actor.roles & ADMINISTRATORS else Q(pk__in=[])


def visible_merges(actor: Actor) -> Q:
    """All of them to those who keep the register."""
    return Q() if actor.system or REGISTRAR in actor.roles else Q(pk__in=[])


def may_merge(actor: Actor, persons: Sequence[int] = ()) -> Decision:
    """Whether the actor may merge two records, or undo it: the registrar, and never with the own person among them."""
    if actor.person_id in persons:
        return denied(_("不能合并本人的记录，请由另一名登记员办理。"))
    return may_register(actor)


def may_see_persons(actor: Actor) -> Decision:
    """Whether the actor may open the register of persons."""
    if actor.system or actor.roles & SEES_PERSONS:
        return ALLOWED
    return denied(_("人员登记簿不对外公开，只有登记员、系统管理员和安全管理员可以查看。"))


def may_appoint(actor: Actor, *, person_id: int, grants: Sequence[str]) -> Decision:
    """Whether the actor may begin or end, alone, an appointment of ``person_id`` to an office that ``grants`` roles.

    Nobody appoints themselves; an office without platform role is the registrar's business, a platform office nobody's
    alone.
    """
    if actor.system:
        return ALLOWED
    if actor.person_id == person_id:
        return denied(_("不能为自己登记或终止任职，请由另一名登记员或管理员办理。"))
    if grants:
        return denied(
            _("平台职务（登记员和三员）由系统管理员与安全管理员共同任免：一人提议，另一人决定。"), separation_basis()
        )
    return may_register(actor)


def may_propose_office(actor: Actor, *, person_id: int) -> Decision:
    """Whether the actor may propose that ``person_id`` is given a platform office, or that it ends."""
    if not actor.roles & APPOINTING:
        return denied(_("平台职务的任免只能由系统管理员或安全管理员提议。"))
    if actor.person_id == person_id:
        return denied(_("不能提议自己的任免，请由另一名管理员提议。"))
    return ALLOWED


def may_decide_office(actor: Actor, *, person_id: int, proposed_role: str, proposed_by: int) -> Decision:
    """Whether the actor may decide such a proposal: an administrator of the other role, who is neither the proposer nor
    the person it is about.
    """
    if not actor.roles & (APPOINTING - {proposed_role}):
        return denied(_("提议须由另一种管理员决定：系统管理员的提议由安全管理员决定，安全管理员的由系统管理员决定。"))
    if actor.account_id == proposed_by:
        return denied(_("不能决定自己的提议。"))
    if actor.person_id == person_id:
        return denied(_("不能决定自己的任免。"))
    return ALLOWED


def may_see_proposals(actor: Actor) -> Decision:
    """Whether the actor may read the proposals: the three administrators."""
    if actor.system or actor.roles & ADMINISTRATORS:
        return ALLOWED
    return denied(_("任免提议只供系统管理员、安全管理员和审计员查看。"))


def may_open_accounts(actor: Actor) -> Decision:
    """Whether the actor may open accounts and reset the passwords of others."""
    if actor.system or SYSTEM_ADMINISTRATOR in actor.roles:
        return ALLOWED
    return denied(_("只有系统管理员可以开立账户和重置口令。"))


def may_change_password(actor: Actor, account_id: int) -> Decision:
    """The owner, and those who may open accounts."""
    return ALLOWED if actor.account_id == account_id else may_open_accounts(actor)


def may_manage_own(actor: Actor, account_id: int) -> Decision:
    """Factors, recovery codes and linked identities are their owner's alone."""
    if actor.account_id == account_id:
        return ALLOWED
    return denied(_("验证方式只能由本人绑定或解除。"))


def may_see_accounts(actor: Actor) -> Decision:
    """Whether the actor may open the list of accounts: the three administrators."""
    if actor.system or actor.roles & ADMINISTRATORS:
        return ALLOWED
    return denied(_("账户清单只供系统管理员、安全管理员和审计员查看。"))


def may_disable_accounts(actor: Actor, account_id: int) -> Decision:
    """Whether the actor may disable and enable this account: a system administrator, never the owner."""
    if actor.account_id == account_id:
        return denied(_("不能停用或启用自己的账户。"))
    if actor.system or SYSTEM_ADMINISTRATOR in actor.roles:
        return ALLOWED
    return denied(_("只有系统管理员可以停用和启用账户。"))


def may_reset_factors(actor: Actor, account_id: int) -> Decision:
    """Whether the actor may take off the factors of this account: a security administrator, never the owner."""
    if actor.account_id == account_id:
        return denied(_("不能重置自己的验证方式，请由另一名安全管理员办理。"))
    return _security(actor, _("只有安全管理员可以重置验证方式。"))


def may_end_sessions(actor: Actor, account_id: int) -> Decision:
    """The owner, and security administrators."""
    if actor.account_id == account_id:
        return ALLOWED
    return _security(actor, _("只有本人和安全管理员可以结束会话。"))


def may_unlock(actor: Actor, account_id: int) -> Decision:
    """Whether the actor may end the wait of this account: a security administrator, never the owner."""
    if actor.account_id == account_id:
        return denied(_("不能解除自己的等待，请由另一名安全管理员办理。"))
    return _security(actor, _("只有安全管理员可以解除等待。"))


def _security(actor: Actor, reason: str) -> Decision:
    return ALLOWED if actor.system or SECURITY_ADMINISTRATOR in actor.roles else denied(reason)
