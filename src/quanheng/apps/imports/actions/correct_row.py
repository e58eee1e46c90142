"""correct_row: a row is mended in the page, skipped, or taken in again."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _

from quanheng.apps.evidence.public import record
from quanheng.apps.imports.actions.read_rows import met_before
from quanheng.apps.imports.events import RowCorrected
from quanheng.apps.imports.models import Import, ImportRow
from quanheng.apps.imports.planning import Planner
from quanheng.apps.imports.policies import may_work_on
from quanheng.kernel.actor import Actor
from quanheng.kernel.errors import bad_input
from quanheng.kernel.imports.sheets import LONGEST_CELL
from quanheng.kernel.subjects import Subject

CORRECTABLE = (Import.State.READY, Import.State.DONE)


def correct_row(
    *, row: ImportRow, texts: Mapping[str, str], actor: Actor, now: datetime, skip: bool | None = None
) -> ImportRow:
    """Give fields of the row the ``texts`` that a person typed, and plan it anew, with the rows that mean the same
    record. ``skip`` leaves it out of the import (True) or takes it in again (False). The row stays as it is in the
    file: only this import sees the correction. ``BadInput`` when it is done already.
    """
    one = row.batch
    may_work_on(actor, one).require()
    if one.state not in CORRECTABLE or row.outcome == ImportRow.Outcome.APPLIED:
        raise bad_input("", _("这一行已经办理，或导入正在办理"), _("请刷新页面。"))
    long = [field for field, text in texts.items() if len(text) > LONGEST_CELL]
    if long:
        raise bad_input(long[0], _("内容过长"), _("请缩短。"))
    changed = [field for field, text in texts.items() if text.strip() != row.texts.get(field, "")]
    keys = {row.key}
    with transaction.atomic():
        row.texts = {**row.texts, **{field: texts[field].strip() for field in changed}}
        row.marks = {field: mark for field, mark in row.marks.items() if field not in changed}
        row.corrected = row.corrected or bool(changed)
        row.outcome, row.note = "", ""
        _plan(row, keys, actor, skip=skip)
        _save([row])
        payload = RowCorrected(row.number, tuple(changed), bool(skip))
        record(payload, actor=actor, subject=Subject("import", one.key), now=now)
    return row


def _plan(row: ImportRow, keys: set[str], actor: Actor, *, skip: bool | None) -> None:
    """The row, then the others that mean the same record as it did or does: only the first of them counts."""
    planner = Planner.of(row.batch, actor)
    if skip:
        row.state, row.faults = ImportRow.State.SKIPPED, []
    else:
        planner.fill([row], partial(met_before, row.batch, row=row.number))
    keys = (keys | {row.key}) - {""}
    others = list(
        ImportRow.objects.filter(batch=row.batch, key__in=keys, outcome="")
        .exclude(pk=row.pk)
        .exclude(state=ImportRow.State.SKIPPED)
        .order_by("number")
    )
    if others:
        _save([row])  # the others look for it on record
        for other in others:
            planner.fill([other], partial(met_before, row.batch, row=other.number))
            _save([other])


def _save(rows: list[ImportRow]) -> None:
    for row in rows:
        row.save()
