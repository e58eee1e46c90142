"""Work that comes again and again: a task every so many minutes, for as long as the platform runs.

Declare it once, when the app is ready, beside the task itself::

    @task()
    def measure() -> None:
        with ticking(measure, every_minutes()): ...

The worker makes sure at its start that each has its next turn in the queue; a turn puts the next one there before it
does its work, so that neither a failure nor a killed worker ends the row.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from django.db import transaction
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from quanheng.kernel import clock

log = logging.getLogger(__name__)
_ticks: list[Any] = []


def keep_ticking(task: Any) -> None:
    """Called once by each app for each of its tasks that come again; ``task`` takes no arguments."""
    if task not in _ticks:
        _ticks.append(task)


def start_ticking() -> int:
    """Put into the queue what has no turn waiting. Answers how many. Called by the worker when it starts."""
    missing = [task for task in _ticks if not _waits(task)]
    for task in missing:
        task.enqueue()
    return len(missing)


@contextmanager
def ticking(task: Any, minutes: float) -> Iterator[None]:
    """One turn of ``task``: the next is in the queue before this one begins. What it raises is logged, not passed on:
    it would be tried again in ``minutes`` anyway.
    """
    with transaction.atomic():
        if not _waits(task):
            task.using(run_after=clock.now() + timedelta(minutes=minutes)).enqueue()
    try:
        yield
    except Exception:
        log.exception("%s failed; its next turn is in %s minutes", task.module_path, minutes)


def _waits(task: Any) -> bool:
    rows = DBTaskResult.objects.filter(task_path=task.module_path, status=TaskResultStatus.READY)
    return bool(rows.exists())
