"""Background work in tests: the queue is emptied where the test says so, in the test's own transaction."""

from django_tasks_db.models import DBTaskResult


def work(most: int = 1000) -> int:
    """Do what is waiting, and what that enqueues. Answers how many tasks ran; a task that fails fails the test."""
    for done in range(most):
        row = DBTaskResult.objects.ready().first()
        if row is None:
            return done
        row.claim("test")
        row.task.call(*row.args_kwargs["args"], **row.args_kwargs["kwargs"])
        row.set_successful(None)
    raise AssertionError("the queue never becomes empty")
