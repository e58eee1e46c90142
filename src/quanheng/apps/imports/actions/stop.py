"""stop: work on an import cannot go on, for a reason that is not in the rows."""

from datetime import datetime

from django.db import transaction

from quanheng.apps.evidence.public import record
from quanheng.apps.imports.events import ImportStopped
from quanheng.apps.imports.models import Import
from quanheng.kernel.actor import Actor
from quanheng.kernel.subjects import Subject


def stop(*, one: Import, reason: str, actor: Actor, now: datetime) -> None:
    """Stop applying, checking or undoing. What was done stays done; ``resume`` goes on."""
    with transaction.atomic():
        stopped = Import.objects.filter(pk=one.pk, state=one.state).update(
            state=Import.State.STOPPED, message=reason[:500], changed_at=now
        )
        if stopped:
            record(ImportStopped(reason), actor=actor, subject=Subject("import", one.key), now=now)
