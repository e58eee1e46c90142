"""Who may see imports, and who may work on one."""

from django.db.models import Q
from django.utils.translation import gettext as _

from quanheng.apps.imports.models import Import
from quanheng.kernel.actor import ALLOWED, Actor, Decision, denied
from quanheng.kernel.imports import Importer, importer_of, importers


def visible_imports(actor: Actor, prefix: str = "") -> Q:
    """Those of the office one acts in: files may name persons, so neither a colleague without that office nor somebody
    whose office has ended sees any of them.
    """
    if actor.system:
        return Q()
    office = actor.acting_as
    if office is None:
        return Q(pk__in=[])
    return Q(**{f"{prefix}organisation": office.organisation_id, f"{prefix}office": office.office})


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
    office = actor.acting_as
    ours = office is not None and (office.organisation_id, office.office) == (one.organisation_id, one.office)
    if not ours and not actor.system:
        return denied(_("这次导入不属于您现在的职务。"))
    try:
        return importer_of(one.importer).may(actor)
    except KeyError:
        return denied(_("这个登记簿已不接受导入。"))
