"""The worker: one a home. It takes up what a killed predecessor left, and forgets what is long done."""

import logging
import uuid
from datetime import timedelta
from pathlib import Path
from types import FrameType

from django.db import transaction
from django_tasks import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from quanheng.kernel import clock
from quanheng.kernel.work.pieces import stopping

log = logging.getLogger(__name__)

POLL_SECONDS = 0.5
MOST_ATTEMPTS = 5
"""A task whose worker died so often is what kills it."""
KEPT = timedelta(days=14)


def worker_id(home: Path) -> str:
    """The lasting name of this home's worker."""
    path = home / "worker-id"
    if not path.exists():
        path.write_text(uuid.uuid4().hex)
    return path.read_text().strip()


def take_up(mine: str) -> int:
    """Put back into the queue what the worker called ``mine`` was doing when it died. Answers how many."""
    back = 0
    with transaction.atomic():
        for task in DBTaskResult.objects.running():
            if not task.worker_ids or task.worker_ids[-1] != mine:
                continue
            gave_up = len(task.worker_ids) >= MOST_ATTEMPTS
            task.status = TaskResultStatus.FAILED if gave_up else TaskResultStatus.READY
            task.finished_at = clock.now() if gave_up else None
            task.save(update_fields=["status", "finished_at"])
            back += not gave_up
            if gave_up:
                log.error("task %s (%s) was given up: its worker died %d times", task.pk, task.task_path, MOST_ATTEMPTS)
    return back


def forget() -> int:
    """Remove results of tasks that ended long ago. Answers how many."""
    ended = DBTaskResult.objects.finished().filter(finished_at__lt=clock.now() - KEPT)
    return int(ended.delete()[0])


class StoppingWorker(Worker):
    """Tells the slice at work that it is to be the last."""

    def shutdown(self, signum: int, frame: FrameType | None) -> None:
        """On a signal: end after the present piece."""
        stopping.set()
        super().shutdown(signum, frame)


def worker(home: Path, *, once: bool) -> Worker:
    """A worker for every queue; ``once``: it ends when nothing is waiting."""
    return StoppingWorker(
        queue_names=["*"],
        excluded_queue_names=[],
        interval=POLL_SECONDS,
        batch=once,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=worker_id(home),
    )
