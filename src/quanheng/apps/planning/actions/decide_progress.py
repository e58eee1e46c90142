"""decide_progress: the keeper of the policy confirms what was reported, or sends it back."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from quanheng.apps.evidence.public import record
from quanheng.apps.planning.events import ProgressConfirmed, ProgressReturned
from quanheng.apps.planning.models import Progress
from quanheng.apps.planning.policies import may_decide
from quanheng.kernel.actor import Actor
from quanheng.kernel.errors import bad_input
from quanheng.kernel.search.outbox import touch
from quanheng.kernel.subjects import Subject


def decide_progress(*, entry: Progress, confirm: bool, reason: str, actor: Actor, now: datetime) -> Progress:
    """Confirm ``entry``, or return it for ``reason``. Never by the person who reported it, and only once."""
    may_decide(actor, keeper_id=entry.task.point.policy.keeper_id, reported_by=entry.reported_by_id).require()
    with transaction.atomic():
        stage = Progress.Stage.CONFIRMED if confirm else Progress.Stage.RETURNED
        waiting = Progress.objects.filter(pk=entry.pk, stage=Progress.Stage.REPORTED)
        facts = {"decided_by_id": actor.person_id, "decided_at": now, "reason": reason, "changed_at": now}
        if not waiting.update(stage=stage, **facts):
            raise bad_input("", _("这条进展已经办结"))
        subject = Subject("task", entry.task.key)
        payload = (
            ProgressConfirmed(
                entry.task.key,
                entry.key,
                entry.day.isoformat(),
                entry.body.name,
                entry.completes,
                entry.evidence.count(),
            )
            if confirm
            else ProgressReturned(entry.task.key, entry.key, entry.body.name, reason)
        )
        record(payload, actor=actor, subject=subject, now=now)
        touch("task", [entry.task.key])
    entry.refresh_from_db()
    return entry
