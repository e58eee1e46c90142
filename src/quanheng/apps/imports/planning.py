"""From the texts of rows to what they would do: faults by cell, the importer's plans, and repetitions in the file."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from quanheng.apps.imports.models import Import, ImportRow
from quanheng.kernel.actor import Actor
from quanheng.kernel.imports import (
    CellFault,
    ColumnMap,
    Entry,
    Field,
    Importer,
    Mark,
    Plan,
    State,
    Texts,
    importer_of,
    typed,
)


@dataclass(frozen=True, slots=True)
class Planner:
    """Plans rows of one import: its importer and fields, asked for once."""

    one: Import
    importer: Importer
    fields: Sequence[Field]
    actor: Actor

    @classmethod
    def of(cls, one: Import, actor: Actor) -> "Planner":
        """For ``one``, in the name of ``actor``."""
        importer = importer_of(one.importer)
        return cls(one, importer, importer.fields(), actor)

    def plans(self, rows: Sequence[ImportRow]) -> list[tuple[Entry, Plan]]:
        """The plan of each row. Rows with faults are planned too, so that the record they mean is shown beside them."""
        read = [typed(texts_of(row), self.fields, self.one.file_name) for row in rows]
        planned = self.importer.plan([entry for entry, _faults in read], actor=self.actor)
        return [(entry, _with_faults(plan, faults)) for (entry, faults), plan in zip(read, planned, strict=True)]

    def fill(self, rows: Sequence[ImportRow], earlier: Callable[[Iterable[str]], Mapping[str, int]]) -> None:
        """Set state, key, record and faults of ``rows``, in order. ``earlier`` says in which earlier row of the file
        each of some keys was met.
        """
        plans = self.plans(rows)
        met = dict(earlier({plan.key[:300] for _entry, plan in plans if plan.key}))
        columns = self.one.map
        for row, (_entry, plan) in zip(rows, plans, strict=True):
            first = met.get(plan.key, row.number) if plan.key else row.number
            repeated = first != row.number and plan.state is not State.ERROR
            row.state = ImportRow.State.DUPLICATE if repeated else ImportRow.State(plan.state)
            row.key, row.target = plan.key[:300], plan.target[:200]
            row.label = (plan.label or row.texts.get(self.fields[0].key, ""))[:300]
            row.was, row.now = dict(plan.was), dict(plan.now)
            faults = (*plan.faults, _repetition(first)) if repeated else plan.faults
            row.faults = [_kept(fault, row.number, columns) for fault in faults]
            if plan.key and plan.state is not State.ERROR:
                met.setdefault(plan.key, row.number)


def texts_of(row: ImportRow) -> Texts:
    """The texts and marks a row keeps."""
    return Texts(row.number, row.texts, {field: Mark(mark) for field, mark in row.marks.items()})


def _with_faults(plan: Plan, faults: tuple[CellFault, ...]) -> Plan:
    if not faults:
        return plan
    named = {fault.field for fault in faults}
    more = tuple(fault for fault in plan.faults if fault.field not in named)
    return Plan(State.ERROR, plan.key, plan.target, plan.label, plan.was, plan.now, (*faults, *more))


def _repetition(first: int) -> CellFault:
    return CellFault("", _("与第 %d 行是同一条记录") % first, _("请保留一行，跳过另一行。"))


def _kept(fault: CellFault, row: int, columns: ColumnMap) -> dict[str, Any]:
    cell = columns.cell(row, fault.field) if fault.field else ""
    return {"field": fault.field, "cell": cell, "what": fault.what, "remedy": fault.remedy}
