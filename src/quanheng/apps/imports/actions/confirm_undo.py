"""confirm_undo: somebody who may says that the import is to be taken back."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from quanheng.apps.evidence.public import record
from quanheng.apps.imports.acting import on_behalf_of
from quanheng.apps.imports.actions.undo_changes import FROM_THE_END
from quanheng.apps.imports.events import UndoConfirmed
from quanheng.apps.imports.models import Import, ImportRow
from quanheng.apps.imports.policies import may_work_on
from quanheng.apps.imports.work import undo_rows
from quanheng.kernel.actor import Actor
from quanheng.kernel.errors import bad_input
from quanheng.kernel.subjects import Subject

UNDOABLE = (Import.State.DONE, Import.State.STOPPED)


def confirm_undo(*, one: Import, whole: bool, reason: str, actor: Actor, now: datetime) -> Import:
    """Begin to undo. ``whole``: first look whether every record can be restored, and restore none if one cannot;
    otherwise those that cannot are kept and listed. ``BadInput`` without a reason, or with nothing to undo.
    """
    may_work_on(actor, one).require()
    if not reason.strip():
        raise bad_input("reason", _("没有填写撤销理由"), _("请写明为什么撤销。"))
    with transaction.atomic():
        applied = ImportRow.objects.filter(batch=one, outcome=ImportRow.Outcome.APPLIED)
        count = applied.count()
        if not count:
            raise bad_input("", _("没有可以撤销的行"), _("请刷新页面。"))
        begun = Import.objects.filter(pk=one.pk, state__in=UNDOABLE).update(
            state=Import.State.CHECKING if whole else Import.State.UNDOING,
            cursor=FROM_THE_END,
            message=reason.strip()[:500],
            changed_at=now,
            **on_behalf_of(actor),
        )
        if not begun:
            raise bad_input("", _("这次导入正在办理，或已经撤销"), _("请刷新页面。"))
        applied.exclude(note="").update(note="")
        payload = UndoConfirmed(count, whole, reason.strip())
        record(payload, actor=actor, subject=Subject("import", one.key), now=now)
        undo_rows.enqueue(one.pk)
    one.refresh_from_db()
    return one
