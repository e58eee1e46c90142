"""Background work: what takes longer than a page may. The queue is a table, the worker one process a home.

Write a task at module level and enqueue it inside the transaction of the change that needs it: both are kept or
neither. Arguments are JSON: pass keys, not records. ::

    @task()
    def read_file(number: int) -> None: ...

    with transaction.atomic():
        Import.objects.create(...)
        read_file.enqueue(one.pk)

A task may be run again from its beginning: a worker that is killed leaves it to its successor. So a task

- does its work in slices of a few seconds and enqueues its own continuation (:class:`Slice`), which keeps the queue
  fair, lets the platform stop in time, and bounds what is done twice;
- moves a cursor of its own by a conditional UPDATE in the transaction of each piece, so that two runs never do the
  same piece;
- never holds the write lock for long (:class:`Pieces`).

The names of the package behind it stand here only: Django 6 has the same ones built in.
"""

from django_tasks import task

from quanheng.kernel.work.pieces import Pieces, Slice

__all__ = ["Pieces", "Slice", "task"]
