"""However long a row takes, nobody waits long for the lock: pieces are sized by the time the last ones took."""

import pytest

from quanheng.apps.imports.actions.confirm_undo import confirm_undo
from quanheng.apps.imports.models import Import
from quanheng.apps.people.importing.organisations import OrganisationImporter
from quanheng.kernel.work.pieces import AIM
from tests.working import work

MOST = 4 * AIM
"""Seconds that others wait at most, as the pieces promise."""


class Clock:
    """A clock that only rows move: each costs what the test says, in the transaction it is done in."""

    def __init__(self) -> None:
        self.now = 0.0
        self.pieces: list[tuple[str, int, float]] = []

    def spend(self, what: str, rows: int, each: float) -> None:
        self.now += rows * each
        self.pieces.append((what, rows, rows * each))

    def longest(self, what: str) -> float:
        return max(taken for kind, _rows, taken in self.pieces if kind == what)


@pytest.fixture
def clock(monkeypatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr("quanheng.kernel.work.pieces.time.monotonic", lambda: clock.now)
    monkeypatch.setattr("quanheng.kernel.work.pieces.time.sleep", lambda _seconds: None)
    return clock


def costing(monkeypatch, clock: Clock, *, new: float, change: float, check: float, undo: float) -> None:
    """What a row costs to register, correct, check and undo."""
    applied, undone = OrganisationImporter.apply, OrganisationImporter.undo

    def apply(self, changes, **told):
        dear = sum(one.plan.state == "change" for one in changes)
        cheap = len(changes) - dear
        clock.spend("apply", 1, dear * change + cheap * new)
        return applied(self, changes, **told)

    def take_back(self, done, undoing):
        clock.spend("check" if undoing.dry else "undo", len(done), check if undoing.dry else undo)
        return undone(self, done, undoing)

    monkeypatch.setattr(OrganisationImporter, "apply", apply)
    monkeypatch.setattr(OrganisationImporter, "undo", take_back)


def test_no_piece_holds_the_lock_for_long_whatever_rows_cost(desk, monkeypatch, clock):
    desk.apply(desk.preview(*[(f"{number}院", "院校") for number in range(0, 300, 10)]))
    clock.pieces.clear()
    costing(monkeypatch, clock, new=0.001, change=0.1, check=0.0001, undo=0.1)
    rows = [(f"{number}院", "企业") for number in range(300)]
    one = desk.apply(desk.preview(*rows))
    assert one.state == Import.State.DONE
    assert clock.longest("apply") <= MOST
    confirm_undo(one=one, whole=True, reason="文件有误", actor=desk.actor, now=desk.moment)
    work()
    one.refresh_from_db()
    assert one.state == Import.State.UNDONE
    assert clock.longest("check") <= MOST
    assert clock.longest("undo") <= MOST
    assert sum(rows for kind, rows, _taken in clock.pieces if kind == "undo") == 300


def test_cheap_rows_are_soon_done_many_at_once(desk, monkeypatch, clock):
    costing(monkeypatch, clock, new=0.0001, change=0.1, check=0.0001, undo=0.0001)
    desk.apply(desk.preview(*[(f"{number}院", "院校") for number in range(400)]))
    assert len(clock.pieces) < 10
