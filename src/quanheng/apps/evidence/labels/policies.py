"""Who issues labels, and who keeps the keys they are signed with. Two different people: the keys are pinned by a
security administrator, used by the issuer's own staff.
"""

from django.utils.translation import gettext as _

from quanheng.apps.evidence.models.labels import Label
from quanheng.apps.evidence.policies import sees_everything
from quanheng.kernel.actor import ALLOWED, Actor, Decision, denied

ISSUER, KEEPER = "label-issuer", "security_administrator"
"""标识签发员: an office of the vocabulary. 安全管理员: a role of the platform."""


def issues_for(actor: Actor) -> list[int]:
    """The organisations for which the actor issues labels."""
    return [held.organisation_id for held in actor.offices if held.office == ISSUER]


def sees_every_label(actor: Actor) -> bool:
    """Auditors of the whole country and the system."""
    return sees_everything(actor)


def may_issue(actor: Actor, organisation: int | None = None) -> Decision:
    """Whether the actor may issue labels, for one organisation or for any."""
    if actor.holds(ISSUER, organisation):
        return ALLOWED
    return denied(_("只有本机构的标识签发员可以签发、撤销和替换标识。权限来自任职，请联系登记员。"))


def may_end(actor: Actor, label: Label) -> Decision:
    """Whether the actor may revoke or replace ``label``."""
    return may_issue(actor, label.organisation)


def may_list(actor: Actor) -> Decision:
    """Whether the actor may read the list of labels of an issuer."""
    if sees_every_label(actor) or issues_for(actor):
        return ALLOWED
    return denied(_("标识清单只供签发机构的标识签发员和审计员查看；核对一枚标识请扫码，或打开“核对标识”。"))


def may_keep_keys(actor: Actor) -> Decision:
    """Whether the actor may put a key on the list of issuers, or end it."""
    if KEEPER in actor.roles and actor.covers(""):
        return ALLOWED
    return denied(_("只有面向全国的安全管理员可以登记和停用签发密钥。"))
