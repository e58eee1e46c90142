"""resume: work that stopped, or that nobody seems to be doing any more, goes on."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from quanheng.apps.evidence.public import record
from quanheng.apps.imports.acting import on_behalf_of
from quanheng.apps.imports.events import ImportResumed
from quanheng.apps.imports.models import Import, ImportRow
from quanheng.apps.imports.policies import may_work_on
from quanheng.apps.imports.work import apply_rows, read_file, undo_rows
from quanheng.kernel.actor import Actor
from quanheng.kernel.errors import bad_input
from quanheng.kernel.subjects import Subject

TASKS: dict[Import.State, Any] = {
    Import.State.READING: read_file,
    Import.State.APPLYING: apply_rows,
    Import.State.CHECKING: undo_rows,
    Import.State.UNDOING: undo_rows,
}


def resume(*, one: Import, actor: Actor, now: datetime) -> Import:
    """Go on in the name of ``actor``. Harmless where work is going on after all: only one run does each row."""
    may_work_on(actor, one).require()
    state = _went_to(one) if one.state == Import.State.STOPPED else Import.State(one.state)
    if state not in TASKS:
        raise bad_input("", _("这次导入没有停下的工作"), _("请刷新页面。"))
    with transaction.atomic():
        moved = Import.objects.filter(pk=one.pk, state=one.state).update(
            state=state, message="", changed_at=now, **on_behalf_of(actor)
        )
        if moved:
            record(ImportResumed(state.value), actor=actor, subject=Subject("import", one.key), now=now)
            TASKS[state].enqueue(one.pk)
    one.refresh_from_db()
    return one


def _went_to(one: Import) -> Import.State:
    """What was going on when it stopped: undoing, once a row was undone; applying otherwise."""
    undone = ImportRow.objects.filter(batch=one, outcome__in=(ImportRow.Outcome.UNDONE, ImportRow.Outcome.KEPT))
    return Import.State.UNDOING if undone.exists() else Import.State.APPLYING
