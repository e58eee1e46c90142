"""undo_changes: what an import did is taken back, the last row first, piece by piece."""

from collections.abc import Collection, Sequence
from datetime import datetime
from functools import partial

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from quanheng.apps.evidence.public import record
from quanheng.apps.imports.actions.stop import stop
from quanheng.apps.imports.events import ImportUndone, UndoRefused
from quanheng.apps.imports.models import Import, ImportRow
from quanheng.apps.imports.policies import may_work_on
from quanheng.kernel.actor import Actor, Refused
from quanheng.kernel.errors import BadInput
from quanheng.kernel.imports import Done, Undoing, importer_of
from quanheng.kernel.subjects import Subject
from quanheng.kernel.work import Pieces, Slice

FROM_THE_END = 2**40
NEVER = (BadInput, IntegrityError, Refused)


def undo_changes(*, number: int, pieces: Pieces, budget: Slice, actor: Actor, now: datetime) -> bool:
    """Check or undo pieces of rows while there is time. False when done."""
    states = (Import.State.CHECKING, Import.State.UNDOING)
    while True:
        one: Import | None = Import.objects.filter(pk=number, state__in=states).first()
        if one is None:
            return False
        if decision := may_work_on(actor, one):
            kind = partial(_kind, one)
            rows = pieces.cut(_waiting(one, pieces.widest), kind)
            if not rows:
                if not _end(one, actor, now):
                    return False
                continue
            with pieces.measured(*map(kind, rows)):
                _undo(one, rows, actor, now)
        else:
            stop(one=one, reason=decision.reason, actor=actor, now=now)
            return False
        if not budget.left:
            return True


def _kind(one: Import, row: ImportRow) -> str:
    """To check costs less than to undo."""
    return f"{one.state} {row.kind()}"


def _waiting(one: Import, most: int) -> list[ImportRow]:
    rows = ImportRow.objects.filter(batch=one, outcome=ImportRow.Outcome.APPLIED, number__lt=one.cursor)
    return list(rows.order_by("-number")[:most])


def _undo(one: Import, rows: Sequence[ImportRow], actor: Actor, now: datetime) -> None:
    try:
        with transaction.atomic():
            if _move(one, rows[-1].number, now):
                _take_back(one, rows, actor, now)
    except NEVER as error:
        if len(rows) > 1:
            for row in rows:
                _undo(one, [row], actor, now)
            return
        with transaction.atomic():
            if _move(one, rows[0].number, now):
                _tell(one, rows[0], str(error))
                ImportRow.keep(rows, ("outcome", "note"))
    one.cursor = rows[-1].number


def _move(one: Import, to: int, now: datetime) -> bool:
    here = Import.objects.filter(pk=one.pk, state=one.state, cursor=one.cursor)
    return bool(here.update(cursor=to, changed_at=now))


def _take_back(one: Import, rows: Sequence[ImportRow], actor: Actor, now: datetime) -> None:
    by_number = {row.number: row for row in rows}
    reason = _("撤销导入 %(number)s（%(file)s）：%(reason)s") % {
        "number": one.pk,
        "file": one.file_name,
        "reason": one.message,
    }
    dry = one.state == Import.State.CHECKING
    undoing = Undoing(actor, now, reason, dry, partial(_ours, one))
    for answer in importer_of(one.importer).undo([_done(row) for row in rows], undoing):
        _tell(one, by_number[answer.row], answer.refused)
    ImportRow.keep(rows, ("outcome", "note"))


def _done(row: ImportRow) -> Done:
    return Done(row.number, row.target, row.label, row.undo)


def _ours(one: Import, targets: Collection[str]) -> list[Done]:
    """What this import did to the records with these targets."""
    rows = ImportRow.objects.filter(batch=one, outcome=ImportRow.Outcome.APPLIED, target__in=list(targets))
    return [_done(row) for row in rows]


def _tell(one: Import, row: ImportRow, refused: str) -> None:
    row.note = refused[:500]
    if one.state == Import.State.UNDOING:
        row.outcome = ImportRow.Outcome.KEPT if refused else ImportRow.Outcome.UNDONE


def _end(one: Import, actor: Actor, now: datetime) -> bool:
    """The end of checking, or of undoing. True when undoing now begins."""
    rows = ImportRow.objects.filter(batch=one)
    subject = Subject("import", one.key)
    with transaction.atomic():
        if one.state == Import.State.CHECKING:
            refused = rows.filter(outcome=ImportRow.Outcome.APPLIED).exclude(note="").count()
            if not refused:
                return bool(_turn(one, Import.State.UNDOING, one.message, now))
            message = _("有 %d 条不能恢复，没有撤销任何一条。原因见各行；也可以选择保留它们，撤销其余的。") % refused
            if _turn(one, Import.State.DONE, message, now):
                record(UndoRefused(refused), actor=actor, subject=subject, now=now)
            return False
        restored = rows.filter(outcome=ImportRow.Outcome.UNDONE).count()
        kept = rows.filter(outcome=ImportRow.Outcome.KEPT).count()
        if _turn(one, Import.State.UNDONE, one.message, now):
            record(ImportUndone(restored, kept), actor=actor, subject=subject, now=now)
    return False


def _turn(one: Import, state: Import.State, message: str, now: datetime) -> int:
    return Import.objects.filter(pk=one.pk, state=one.state).update(
        state=state, message=message[:500], cursor=FROM_THE_END, changed_at=now
    )
