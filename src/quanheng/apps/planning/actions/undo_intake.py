"""undo_intake: the tasks of a confirmed import are withdrawn, as long as nobody has reported on them."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from quanheng.apps.evidence.public import record
from quanheng.apps.planning.events import IntakeUndone
from quanheng.apps.planning.models import Intake, Task
from quanheng.apps.planning.policies import may_keep
from quanheng.kernel.actor import Actor
from quanheng.kernel.errors import bad_input
from quanheng.kernel.search.outbox import touch
from quanheng.kernel.subjects import Subject


def undo_intake(*, intake: Intake, reason: str, actor: Actor, now: datetime) -> int:
    """Withdraw every task of the import; returns how many. Their numbers are never given again. A text that was loaded
    stays: law texts are corrected, never taken out. Raises ``BadInput`` where progress was reported on a task.
    """
    may_keep(actor, intake.organisation_id).require()
    if intake.stage != Intake.Stage.CONFIRMED:
        raise bad_input("", _("只有已确认的导入可以撤销"))
    tasks = Task.objects.filter(proposals__intake=intake, withdrawn_at=None)
    begun = tasks.filter(progress__isnull=False).distinct().count()
    if begun:
        raise bad_input("", _("其中 %d 项任务已有进展，不能整批撤销") % begun, _("请逐项更正。"))
    with transaction.atomic():
        keys = list(tasks.values_list("key", flat=True))
        tasks.filter(key__in=keys).update(withdrawn_at=now, withdrawn_because=reason, changed_at=now)
        intake.stage, intake.closed_at, intake.reason = Intake.Stage.UNDONE, now, reason
        intake.save(update_fields=["stage", "closed_at", "reason"])
        touch("task", keys)
        payload = IntakeUndone(intake.slug, intake.title, len(keys), reason)
        record(payload, actor=actor, subject=Subject("policy", intake.slug), now=now)
    return len(keys)
