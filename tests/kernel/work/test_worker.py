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
    pieces = Pieces(size=100)
    with pieces.measured():
        pass
    assert pieces.size == (25 if smaller else 200)


def test_pieces_stay_within_their_bounds():
    pieces = Pieces(size=1, most=3)
    for _round in range(4):
        with pieces.measured():
            pass
    assert pieces.size == 3


def test_a_slice_ends():
    assert Slice(60).left
    assert not Slice(-1).left
    assert Slice(0.01).ends <= time.monotonic() + 0.01
