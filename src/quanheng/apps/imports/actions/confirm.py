"""confirm: somebody who may says that the changes shown are to be made."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from quanheng.apps.evidence.public import record
from quanheng.apps.imports.acting import on_behalf_of
from quanheng.apps.imports.events import ImportConfirmed
from quanheng.apps.imports.models import Import, ImportRow
from quanheng.apps.imports.policies import may_work_on
from quanheng.apps.imports.work import apply_rows
from quanheng.kernel.actor import Actor
from quanheng.kernel.errors import bad_input
from quanheng.kernel.subjects import Subject

CONFIRMABLE = (Import.State.READY, Import.State.DONE)


def confirm(*, one: Import, actor: Actor, now: datetime) -> Import:
    """Begin to apply the rows that are new or change something and are not done yet; rows with faults, conflicts and
    repetitions stay out. ``BadInput`` when there is nothing to do.
    """
    may_work_on(actor, one).require()
    with transaction.atomic():
        waiting = ImportRow.objects.filter(batch=one, outcome="")
        new = waiting.filter(state=ImportRow.State.NEW).count()
        changes = waiting.filter(state=ImportRow.State.CHANGE).count()
        if not new + changes:
            raise bad_input("", _("没有可以办理的行"), _("请先更正有错误的行；全部无变化时不必导入。"))
        begun = Import.objects.filter(pk=one.pk, state__in=CONFIRMABLE).update(
            state=Import.State.APPLYING, cursor=0, message="", changed_at=now, **on_behalf_of(actor)
        )
        if not begun:
            raise bad_input("", _("这次导入正在办理或已经结束"), _("请刷新页面。"))
        record(ImportConfirmed(new, changes), actor=actor, subject=Subject("import", one.key), now=now)
        apply_rows.enqueue(one.pk)
    one.refresh_from_db()
    return one
