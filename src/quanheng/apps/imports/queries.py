"""What can be asked of imports."""

from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, Count, QuerySet
from django.db.models.functions import Cast

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
    def to_mend(self) -> int:
        """Rows a person has to look at before they can go in."""
        return self.conflicts + self.duplicates + self.errors


def figures(actor: Actor, one: Import) -> Figures:
    """Counted in one query."""
    counted = {
        (state, outcome): count
        for state, outcome, count in rows(actor, one).order_by().values_list("state", "outcome").annotate(Count("id"))
    }
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
