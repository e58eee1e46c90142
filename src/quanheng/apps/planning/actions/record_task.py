"""record_task: a task enters the ledger, or is brought to what its source says."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from quanheng.apps.evidence.public import record
from quanheng.apps.planning.events import TaskRecorded
from quanheng.apps.planning.models import Body, Point, Responsibility, Task
from quanheng.apps.planning.policies import may_keep
from quanheng.kernel.actor import Actor
from quanheng.kernel.errors import BadInput, Fault
from quanheng.kernel.search.outbox import touch
from quanheng.kernel.subjects import Subject

TASK = "task"


@dataclass(frozen=True, slots=True)
class Answering:
    """One responsible body of a task: its role, and how the policy writes its name."""

    body: Body
    role: str
    stated: str = ""


@dataclass(frozen=True, slots=True)
class TaskFacts:
    """Everything a person or a file says about a task."""

    title: str
    target_kind: str
    source: str
    confidence: str
    recurrence: str = Task.Recurrence.ONCE
    deadline_text: str = ""
    deadline: date | None = None
    presumed: bool = False
    target_text: str = ""
    target_number: Decimal | None = None
    target_unit: str = ""
    indicator: str = ""
    origin: str = Task.Origin.SHIPPED
    responsibilities: Sequence[Answering] = field(default_factory=tuple)

    def plain(self) -> dict[str, Any]:
        """The values of the task's own fields."""
        return {name: getattr(self, name) for name in self.__dataclass_fields__ if name != "responsibilities"}


def record_task(  # noqa: PLR0913  one record of the ledger
    *, point: Point, key: str, order: int, facts: TaskFacts, actor: Actor, now: datetime
) -> tuple[Task, bool]:
    """Bring the task ``key`` to ``facts``. Returns it and whether anything changed; a task that a person corrected or
    withdrew stays as it is. Raises ``BadInput`` naming the field at fault.
    """
    may_keep(actor, point.policy.keeper_id).require()
    with transaction.atomic():
        task = Task.objects.filter(key=key).first()
        if task is not None and (task.corrected_at or task.withdrawn_at):
            return task, False
        created = task is None
        task = task or Task(key=key, changed_at=now)
        changed = put(task, {**facts.plain(), "order": order, "point": point}, facts.responsibilities, now)
        if changed:
            touch(TASK, [key])
            payload = TaskRecorded(key, task.title, created, () if created else changed)
            record(payload, actor=actor, subject=Subject(TASK, key), now=now)
        return task, bool(changed)


def put(task: Task, values: dict[str, Any], answering: Sequence[Answering], now: datetime) -> tuple[str, ...]:
    """Assign what differs and save; the names of what changed. Raises ``BadInput``."""
    changed = [name for name, value in values.items() if task.pk is None or getattr(task, name) != value]
    wanted = [(one.body.pk, one.role, one.stated) for one in answering]
    held = [] if task.pk is None else list(task.responsibilities.values_list("body_id", "role", "stated"))
    for name in changed:
        setattr(task, name, values[name])
    if wanted != held:
        changed.append("responsibilities")
    if not changed:
        return ()
    task.changed_at = now
    _save(task)
    if wanted != held:
        task.responsibilities.all().delete()
        Responsibility.objects.bulk_create(
            [
                Responsibility(task=task, body_id=body, role=role, stated=stated, order=order)
                for order, (body, role, stated) in enumerate(wanted, start=1)
            ]
        )
    return tuple(changed)


def _save(task: Task) -> None:
    try:
        task.full_clean()
    except ValidationError as error:
        raise BadInput(
            [
                Fault("" if name == "__all__" else name, text.rstrip("。"))
                for name, texts in error.message_dict.items()
                for text in texts
            ]
        ) from error
    task.save()
