"""Who may see and change organisations, persons and appointments."""

from collections.abc import Sequence

from django.db.models import Q
from django.utils.translation import gettext as _

from quanheng.apps.people.jurisdiction import (
    among_persons,
    answers_for,
    answers_for_account,
    answers_for_person,
    appointed,
    persons_answered_for,
    persons_within,
)
from quanheng.apps.people.separation import separation_basis
from quanheng.kernel.actor import ALLOWED, Actor, Decision, denied, reach
from quanheng.kernel.regions import within

REGISTRAR = "registrar"
SYSTEM_ADMINISTRATOR = "system_administrator"
SECURITY_ADMINISTRATOR = "security_administrator"
AUDITOR = "auditor"
APPOINTING = frozenset({SYSTEM_ADMINISTRATOR, SECURITY_ADMINISTRATOR})
"""The two that give and take platform offices: one proposes, the other decides."""
SEES_PERSONS = frozenset({REGISTRAR, SYSTEM_ADMINISTRATOR, SECURITY_ADMINISTRATOR})
ADMINISTRATORS = frozenset({SYSTEM_ADMINISTRATOR, SECURITY_ADMINISTRATOR, AUDITOR})


def visible_organisations(actor: Actor, prefix: str = "") -> Q:
    """Public organisations to all; the others to those who hold an office in them, to the registrar of their region or
    of the whole country, and to the system. A former record that was merged into another is shown to nobody: its
    number leads to the other.
    """
    current = Q(**{f"{prefix}merged_into": None})
    if actor.system:
        return current
    seen = Q(**{f"{prefix}public": True})
    if own := {held.organisation_id for held in actor.offices}:
        seen |= Q(**{f"{prefix}pk__in": own})
    return current & (seen | within(actor, f"{prefix}region") if REGISTRAR in actor.roles else seen)


def visible_persons(actor: Actor) -> Q:
    """Oneself, colleagues of the organisations one holds an office in, and, of the region one acts for, everyone to
    those who keep the register (registrar), open accounts (system administrator) and authorise (security
    administrator). Nobody to the public.
    """
    current = Q(merged_into=None)
    if actor.system:
        return current
    if actor.is_anonymous:
        return Q(pk__in=[])
    own = {held.organisation_id for held in actor.offices}
    seen = Q(pk=actor.person_id) | Q(employer__in=own) | Q(pk__in=appointed(Q(organisation__in=own)))
    return current & (seen | persons_within(actor) if actor.roles & SEES_PERSONS else seen)


def visible_appointments(actor: Actor) -> Q:
    """One's own, those in the organisations one holds an office in, and those of the region one acts for to those who
    see its persons.
    """
    current = Q(person__merged_into=None, organisation__merged_into=None)
    if actor.system:
        return current
    if actor.is_anonymous:
        return Q(pk__in=[])
    own = {held.organisation_id for held in actor.offices}
    seen = Q(person=actor.person_id) | Q(organisation__in=own)
    return current & (seen | within(actor, "organisation__region") if actor.roles & SEES_PERSONS else seen)


def may_register(actor: Actor, *regions: str | None) -> Decision:
    """Whether the actor may register organisations, persons and appointments in all these ``regions`` (none named: in
    the one acted for).
    """
    if not actor.system and REGISTRAR not in actor.roles:
        return denied(_("只有持有登记员职务的人员可以登记机构、人员和任职。"))
    return next((said for said in (answers_for(actor, region) for region in regions) if not said), ALLOWED)


def visible_accounts(actor: Actor) -> Q:
    """One's own, and to the three administrators every account of the region they act for."""
    if actor.system:
        return Q()
    own = Q(pk=actor.account_id) if actor.account_id else Q(pk__in=[])
    return own | Q(person__in=among_persons(persons_answered_for(actor))) if actor.roles & ADMINISTRATORS else own


def visible_proposals(actor: Actor) -> Q:
    """To the three administrators those of the region they act for, nothing to others."""
    if actor.system or actor.roles & ADMINISTRATORS:
        return within(actor, "organisation__region")
    return Q(pk__in=[])


def visible_identities(actor: Actor) -> Q:
    """Linked identities: those of the accounts one may see."""
    if actor.system:
        return Q()
    own = Q(account=actor.account_id) if actor.account_id else Q(pk__in=[])
    persons = among_persons(persons_answered_for(actor))
    return own | Q(account__person__in=persons) if actor.roles & ADMINISTRATORS else own


def visible_merges(actor: Actor) -> Q:
    """To those who keep the register, the merges of what lies in their region."""
    if not actor.system and REGISTRAR not in actor.roles:
        return Q(pk__in=[])
    if not reach(actor.region):
        return Q()
    from quanheng.apps.people.models import Organisation, Person

    organisations = Organisation.objects.filter(within(actor, "region")).values("key")
    persons = Person.objects.filter(persons_within(actor)).values("key")
    return Q(kind="organisation", survivor__in=organisations) | Q(kind="person", survivor__in=persons)


def may_merge(actor: Actor, persons: Sequence[int] = (), regions: Sequence[str | None] = ()) -> Decision:
    """Whether the actor may merge two records of these ``regions``, or undo it: the registrar, and never with the own
    person among them.
    """
    if actor.person_id in persons:
        return denied(_("不能合并本人的记录，请由另一名登记员办理。"))
    return may_register(actor, *regions)


