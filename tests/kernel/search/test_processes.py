"""Real processes, really killed: nothing that was committed is lost, nothing is found twice."""

import os
import shutil
import signal
import subprocess
import sys
import time
import uuid
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings

from quanheng.kernel.search.engine import Request
from quanheng.kernel.search.places import Place
from quanheng.kernel.search.query import parse
from quanheng.kernel.search.tantivy_engine import TantivyEngine

pytestmark = pytest.mark.process

ROOT = Path(__file__).resolve().parents[3]
PATIENCE = 60


@contextmanager
def own_database(template: str = "template1"):
    """The ``DATABASE_URL`` of a database of the test's own; empty for the SQLite file under its home."""
    given = settings.DATABASES["default"]
    if given["ENGINE"].endswith("sqlite3"):
        yield ""
        return
    import psycopg

    name = f"quanheng_search_{uuid.uuid4().hex[:12]}"
    access = {"host": given["HOST"], "port": given["PORT"], "user": given["USER"], "password": given["PASSWORD"]}
    known = {key: value for key, value in access.items() if value}
    with psycopg.connect(dbname="postgres", autocommit=True, **known) as server:
        server.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template.rpartition("/")[2]}"')
        try:
            user = quote(given["USER"]) + (f":{quote(given['PASSWORD'])}" if given["PASSWORD"] else "")
            yield f"postgresql://{user}@{given['HOST']}:{given['PORT'] or 5432}/{name}"
        finally:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


class Station:
    """A platform with its own home and database, driven by commands."""

    def __init__(self, home: Path, database: str) -> None:
        self.home = home
        self.environment = {
            **os.environ,
            "QUANHENG_HOME": str(home),
            "DATABASE_URL": database,
            "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
        }
        self.engine = TantivyEngine(Place(home / "search"))

    def command(self, *words: str) -> list[str]:
        module = ["quanheng"] if words[0] == "migrate" else ["tests.kernel.search.station"]
        return [sys.executable, "-m", *module, *words]

    def run(self, *words: str, code: int = 0) -> str:
        done = subprocess.run(
            self.command(*words),
            env=self.environment,
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout + done.stderr

    @contextmanager
    def indexer(self):
        """The long-running indexer, ready; stopped by SIGTERM at the end."""
        process = subprocess.Popen(
            self.command("index"),
            env=self.environment,
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
            stderr=subprocess.STDOUT,
        )
        try:
            assert process.stdout.readline().startswith("indexing")
            yield process
        finally:
            process.send_signal(signal.SIGTERM)
            output = process.communicate(timeout=PATIENCE)[0]
        assert process.returncode == 0, output
        assert "stopped" in output

    def found(self, typed: str) -> list[str]:
        return sorted(hit.document.key for hit in self.engine.search(Request(parse(typed), size=100)).hits)

    def wait_for(self, typed: str) -> None:
        end = time.monotonic() + PATIENCE
        while not self.found(typed):
            assert time.monotonic() < end, f"{typed} is not findable"
            time.sleep(0.02)


@pytest.fixture(scope="module")
def origin(tmp_path_factory):
    """A migrated, empty platform with an index, to be copied."""
    with own_database() as database:
        made = Station(tmp_path_factory.mktemp("origin") / "home", database)
        made.run("migrate", "-v0")
        made.run("reindex")
        yield made


@pytest.fixture
def station(origin, tmp_path):
    shutil.copytree(origin.home, tmp_path / "home")
    with own_database(origin.environment["DATABASE_URL"] or "template1") as database:
        yield Station(tmp_path / "home", database)


def test_what_is_written_becomes_findable_while_the_indexer_runs_and_leaves_when_removed(station):
    with station.indexer():
        station.run("write", "alpha", "beta")
        station.wait_for("alpha")
        assert station.found("标记") == ["alpha", "beta"]
        station.run("remove", "alpha")
        end = time.monotonic() + PATIENCE
        while station.found("alpha"):
            assert time.monotonic() < end
            time.sleep(0.02)
    assert "ok   mark: 1 on record, 1 indexed" in station.run("check")


def test_a_second_indexer_is_refused_and_the_first_goes_on(station):
    with station.indexer():
        assert "another process writes the search index" in station.run("index-once", code=1)
        station.run("write", "gamma")
        station.wait_for("gamma")


def test_killed_between_commit_and_cursor_nothing_is_lost_or_doubled(station):
    station.run("write", "one", "two", "three")
    station.run("index-dying-before-the-cursor", code=-signal.SIGKILL)
    station.run("write", "four")
    assert "applied 4 changes" in station.run("index-once")
    assert station.found("标记") == ["four", "one", "three", "two"]
    assert "ok   mark: 4 on record, 4 indexed" in station.run("check")


def test_killed_in_the_middle_of_a_batch_nothing_is_lost(station):
    station.run("write", "one", "two", "three", "four")
    station.run("index-dying-in-the-batch", "2", code=-signal.SIGKILL)
    assert station.found("标记") == []
    station.run("index-once")
    assert station.found("标记") == ["four", "one", "three", "two"]


def test_the_running_indexer_killed_outright_leaves_its_lock_free(station):
    station.run("write", "one")
    process = subprocess.Popen(station.command("index"), env=station.environment, cwd=ROOT, stdout=subprocess.PIPE)
    assert process.stdout.readline().startswith(b"indexing")
    process.kill()
    process.communicate()
    station.run("write", "two")
    station.run("index-once")
    assert station.found("标记") == ["one", "two"]


def test_a_rebuild_killed_half_way_leaves_the_live_index_alone(station):
    station.run("write", *(f"m{at}" for at in range(9)))
    station.run("index-once")
    station.run("reindex-dying-half-way", code=-signal.SIGKILL)
    assert len(station.found("标记")) == 9
    station.run("reindex")
    assert len(station.found("标记")) == 9
    assert len(list((station.home / "search").glob("index-*"))) == 2


def test_a_rebuild_goes_live_under_a_running_indexer_and_its_readers(station):
    with station.indexer():
        station.run("write", "before")
        station.wait_for("before")
        former = Place(station.home / "search").current()
        station.run("reindex")
        station.run("reindex")
        assert Place(station.home / "search").current() != former
        assert station.found("before") == ["before"]
        station.run("write", "after")
        station.wait_for("after")
        assert station.found("标记") == ["after", "before"]


def test_a_transaction_that_began_first_and_ended_last_is_not_lost(station):
    said = station.run("overtake")
    assert station.found("标记") == ["quick", "slow"]
    assert ("writers are serial" in said) == (not station.environment["DATABASE_URL"])


def test_the_check_says_what_differs(station):
    station.run("write", "one", "two")
    said = station.run("check", code=1)
    assert "DIFF mark: 2 on record, 0 indexed" in said
    assert "2 changes wait in the outbox" in said


def test_another_database_at_the_same_address_is_noticed(station, tmp_path):
    station.run("write", "old")
    station.run("index-once")
    with own_database() as other:
        station.environment["DATABASE_URL"] = other or f"sqlite:///{tmp_path}/other.sqlite3"
        station.run("migrate", "-v0")
        station.run("write", "new")
        station.run("index-once")
        assert station.found("标记") == ["new"]
