"""What a killed worker was doing is taken up by its successor, and by nobody else."""

import time
from datetime import timedelta

import pytest
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from quanheng.kernel import clock
from quanheng.kernel.work import Pieces, Slice, task
from quanheng.kernel.work.worker import KEPT, MOST_ATTEMPTS, forget, take_up, worker_id


@task()
def nothing() -> None:
    """Does nothing."""


def running(*workers: str) -> DBTaskResult:
    row = DBTaskResult.objects.get(pk=nothing.enqueue().id)
    row.status, row.worker_ids = TaskResultStatus.RUNNING, list(workers)
    row.save()
    return row


def status(row: DBTaskResult) -> str:
    row.refresh_from_db()
    return row.status


def test_a_successor_takes_up_what_its_predecessor_left_and_only_that(db):
    mine, others = running("me"), running("me", "another")
    assert take_up("me") == 1
    assert (status(mine), status(others)) == (TaskResultStatus.READY, TaskResultStatus.RUNNING)


def test_a_task_that_kills_its_worker_again_and_again_is_given_up(db):
    row = running(*["me"] * MOST_ATTEMPTS)
    assert take_up("me") == 0
    assert status(row) == TaskResultStatus.FAILED


def test_only_what_ended_long_ago_is_forgotten(db):
    waiting = nothing.enqueue()
    for age in (KEPT - timedelta(hours=1), KEPT + timedelta(hours=1)):
        row = running("me")
        row.status, row.finished_at = TaskResultStatus.SUCCESSFUL, clock.now() - age
        row.save()
    assert forget() == 1
    assert DBTaskResult.objects.count() == 2
    assert DBTaskResult.objects.filter(pk=waiting.id).exists()


def test_a_worker_keeps_its_name(tmp_path):
    assert worker_id(tmp_path) == worker_id(tmp_path) != ""


@pytest.mark.parametrize(("taken", "smaller"), [(0.0, False), (10.0, True)])
def test_a_piece_that_took_long_is_followed_by_a_smaller_one(monkeypatch, taken, smaller):
    moments = iter([0.0, taken])
    monkeypatch.setattr("quanheng.kernel.work.pieces.time.monotonic", lambda: next(moments))
    monkeypatch.setattr("quanheng.kernel.work.pieces.time.sleep", lambda _seconds: None)
    pieces = Pieces({"": 100})
    with pieces.measured():
        pass
    assert pieces.size() == (25 if smaller else 200)


def test_pieces_stay_within_their_bounds():
    pieces = Pieces({"": 1}, most=3)
    for _round in range(4):
        with pieces.measured():
            pass
    assert pieces.size() == 3


def test_of_rows_that_cost_much_only_few_make_a_piece_however_many_cheap_ones_do():
    pieces = Pieces({"cheap": 1000, "dear": 4})
    rows = ["cheap"] * 500 + ["dear"] * 500
    assert pieces.cut(rows, str).count("dear") == 2
    assert len(pieces.cut(["cheap"] * 5000, str)) == 1000
    assert len(pieces.cut(["dear"] * 9, str)) == 4
    assert pieces.cut(["unknown"] * 50, str) == ["unknown"] * pieces.first
    assert Pieces({"dear": 1}).cut(["dear"] * 9, str) == ["dear"]


def test_only_the_kinds_that_were_in_a_piece_learn_from_it(monkeypatch):
    moments = iter([0.0, 10.0])
    monkeypatch.setattr("quanheng.kernel.work.pieces.time.monotonic", lambda: next(moments))
    monkeypatch.setattr("quanheng.kernel.work.pieces.time.sleep", lambda _seconds: None)
    pieces = Pieces({"cheap": 1000, "dear": 40})
    with pieces.measured("dear", "dear"):
        pass
    assert pieces.sizes == {"cheap": 1000, "dear": 10}


def test_a_slice_ends():
    assert Slice(60).left
    assert not Slice(-1).left
    assert Slice(0.01).ends <= time.monotonic() + 0.01


@pytest.mark.parametrize(("on_the_way", "then"), [(5, 20), (90, 90)])
def test_a_slice_has_at_least_as_long_for_its_work_as_for_the_way_there(monkeypatch, on_the_way, then):
    clock = [1000.0]
    monkeypatch.setattr("quanheng.kernel.work.pieces.time.monotonic", lambda: clock[0])
    one = Slice(20)
    clock[0] += on_the_way
    one.restart()
    clock[0] += then - 1
    assert one.left
    clock[0] += 2
    assert not one.left
