"""What can be asked of imports."""

from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, Count, QuerySet
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from quanheng.apps.imports.models import Import, ImportRow
from quanheng.kernel.actor import Actor


def imports(actor: Actor) -> QuerySet[Import]:
    """The imports ``actor`` may see, the latest first."""
    return Import.objects.visible_to(actor).select_related("file", "organisation").order_by("-id")


def import_of(actor: Actor, number: int) -> Import | None:
    """The import with this number that ``actor`` may see."""
    return imports(actor).filter(pk=number).first()


def rows(actor: Actor, one: Import) -> QuerySet[ImportRow]:
    """Its rows, in the order of the file."""
    return ImportRow.objects.visible_to(actor).filter(batch=one).order_by("number")


def row_of(actor: Actor, one: Import, number: int) -> ImportRow | None:
    """The row with this number."""
    return rows(actor, one).select_related("batch", "batch__file").filter(number=number).first()


def next_to_mend(actor: Actor, row: ImportRow) -> int | None:
    """The next row of the same import that a person has to look at; ``None`` when there is none below."""
    waiting = rows(actor, row.batch).filter(state__in=ImportRow.TO_MEND, outcome="", number__gt=row.number)
    found: int | None = waiting.values_list("number", flat=True).first()
    return found


Tile = tuple[str, str, str, int]
"""The facet and its value that list the rows, what they are called, and how many there are."""


@dataclass(frozen=True, slots=True)
class Figures:
    """How many rows there are of each kind. ``new`` and ``changes`` wait to be applied."""

    total: int
    new: int
    changes: int
    same: int
    conflicts: int
    duplicates: int
    errors: int
    skipped: int
    applied: int
    stale: int
    refused: int
    undone: int
    kept: int

    @property
    def waiting(self) -> int:
        """Rows that confirming would apply."""
        return self.new + self.changes

    @property
    def planned(self) -> list[Tile]:
        """What each kind of row that waits comes to, with the filter that lists its rows."""
        return [
            ("state", "new", _("新登记"), self.new),
            ("state", "change", _("更正"), self.changes),
            ("state", "same", _("无变化，不办理"), self.same),
            ("state", "error", _("有错误，不办理"), self.errors),
            ("state", "conflict", _("有冲突，不办理"), self.conflicts),
            ("state", "duplicate", _("文件内重复，不办理"), self.duplicates),
            ("state", "skipped", _("已跳过"), self.skipped),
        ]

    @property
    def tiles(self) -> list[Tile]:
        """What became of the rows, and of those that wait what there is. Before anything was done: what is planned."""
        done = [
            ("outcome", "applied", _("已导入"), self.applied),
            ("outcome", "undone", _("已撤销"), self.undone),
            ("outcome", "kept", _("未能撤销"), self.kept),
            ("outcome", "stale", _("登记已变，未导入"), self.stale),
            ("outcome", "refused", _("未能导入"), self.refused),
        ]
        happened = [tile for tile in done if tile[-1]]
        return [*happened, *(tile for tile in self.planned if tile[-1])] if happened else self.planned

    @property
    def to_mend(self) -> int:
        """Rows a person has to look at before they can go in."""
        return self.conflicts + self.duplicates + self.errors


def figures(actor: Actor, one: Import) -> Figures:
    """Counted in one query."""
    rows_of_it = rows(actor, one).order_by().values_list("state", "outcome").annotate(Count("id"))
    counted = {(state, outcome): count for state, outcome, count in rows_of_it}
    waiting = {state: counted.get((state, ""), 0) for state in ImportRow.State.values}
    outcome = {
        each: sum(count for (_state, found), count in counted.items() if found == each)
        for each in ImportRow.Outcome.values
    }
    return Figures(
        total=sum(counted.values()),
        new=waiting["new"],
        changes=waiting["change"],
        same=waiting["same"],
        conflicts=waiting["conflict"],
        duplicates=waiting["duplicate"],
        errors=waiting["error"],
        skipped=waiting["skipped"],
        **outcome,
    )


def import_keys(actor: Actor) -> Any:
    """The imports whose events ``actor`` may read, as a subquery."""
    return Import.objects.visible_to(actor).order_by().values(text=Cast("pk", CharField()))
