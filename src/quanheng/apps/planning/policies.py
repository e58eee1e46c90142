"""Who may see and change the ledger. Everybody reads what is confirmed; who changes it holds an office on the day.

Two sides, two persons: an officer of a responsible organisation reports, an officer of the policy's keeper confirms.
"""

from collections.abc import Collection

from django.db.models import Q
from django.utils.translation import gettext as _

from quanheng.core.basis import Basis
from quanheng.kernel.actor import ALLOWED, Actor, Decision, denied
from quanheng.kernel.regions import within

OFFICE = "planning-officer"
AUDITOR = "auditor"

LEDGER_BASIS = Basis("work-points-2024", "（二）", "analog", "全国阶段性行动总台账；本平台按政策逐条设台账")
"""That the implementation of policies is followed in one ledger."""


def own_organisations(actor: Actor) -> set[int]:
    """The organisations in which the actor is planning officer today."""
    return {held.organisation_id for held in actor.offices if held.office == OFFICE}


def visible_progress(actor: Actor, prefix: str = "") -> Q:
    """Confirmed entries to all; entries under way to the organisation that reported them, to the keeper of the policy,
    and to auditors, of their region.
    """
    confirmed = Q(**{f"{prefix}stage": "confirmed"})
    policy = f"{prefix}task__point__policy__keeper"
    if actor.system or AUDITOR in actor.roles:
        return confirmed | within(actor, f"{policy}__region") | within(actor, f"{prefix}organisation__region")
    own = own_organisations(actor)
    if not own:
        return confirmed
    return confirmed | Q(**{f"{prefix}organisation__in": own}) | Q(**{f"{policy}__in": own})


def visible_intakes(actor: Actor, prefix: str = "") -> Q:
    """Imports under way: to the planning officers of the organisation that began them, and to its auditors."""
    if actor.system or AUDITOR in actor.roles:
        return within(actor, f"{prefix}organisation__region")
    return Q(**{f"{prefix}organisation__in": own_organisations(actor)})


def may_load(actor: Actor) -> Decision:
    """Whether the actor may bring the ledger to what the platform ships."""
    return ALLOWED if actor.system else denied(_("平台自带的台账由系统载入。"))


def may_keep(actor: Actor, keeper_id: int | None) -> Decision:
    """Whether the actor may change the tasks of a policy kept by ``keeper_id`` and decide on reported progress."""
    if actor.system:
        return ALLOWED
    if keeper_id is not None and keeper_id in own_organisations(actor):
        return ALLOWED
    return denied(_("只有台账管理单位的规划管理员可以更改这件政策的任务、确认进展。"))


def may_report(actor: Actor, *, keeper_id: int | None, responsible: Collection[int]) -> Decision:
    """Whether the actor may report progress: an officer of a responsible organisation, or of the keeper, who reports
    for bodies that are no organisation of the register.
    """
    if actor.system or own_organisations(actor) & {*responsible, *([keeper_id] if keeper_id else [])}:
        return ALLOWED
    return denied(_("只有责任单位或台账管理单位的规划管理员可以报送这项任务的进展。"))


def may_decide(actor: Actor, *, keeper_id: int | None, reported_by: int | None) -> Decision:
    """Whether the actor may confirm or return an entry: the keeper's officer, and another person than reported it."""
    if actor.system:
        return ALLOWED
    if reported_by is not None and actor.person_id == reported_by:
        return denied(_("进展不能由报送人自己确认，请由台账管理单位的另一名规划管理员办理。"))
    return may_keep(actor, keeper_id)


def may_publish(actor: Actor, keepers: Collection[int]) -> Decision:
    """Whether the actor may publish values of indicators: an officer of an organisation that keeps a policy."""
    if actor.system or own_organisations(actor) & set(keepers):
        return ALLOWED
    return denied(_("只有台账管理单位的规划管理员可以发布指标值。"))


def may_import(actor: Actor) -> Decision:
    """Whether the actor may bring in policies at all."""
    if actor.system or own_organisations(actor):
        return ALLOWED
    return denied(_("只有持有规划管理员职务的人员可以导入政策。"))
