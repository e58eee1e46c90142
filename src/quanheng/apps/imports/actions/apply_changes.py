"""apply_changes: the confirmed changes, piece by piece, each piece one short transaction."""

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Count
from django.utils.translation import gettext as _

from quanheng.apps.evidence.public import record
from quanheng.apps.imports.actions.stop import stop
from quanheng.apps.imports.events import ImportFinished
from quanheng.apps.imports.models import Import, ImportRow
from quanheng.apps.imports.planning import Planner
from quanheng.apps.imports.policies import may_work_on
from quanheng.kernel.actor import Actor, Refused
from quanheng.kernel.errors import BadInput
from quanheng.kernel.imports import Change, Plan, State
from quanheng.kernel.subjects import Subject
from quanheng.kernel.work import Pieces, Slice

NEVER = (BadInput, IntegrityError, Refused)
"""What a register may have against a row. It is kept with the row; the others go on."""


def apply_changes(*, number: int, pieces: Pieces, budget: Slice, actor: Actor, now: datetime) -> bool:
    """Apply pieces of rows while there is time. False when done: then the import's own event is written. Killed
    anywhere, the next run goes on after the last piece that was whole.
    """
    while True:
        one: Import | None = Import.objects.filter(pk=number, state=Import.State.APPLYING).first()
        if one is None:
            return False
        if decision := may_work_on(actor, one):
            rows = pieces.cut(_waiting(one, pieces.widest), ImportRow.kind)
            if not rows:
                _finish(one, actor, now)
                return False
            with pieces.measured(*map(ImportRow.kind, rows)):
                _apply(one, rows, Planner.of(one, actor), now)
        else:
            stop(one=one, reason=decision.reason, actor=actor, now=now)
            return False
        if not budget.left:
            return True


def _waiting(one: Import, most: int) -> list[ImportRow]:
    rows = ImportRow.objects.filter(batch=one, state__in=ImportRow.READY, outcome="", number__gt=one.cursor)
    return list(rows.order_by("number")[:most])


def _apply(one: Import, rows: Sequence[ImportRow], planner: Planner, now: datetime) -> None:
    """The rows as one transaction; if the register refuses one, each by itself."""
    try:
        with transaction.atomic():
            if _move(one, rows[-1].number, now):
                _make(one, rows, planner, now)
    except NEVER as error:
        if len(rows) > 1:
            for row in rows:  # as they are on record: the attempt has written into these
                _apply(one, list(ImportRow.objects.filter(pk=row.pk)), planner, now)
            return
        with transaction.atomic():
            if _move(one, rows[0].number, now):
                rows[0].outcome, rows[0].note = ImportRow.Outcome.REFUSED, str(error)[:500]
                ImportRow.keep(rows, ("outcome", "note"))
    one.cursor = rows[-1].number


def _move(one: Import, to: int, now: datetime) -> bool:
    here = Import.objects.filter(pk=one.pk, state=Import.State.APPLYING, cursor=one.cursor)
    return bool(here.update(cursor=to, changed_at=now))


def _make(one: Import, rows: Sequence[ImportRow], planner: Planner, now: datetime) -> None:
    """Plan again: what differs from the plan that was confirmed is left alone and told."""
    by_number = {row.number: row for row in rows}
    changes = []
    for row, (entry, plan) in zip(rows, planner.plans(rows), strict=True):
        if plan.state is State.SAME:
            row.state = ImportRow.State.SAME
        elif _agrees(row, plan):
            changes.append(Change(entry, plan))
        else:
            _stale(row, plan)
    reason = _("导入 %(number)s（%(file)s）") % {"number": one.pk, "file": one.file_name}
    for done in planner.importer.apply(changes, actor=planner.actor, now=now, reason=reason):
        row = by_number[done.row]
        row.outcome, row.target, row.label = ImportRow.Outcome.APPLIED, done.target, done.label[:300]
        row.undo = dict(done.undo)
    ImportRow.keep(rows, ImportRow.FILED)


def _agrees(row: ImportRow, plan: Plan) -> bool:
    return (row.state, row.target, row.was, row.now) == (plan.state, plan.target, dict(plan.was), dict(plan.now))


def _stale(row: ImportRow, plan: Plan) -> None:
    said = "；".join(fault.what for fault in plan.faults)
    note = _("预览之后登记的内容变了，没有覆盖。请核对后重新比对这一行。")
    row.outcome, row.note = ImportRow.Outcome.STALE, f"{note}{said}"[:500]
    row.was, row.target = dict(plan.was), plan.target


def _finish(one: Import, actor: Actor, now: datetime) -> None:
    counted = dict(ImportRow.objects.filter(batch=one).order_by().values_list("outcome").annotate(Count("id")))
    with transaction.atomic():
        ended = Import.objects.filter(pk=one.pk, state=Import.State.APPLYING).update(
            state=Import.State.DONE, changed_at=now
        )
        if ended:
            payload = ImportFinished(
                counted.get(ImportRow.Outcome.APPLIED, 0),
                counted.get(ImportRow.Outcome.STALE, 0),
                counted.get(ImportRow.Outcome.REFUSED, 0),
            )
            record(payload, actor=actor, subject=Subject("import", one.key), now=now)
