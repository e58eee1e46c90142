"""How everything that points to one record comes to point to another. Knows no other app: it walks the foreign keys of
every model there is. The actions that call this write the event.
"""
# ruff: noqa: SLF001  Django's register of models is its _meta

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import DatabaseError, models, transaction
from django.utils.translation import gettext as _

from quanheng.apps.people.models import Account, Appointment
from quanheng.kernel.references import documents_of
from quanheng.kernel.search.outbox import touch

STAYS = {"people.Account.person"}
"""An account never changes hands: it stays with the person it was opened for."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """What stands against a merge, and the remedy."""

    what: str
    remedy: str


@dataclass(slots=True)
class Moved:
    """What a merge moves. ``rows`` and ``stayed`` hold row ids by foreign key (``app.Model.field``): those that point
    to the survivor now, and those left with the former record because the survivor has the same already. ``dropped``
    are plain links (many-to-many) the survivor has already.
    """

    rows: dict[str, list[Any]] = field(default_factory=dict)
    stayed: dict[str, list[Any]] = field(default_factory=dict)
    dropped: list[dict[str, Any]] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many rows point to the survivor now."""
        return sum(map(len, self.rows.values()))

    @property
    def doubles(self) -> int:
        """How many rows stayed, because the survivor has the same already."""
        return sum(map(len, self.stayed.values()))


def references(model: type[models.Model]) -> Iterator[tuple[str, Any]]:
    """Every foreign key of every app that points to ``model``, by ``app.Model.field``; links of many-to-many too."""
    for other in apps.get_models(include_auto_created=True):
        for one in other._meta.get_fields():
            if isinstance(one, models.ForeignKey) and one.remote_field.model is model and not other._meta.proxy:
                yield f"{other._meta.label}.{one.name}", one


def label_of(reference: str) -> str:
    """What a foreign key is called on a page."""
    model, _dot, name = reference.rpartition(".")
    found = apps.get_model(model)
    if found._meta.auto_created:
        found = found._meta.auto_created
        return f"{_called(found)}"
    verbose = found._meta.get_field(name).verbose_name
    return f"{_called(found)}，{verbose}" if not str(verbose).isascii() else _called(found)


def _called(model: type[models.Model]) -> str:
    """The Chinese word a model's own documentation begins with, as the conventions ask."""
    if not str(model._meta.verbose_name).isascii():
        return str(model._meta.verbose_name)
    word = (model.__doc__ or "").partition(":")[0].strip()
    return word if word and not word.isascii() else str(model._meta.label)


def move(survivor: Any, merged: Any) -> Moved:
    """Point everything that points to ``merged`` to ``survivor``, inside the caller's transaction."""
    moved = Moved()
    for reference, key in references(type(survivor)):
        if reference not in STAYS:
            _move_one(reference, key, survivor, merged, moved)
    return moved


def _move_one(reference: str, key: Any, survivor: Any, merged: Any, moved: Moved) -> None:
    rows = list(key.model._base_manager.filter(**{key.name: merged}).order_by("pk"))
    if isinstance(key, models.OneToOneField) and rows and key.model._base_manager.filter(**{key.name: survivor}):
        what = _("两条记录各有一个%(kind)s，只能有一个") % {"kind": _called(key.model)}
        moved.conflicts.append(Conflict(what, _("请先在所属登记册办理。")))
        return
    free = [row for row in rows if not _has_already(key, row, survivor)]
    try:
        with transaction.atomic():
            key.model._base_manager.filter(pk__in=[row.pk for row in free]).update(**{key.name: survivor})
    except DatabaseError:
        moved.conflicts.append(Conflict(_("%s的记录不可改动") % _called(key.model), _("含有这类记录的条目不能合并。")))
        return
    taken = {row.pk for row in free}
    doubles = [row.pk for row in rows if row.pk not in taken]
    if free:
        moved.rows[reference] = [row.pk for row in free]
    if doubles and key.model._meta.auto_created:
        links = key.model._base_manager.filter(pk__in=doubles)
        names = [one.attname for one in key.model._meta.fields if not one.primary_key]
        moved.dropped += [{"model": key.model._meta.label, "row": row} for row in links.values(*names)]
        links.delete()
    elif doubles:
        moved.stayed[reference] = doubles


def _has_already(key: Any, row: Any, survivor: Any) -> bool:
    """Whether ``row``, once it points to ``survivor``, would say what is on record already, or point to itself."""
    setattr(row, key.name, survivor)
    try:
        row.validate_unique()
        row.validate_constraints()
    except ValidationError:
        return True
    return isinstance(row, Appointment) and _overlaps(row)


def _overlaps(row: Appointment) -> bool:
    same = Appointment.objects.filter(person=row.person_id, office=row.office_id, organisation=row.organisation_id)
    others = same.exclude(pk=row.pk).filter(models.Q(end=None) | models.Q(end__gt=row.start))
    return (others.filter(start__lt=row.end) if row.end else others).exists()


def move_back(rows: dict[str, list[Any]], survivor: Any, merged: Any, dropped: Sequence[dict[str, Any]]) -> int:
    """Point what a merge moved back to ``merged``, unless it points elsewhere by now. Returns how many rows did not."""
    left = 0
    for reference, ids in rows.items():
        model, _dot, name = reference.rpartition(".")
        found = apps.get_model(model)._base_manager.filter(pk__in=ids, **{name: survivor})
        left += len(ids) - found.update(**{name: merged})
    for one in dropped:
        apps.get_model(one["model"])._base_manager.get_or_create(**one["row"])
    return left


def find_again(kind: str, keys: Sequence[str], rows: dict[str, list[Any]]) -> None:
    """Let the search index follow: both records, and every document that repeats their names."""
    touch(kind, keys)
    for reference, ids in rows.items():
        for other, key in documents_of(reference.rpartition(".")[0], ids):
            touch(other, [key])


def account_conflict(person: Any) -> list[Conflict]:
    """An account in use on the merged side: it would lose its offices, or its owner gain others."""
    if not Account.objects.filter(person=person, is_active=True).exists():
        return []
    remedy = _("请先由系统管理员停用该账户；需要时在保留的人员名下另开账户。")
    return [Conflict(_("并入的人员有在用的账户"), remedy)]
