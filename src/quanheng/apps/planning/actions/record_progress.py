"""record_progress: progress that public records show, shipped with the platform and so confirmed with its source."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from quanheng.apps.evidence.public import record
from quanheng.apps.planning.events import ProgressConfirmed
from quanheng.apps.planning.evidence_links import Found, named
from quanheng.apps.planning.models import Body, Evidence, Progress, Task
from quanheng.apps.planning.policies import may_load
from quanheng.apps.planning.register_file import ProgressRecord
from quanheng.kernel.actor import Actor
from quanheng.kernel.errors import bad_input
from quanheng.kernel.search.outbox import touch
from quanheng.kernel.subjects import Subject


def record_progress(  # noqa: PLR0913  one record of the ledger
    *, task: Task, key: str, body: Body, facts: ProgressRecord, actor: Actor, now: datetime
) -> bool:
    """Bring the shipped entry ``key`` to ``facts``; whether anything changed. Raises ``BadInput`` where the evidence
    is not a public record.
    """
    may_load(actor).require()
    values: dict[str, Any] = {
        "task": task,
        "day": facts.day,
        "body": body,
        "text": facts.text,
        "completes": facts.completes,
        "stage": Progress.Stage.CONFIRMED,
        "source": facts.source,
        "confidence": facts.confidence,
    }
    with transaction.atomic():
        entry = Progress.objects.filter(key=key).first()
        wanted = [(one.kind, one.key) for one in facts.evidence]
        held = list(entry.evidence.values_list("kind", "key")) if entry else []
        if entry is not None and held == wanted and all(getattr(entry, n) == v for n, v in values.items()):
            return False
        entry = entry or Progress(key=key, reported_at=now)
        for name, value in values.items():
            setattr(entry, name, value)
        entry.decided_at = entry.changed_at = now
        entry.save()
        put_evidence(entry, [_found(kind, number, key) for kind, number in wanted])
        touch("task", [task.key])
        payload = ProgressConfirmed(task.key, key, facts.day.isoformat(), body.name, facts.completes, len(wanted))
        record(payload, actor=actor, subject=Subject("task", task.key), now=now)
    return True


def put_evidence(entry: Progress, found: list[Found]) -> None:
    """Make ``found`` the evidence of ``entry``."""
    entry.evidence.all().delete()
    Evidence.objects.bulk_create(
        [
            Evidence(progress=entry, kind=one.kind, key=one.key, title=one.title, order=order)
            for order, one in enumerate(found, start=1)
        ]
    )


def _found(kind: str, key: str, entry: str) -> Found:
    found = named(kind, key)
    if found is None:
        raise bad_input(entry, _("佐证 %(kind)s %(key)s 不在公开记录中") % {"kind": kind, "key": key})
    return found