def may_see_persons(actor: Actor) -> Decision:
    """Whether the actor may open the register of persons."""
    if actor.system or actor.roles & SEES_PERSONS:
        return ALLOWED
    return denied(_("人员登记簿不对外公开，只有登记员、系统管理员和安全管理员可以查看。"))


def may_appoint(actor: Actor, *, person_id: int, grants: Sequence[str], region: str | None) -> Decision:
    """Whether the actor may begin or end, alone, an appointment of ``person_id`` to an office that ``grants`` roles, in
    an organisation of ``region``.

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
    return may_register(actor, region)


def may_propose_office(actor: Actor, *, person_id: int, region: str | None) -> Decision:
    """Whether the actor may propose that ``person_id`` is given a platform office in an organisation of ``region``, or
    that it ends.
    """
    if not actor.roles & APPOINTING:
        return denied(_("平台职务的任免只能由系统管理员或安全管理员提议。"))
    if actor.person_id == person_id:
        return denied(_("不能提议自己的任免，请由另一名管理员提议。"))
    return answers_for(actor, region)


def may_decide_office(
    actor: Actor, *, person_id: int, proposed_role: str, proposed_by: int, region: str | None
) -> Decision:
    """Whether the actor may decide such a proposal: an administrator of the other role who answers for ``region``, and
    is neither the proposer nor the person it is about.
    """
    if not actor.roles & (APPOINTING - {proposed_role}):
        return denied(_("提议须由另一种管理员决定：系统管理员的提议由安全管理员决定，安全管理员的由系统管理员决定。"))
    if actor.account_id == proposed_by:
        return denied(_("不能决定自己的提议。"))
    if actor.person_id == person_id:
        return denied(_("不能决定自己的任免。"))
    return answers_for(actor, region)


def may_see_proposals(actor: Actor) -> Decision:
    """Whether the actor may read the proposals: the three administrators."""
    if actor.system or actor.roles & ADMINISTRATORS:
        return ALLOWED
    return denied(_("任免提议只供系统管理员、安全管理员和审计员查看。"))


def may_act_on_server(actor: Actor) -> Decision:
    """Whether the actor may do what is left to whoever runs the server: begin the platform, open a way back into it."""
    return ALLOWED if actor.system else denied(_("这只能由运维人员用服务器命令办理。"))


def may_open_accounts(actor: Actor, person_id: int) -> Decision:
    """Whether the actor may open the account of this person and reset its password."""
    if actor.system or SYSTEM_ADMINISTRATOR in actor.roles:
        return answers_for_person(actor, person_id)
    return denied(_("只有系统管理员可以开立账户和重置口令。"))


def may_change_password(actor: Actor, account_id: int, person_id: int) -> Decision:
    """The owner, and those who may open this person's account."""
    return ALLOWED if actor.account_id == account_id else may_open_accounts(actor, person_id)


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
        return answers_for_account(actor, account_id)
    return denied(_("只有系统管理员可以停用和启用账户。"))


def may_reset_factors(actor: Actor, account_id: int) -> Decision:
    """Whether the actor may take off the factors of this account: a security administrator, never the owner."""
    if actor.account_id == account_id:
        return denied(_("不能重置自己的验证方式，请由另一名安全管理员办理。"))
    return _security(actor, account_id, _("只有安全管理员可以重置验证方式。"))


def may_end_sessions(actor: Actor, account_id: int) -> Decision:
    """The owner, and security administrators."""
    if actor.account_id == account_id:
        return ALLOWED
    return _security(actor, account_id, _("只有本人和安全管理员可以结束会话。"))


def may_unlock(actor: Actor, account_id: int) -> Decision:
    """Whether the actor may end the wait of this account: a security administrator, never the owner."""
    if actor.account_id == account_id:
        return denied(_("不能解除自己的等待，请由另一名安全管理员办理。"))
    return _security(actor, account_id, _("只有安全管理员可以解除等待。"))


def may_propose_identity(actor: Actor, account_id: int) -> Decision:
    """Whether the actor may ask to link an identity to this account: a security administrator, never the owner, who
    links alone.
    """
    if actor.account_id == account_id:
        return denied(_("请在“账户与安全”中关联自己的统一身份。"))
    if actor.system:
        return denied(_("关联他人的统一身份由两名管理员办理。"))
    return _security(actor, account_id, _("只有安全管理员可以提出替他人关联统一身份。"))


def may_decide_identity(actor: Actor, *, account_id: int, asked_by: int) -> Decision:
    """Whether the actor may decide that: a system administrator, neither who asked nor the owner. Whoever chooses the
    identity could come in by it; so two choose it (双人).
    """
    if SYSTEM_ADMINISTRATOR not in actor.roles:
        return denied(_("关联他人的统一身份由系统管理员决定。"))
    if actor.account_id in {account_id, asked_by}:
        return denied(_("不能决定自己提出的，或关于自己账户的关联。"))
    return answers_for_account(actor, account_id)


def may_unlink_identity(actor: Actor, account_id: int) -> Decision:
    """The owner, and security administrators."""
    if actor.account_id == account_id:
        return ALLOWED
    return _security(actor, account_id, _("只有本人和安全管理员可以解除统一身份。"))


def _security(actor: Actor, account_id: int, reason: str) -> Decision:
    if actor.system or SECURITY_ADMINISTRATOR in actor.roles:
        return answers_for_account(actor, account_id)
    return denied(reason)
