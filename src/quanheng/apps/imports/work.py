"""The background tasks of imports: each does a slice and leaves the rest to its continuation."""

from quanheng.apps.imports.acting import worker_of
from quanheng.kernel.clock import now
from quanheng.kernel.work import Pieces, Slice, task

Sizes = dict[str, int]
"""How many rows of each kind make a piece, as learnt so far."""


@task()
def read_file(number: int) -> None:
    """Read the file and plan its rows."""
    from quanheng.apps.imports.actions.read_rows import read_rows

    if not read_rows(number=number, budget=Slice(20), actor=worker_of(number), now=now()):
        read_file.enqueue(number)


@task()
def apply_rows(number: int, sizes: Sizes | None = None) -> None:
    """Make the confirmed changes."""
    from quanheng.apps.imports.actions.apply_changes import apply_changes

    pieces = Pieces(sizes or {})
    if apply_changes(number=number, pieces=pieces, budget=Slice(), actor=worker_of(number), now=now()):
        apply_rows.enqueue(number, pieces.sizes)


@task()
def undo_rows(number: int, sizes: Sizes | None = None) -> None:
    """Take the changes back."""
    from quanheng.apps.imports.actions.undo_changes import undo_changes

    pieces = Pieces(sizes or {})
    if undo_changes(number=number, pieces=pieces, budget=Slice(), actor=worker_of(number), now=now()):
        undo_rows.enqueue(number, pieces.sizes)
