"""read_rows: the rows of the file and what each would do. Derived from file and register; changes no record."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _

from quanheng.apps.imports.models import Import, ImportRow
from quanheng.apps.imports.planning import Planner
from quanheng.apps.imports.policies import may_work_on
from quanheng.kernel.actor import Actor
from quanheng.kernel.errors import BadInput, bad_input
from quanheng.kernel.imports import Records, Texts, open_book
from quanheng.kernel.work import Pieces, Slice

CLEARED_AT_ONCE = 1000


def read_rows(*, number: int, budget: Slice, actor: Actor, now: datetime) -> bool:
    """Read on from where the last slice stopped. True when there is nothing left to read; what makes the file
    unreadable is then in ``message``.
    """
    one: Import | None = Import.objects.select_related("file").filter(pk=number, state=Import.State.READING).first()
    if one is None:
        return True
    decision = may_work_on(actor, one)
    if not decision:
        _end(one, Import.State.FAILED, [], decision.reason, now)
        return True
    try:
        _clear(one)
        return _read(one, Planner.of(one, actor), budget, now)
    except BadInput as error:
        _end(one, Import.State.FAILED, [], str(error)[:500], now)
        return True


def _clear(one: Import) -> None:
    """Rows of an earlier reading go, a few at a time."""
    if one.cursor >= 0:
        return
    while old := list(ImportRow.objects.filter(batch=one).values_list("pk", flat=True)[:CLEARED_AT_ONCE]):
        ImportRow.objects.filter(pk__in=old).delete()
    Import.objects.filter(pk=one.pk, cursor=-1).update(cursor=0)
    one.cursor = 0


def _read(one: Import, planner: Planner, budget: Slice, now: datetime) -> bool:
    columns, remarks = one.map, list[str]()
    pieces, piece, arrived = Pieces(first=200, most=1000), list[Texts](), False
    with open_book(one.file, one.file_name) as book:
        for texts in Records(book.rows(columns.sheet), columns, one.file_name, remarks):
            if texts.row <= one.cursor:
                continue
            if not arrived:
                budget.restart()
                arrived = True
            piece.append(texts)
            if len(piece) < pieces.size():
                continue
            with pieces.measured():
                going_on = _keep(one, planner, piece, now)
            if not going_on:
                return True
            piece = []
            if not budget.left:
                return False
        if piece and not _keep(one, planner, piece, now):
            return True
        if not ImportRow.objects.filter(batch=one).exists():
            raise bad_input(one.file_name, _("没有读到记录"), _("请检查工作表、表头所在的行和对应关系。"))
        _end(one, Import.State.READY, [*book.remarks, *remarks], "", now)
    return True


def _keep(one: Import, planner: Planner, piece: Sequence[Texts], now: datetime) -> bool:
    """Plan ``piece`` and keep its rows. False when somebody else moved the cursor, or reading was called off."""
    rows = [ImportRow(batch=one, number=texts.row, texts=dict(texts.texts), marks=dict(texts.marks)) for texts in piece]
    planner.fill(rows, partial(met_before, one, row=piece[0].row))
    last = piece[-1].row
    with transaction.atomic():
        here = Import.objects.filter(pk=one.pk, state=Import.State.READING, cursor=one.cursor)
        if not here.update(cursor=last, changed_at=now):
            return False
        ImportRow.objects.bulk_create(rows, batch_size=500)
    one.cursor = last
    return True


def met_before(one: Import, keys: Iterable[str], row: int) -> dict[str, int]:
    """In which earlier row of the file each of ``keys`` was met first."""
    standing = ImportRow.objects.filter(batch=one, key__in=list(keys), number__lt=row).exclude(
        state__in=(ImportRow.State.ERROR, ImportRow.State.SKIPPED, ImportRow.State.DUPLICATE)
    )
    return dict(standing.order_by("-number").values_list("key", "number"))


def _end(one: Import, state: Import.State, remarks: list[str], message: str, now: datetime) -> None:
    Import.objects.filter(pk=one.pk, state=Import.State.READING).update(
        state=state, remarks=remarks, message=message, changed_at=now
    )
