"""The background tasks of imports: each does a slice and leaves the rest to its continuation."""

from quanheng.apps.imports.acting import worker_of
from quanheng.kernel.clock import now
from quanheng.kernel.work import Slice, task

FIRST_PIECE = 50


@task()
def read_file(number: int) -> None:
    """Read the file and plan its rows."""
    from quanheng.apps.imports.actions.read_rows import read_rows

    if not read_rows(number=number, budget=Slice(20), actor=worker_of(number), now=now()):
        read_file.enqueue(number)


@task()
def apply_rows(number: int, size: int = FIRST_PIECE) -> None:
    """Make the confirmed changes."""
    from quanheng.apps.imports.actions.apply_changes import apply_changes

    if next_size := apply_changes(number=number, size=size, budget=Slice(), actor=worker_of(number), now=now()):
        apply_rows.enqueue(number, next_size)


@task()
def undo_rows(number: int, size: int = FIRST_PIECE) -> None:
    """Take the changes back."""
    from quanheng.apps.imports.actions.undo_changes import undo_changes

    if next_size := undo_changes(number=number, size=size, budget=Slice(), actor=worker_of(number), now=now()):
        undo_rows.enqueue(number, next_size)
