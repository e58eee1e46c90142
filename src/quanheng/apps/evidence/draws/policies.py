"""Who may do what in a draw. Two people at least: whoever composes a plan neither publishes nor runs it."""

from django.utils.translation import gettext as _

from quanheng.apps.evidence.models.draws import Draw, DrawParty
from quanheng.kernel.actor import ALLOWED, Actor, Decision, denied

ORGANISER, APPROVER, WITNESS = "draw-organiser", "draw-approver", "draw-witness"
"""抽查组织员, 抽查审核人, 抽取参与方代表: offices of the vocabulary."""


def draws_for(actor: Actor) -> list[int]:
    """The organisations in which the actor works on draws."""
    return [held.organisation_id for held in actor.offices if held.office in {ORGANISER, APPROVER}]


def organises_for(actor: Actor) -> list[int]:
    """The organisations for which the actor may freeze lists and compose plans."""
    return [held.organisation_id for held in actor.offices if held.office == ORGANISER]


def may_organise(actor: Actor, organisation: int | None = None) -> Decision:
    """Whether the actor may freeze lists and compose plans, for one organisation or for any."""
    if actor.holds(ORGANISER, organisation):
        return ALLOWED
    return denied(_("只有本机构的抽查组织员可以封存名录、编制方案、录入公共号码和办理替补。"))


def may_revise(actor: Actor, draw: Draw) -> Decision:
    """Whether the actor may change or withdraw a plan that was not published."""
    return may_organise(actor, draw.organiser)


def may_confirm(actor: Actor, draw: Draw) -> Decision:
    """Whether the actor may publish the plan and run the draw: an approver who is not the one who composed it."""
    if not actor.holds(APPROVER, draw.organiser):
        return denied(_("只有本机构的抽查审核人可以公布方案和执行抽取。"))
    if actor.person_id == draw.composed_by:
        return denied(_("编制方案的人不能自己公布方案或执行抽取，请由另一名抽查审核人办理。"))
    return ALLOWED


def may_give(actor: Actor, party: DrawParty, organiser: int) -> Decision:
    """Whether the actor may commit and reveal for a party: its own representative, or for a party outside the platform
    the organiser, with evidence.
    """
    if party.organisation is None:
        return may_organise(actor, organiser)
    if actor.holds(WITNESS, party.organisation):
        return ALLOWED
    return denied(_("只有该参与方的抽取参与方代表可以提交承诺值和揭示值。"))


def may_declare_void(actor: Actor, draw: Draw) -> Decision:
    """Whether the actor may put on record that a draw is void: whoever works on it. The rule decides, not the actor."""
    if actor.system or actor.holds(ORGANISER, draw.organiser) or actor.holds(APPROVER, draw.organiser):
        return ALLOWED
    return denied(_("只有本机构的抽查组织员或审核人可以登记作废。"))


def sees_names(actor: Actor, organiser: int) -> bool:
    """Whether names behind salted numbers are shown."""
    return organiser in draws_for(actor)
