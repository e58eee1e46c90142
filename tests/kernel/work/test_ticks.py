"""Work that comes again: one turn waits at a time, and neither failures nor dead workers end the row."""

from datetime import timedelta

import pytest
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from quanheng.kernel import clock
from quanheng.kernel.work import task, ticks
from tests.working import work

turns: list[int] = []


@task()
def counted() -> None:
    """One turn; the third fails."""
    with ticks.ticking(counted, 10):
        turns.append(len(turns))
        if len(turns) == 3:
            raise RuntimeError("the third turn")


@pytest.fixture(autouse=True)
def alone(db, monkeypatch):
    turns.clear()
    monkeypatch.setattr(ticks, "_ticks", [])
    ticks.keep_ticking(counted)
    ticks.keep_ticking(counted)


def waiting() -> list[DBTaskResult]:
    return list(DBTaskResult.objects.filter(task_path=counted.module_path, status=TaskResultStatus.READY))


def test_a_worker_that_starts_puts_the_first_turn_into_the_queue_and_only_one():
    assert ticks.start_ticking() == 1
    assert ticks.start_ticking() == 0
    assert len(waiting()) == 1


def test_a_turn_puts_the_next_one_into_the_queue_for_later():
    ticks.start_ticking()
    before = clock.now()
    assert work() == 1
    [row] = waiting()
    assert timedelta(minutes=10) <= row.run_after - before < timedelta(minutes=11)
    assert work() == 0, "not yet"
    assert ticks.start_ticking() == 0, "a worker that starts again adds none"


def test_a_turn_that_fails_is_followed_by_the_next(caplog):
    ticks.start_ticking()
    for _turn in range(4):
        work()
        DBTaskResult.objects.filter(status=TaskResultStatus.READY).update(run_after=clock.now())
    assert turns == [0, 1, 2, 3]
    assert "the third turn" in caplog.text


def test_a_worker_that_died_in_a_turn_leaves_no_second_row():
    ticks.start_ticking()
    [row] = waiting()
    work()
    row.refresh_from_db()
    row.status = TaskResultStatus.READY  # taken up by its successor
    row.save()
    work()
    assert len(waiting()) == 1
