"""Who may see imports, and who may work on one."""

from django.db.models import Q
from django.utils.translation import gettext as _

from quanheng.apps.imports.models import Import
from quanheng.kernel.actor import ALLOWED, Actor, Decision, denied
from quanheng.kernel.imports import Importer, importer_of, importers


def visible_imports(actor: Actor, prefix: str = "") -> Q:
    """One's own imports, and those made in the same office of the same organisation: files may name persons, so a
    colleague without that office sees none of them.
    """
    if actor.system:
        return Q()
    if actor.account_id is None:
        return Q(pk__in=[])
    seen = Q(**{f"{prefix}account": actor.account_id})
    for held in actor.offices:
        seen |= Q(**{f"{prefix}organisation": held.organisation_id, f"{prefix}office": held.office})
    return seen


def usable_importers(actor: Actor) -> list[Importer]:
    """The registers ``actor`` may import into."""
    return [one for one in importers() if one.may(actor)]


def may_import(actor: Actor) -> Decision:
    """Whether the actor may import anything at all."""
    if usable_importers(actor):
        return ALLOWED
    return denied(_("只有负责登记簿的职务可以导入。权限来自任职，请联系登记员或系统管理员。"))


def may_work_on(actor: Actor, one: Import) -> Decision:
    """Whether the actor may change, confirm or undo this import: its register's policy, asked anew each time."""
    mine = one.account_id == actor.account_id or any(
        (held.organisation_id, held.office) == (one.organisation_id, one.office) for held in actor.offices
    )
    if not mine and not actor.system:
        return denied(_("这不是您的导入。"))
    try:
        return importer_of(one.importer).may(actor)
    except KeyError:
        return denied(_("这个登记簿已不接受导入。"))
