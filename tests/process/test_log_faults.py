"""The log survives what happens to machines: killed anywhere, a full disk, a second sequencer, an old backup, a clock
set back. Nothing acknowledged is lost, and no size is ever signed for two roots.
"""

import json
import os
import shutil
import time
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from psycopg import sql

from tests.process.conftest import Platform, eventually
from tests.process.forked import Forks
from tools.postgres import GIVEN, with_database

SETUP = """
import json, os, resource, signal
from datetime import timedelta
from pathlib import Path
from django.conf import settings
from django.db import connection, transaction
from quanheng.apps.evidence.log import mirroring, outside, reading, runner, sequencing, signing, storage
from quanheng.apps.evidence.models import Checkpoint, Entry, Pending
from quanheng.core.trust.merkle import leaf_hash
from quanheng.kernel.clock import now
honest_sign = signing.sign_checkpoint
def sign(head, keys):
    with (Path(settings.LOG_HOME).parent / "signed").open("a") as file:
        file.write(f"{head.size} {head.root.hex()}\\n")
    return honest_sign(head, keys)
signing.sign_checkpoint = sign
append = storage.append
def submit(first, count):
    entries = [b"entry %d" % number for number in range(first, first + count)]
    with transaction.atomic():
        Pending.objects.bulk_create([Pending(entry=entry, leaf=leaf_hash(entry)) for entry in entries])
def die(*_given, **_named):
    os.kill(os.getpid(), signal.SIGKILL)
def no_room(files=10):
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (files, resource.RLIM_INFINITY))
def room():
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
def execute(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)
def catch_up(at=None):
    return runner.catch_up(now=at or now())
def fails():
    try:
        catch_up()
    except Exception as fault:
        room()
        print("failed:", type(fault).__name__, fault)
"""
REPORT = """
from quanheng.apps.evidence.log.checking import check
print(json.dumps({
    "entries": [bytes(one).decode() for one in Entry.objects.order_by("index").values_list("data", flat=True)],
    "indexes": list(Entry.objects.order_by("index").values_list("index", flat=True)),
    "pending": Pending.objects.count(),
    "signed": reading.latest().size,
    "outside": outside.read().size,
    "faults": [str(one) for one in check()],
}))
"""
KILLED = {
    "between entries and tiles": "storage.write_tiles = die\n",
    "between tiles and commit": "sequencing.storage.append = lambda *given: (append(*given), die())\n",
    "between commit and signing": "signing.require_prefix = die\n",
    "between the record outside and signing": "signing.sign_checkpoint = die\n",
    "between signing and publishing": "signing._store = die\n",
}


class Log:
    """A platform whose home and database are its own."""

    def __init__(self, forks: Forks, home: Path, url: str) -> None:
        self.forks, self.home = forks, home
        self.platform = Platform(home, DATABASE_URL=url)
        self.url = url

    @property
    def url(self) -> str:
        return self.platform.environment["DATABASE_URL"]

    @url.setter
    def url(self, url: str) -> None:
        self.platform.environment["DATABASE_URL"] = url

    def run(self, script: str) -> tuple[int, str]:
        """Run a script to its end, or to its death."""
        database = name_in(self.url) if self.url else str(self.home / "quanheng.sqlite3")
        return self.forks.run(SETUP + script, self.home, database, self.home.with_name(f"{self.home.name}-said.txt"))

    def do(self, script: str) -> str:
        """Run a script that must come to its end."""
        code, said = self.run(script)
        assert code == 0, said
        return said

    def report(self, script: str = "") -> dict:
        """What is there, after ``script`` ran to its end."""
        return json.loads(self.do(script + REPORT).strip().splitlines()[-1])

    def assert_whole(self, now: dict, count: int) -> None:
        """Every acknowledged entry once, every number once, one root for each size ever signed, and all of it fits."""
        assert sorted(now["entries"]) == sorted(f"entry {number}" for number in range(count))
        assert now["indexes"] == list(range(count))
        assert (now["pending"], now["outside"], now["signed"], now["faults"]) == (0, count, count, [])
        signed = [line.split() for line in (self.home / "signed").read_text().splitlines()]
        roots = {size: {root for other, root in signed if other == size} for size, _ in signed}
        assert all(len(found) == 1 for found in roots.values()), roots


def name_in(url: str) -> str:
    return urlsplit(url).path.removeprefix("/")


def copy_of(url: str) -> str:
    """A copy of a PostgreSQL database, by its new address."""
    name = f"quanheng_fault_{os.getpid()}_{time.monotonic_ns()}"
    with psycopg.connect(with_database(url, "postgres"), autocommit=True) as connection:
        statement = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        connection.execute(statement.format(sql.Identifier(name), sql.Identifier(name_in(url))))
    return with_database(url, name)


def drop(url: str) -> None:
    with psycopg.connect(with_database(url, "postgres"), autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name_in(url))))


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def grown(request, tmp_path_factory):
    """A platform with ten entries that are numbered and signed, made once for each database."""
    home, url = tmp_path_factory.mktemp("grown") / "home", ""
    if request.param == "postgresql":
        if not os.environ.get(GIVEN):
            pytest.skip(f"needs a PostgreSQL server; `./dev test` finds or starts one and sets {GIVEN}")
        url = copy_of(with_database(os.environ[GIVEN], "template0"))
    platform = Platform(home, DATABASE_URL=url)
    code, said = platform.run("migrate", "-v0")
    assert code == 0, said
    log = Log(Forks(platform.environment), home, url)
    log.do("submit(0, 10)\ncatch_up()\n")
    yield log
    log.forks.end()
    if url:
        drop(url)


@pytest.fixture
def log(grown, tmp_path):
    """A copy of it."""
    shutil.copytree(grown.home, tmp_path / "home")
    made = Log(grown.forks, tmp_path / "home", copy_of(grown.url) if grown.url else "")
    yield made
    made.platform.end()
    if made.url:
        drop(made.url)


@pytest.mark.parametrize("point", KILLED)
def test_killed_at_any_point_nothing_is_lost_and_nothing_signed_twice(log, point):
    code, said = log.run("submit(10, 5)\n" + KILLED[point] + "catch_up()\n")
    assert code == -9, said
    kept = "assert Entry.objects.count() + Pending.objects.count() == 15, 'what was acknowledged is there'\n"
    log.assert_whole(log.report(kept + "catch_up()\nsubmit(15, 300)\ncatch_up()\n"), 315)


def test_killed_again_and_again_at_every_point_it_ends_as_if_nothing_had_happened(log):
    for number, point in enumerate([*KILLED.values(), *reversed(KILLED.values())]):
        code, said = log.run(f"submit({10 + 30 * number}, 30)\n{point}catch_up()\n")
        assert code == -9, said
    log.assert_whole(log.report("catch_up()\n"), 10 + 30 * 2 * len(KILLED))


def test_a_full_disk_stops_the_signing_and_loses_nothing(log):
    said = log.do("submit(10, 5)\nwhile sequencing.advance(now=now()): pass\nno_room()\nfails()\n")
    assert "File too large" in said, said
    before = log.report()
    assert (before["outside"], before["signed"], len(before["entries"])) == (10, 10, 15), "nothing was signed"
    log.assert_whole(log.report("catch_up()\n"), 15)


FULL_SERVER = """
execute("CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = 'disk_full'; END $$")
execute("CREATE TRIGGER full_disk BEFORE INSERT OR UPDATE ON evidence_tile EXECUTE FUNCTION full_disk()")
"""
ROOM_ON_SERVER = 'execute("DROP FUNCTION full_disk CASCADE")\n'


def test_a_full_disk_under_the_database_loses_nothing(log):
    """The embedded database runs out of room in this process; a server says so in its own words, from a trigger."""
    full, room = (FULL_SERVER, ROOM_ON_SERVER) if log.url else ("no_room()\n", "")
    said = log.do(f"submit(10, 5)\n{full}fails()\n{room}")
    assert "failed: OperationalError" in said, said
    before = log.report()
    assert (before["pending"], before["outside"], len(before["entries"]), before["faults"]) == (5, 10, 10, [])
    log.assert_whole(log.report("catch_up()\n"), 15)


def test_two_sequencers_at_once_are_one_and_its_heir(log):
    first, second = log.platform.start("log", "sequencer"), log.platform.start("log", "sequencer")
    waiting = eventually(lambda: [one for one in (first, second) if "等待接替" in one.said()], patience=120)
    running = first if waiting == [second] else second
    running.wait_for("运行中")
    log.do("submit(10, 5)\n")
    eventually(lambda: log.report()["signed"] == 15, patience=120)
    running.process.kill()
    (heir,) = waiting
    heir.wait_for("运行中")
    log.do("submit(15, 5)\n")
    eventually(lambda: log.report()["signed"] == 20, patience=120)
    assert heir.end() == 0
    log.assert_whole(log.report(), 20)


UNGUARDED = """
def everybody(*_given):
    class Nothing:
        def renew(self): pass
    import contextlib
    return contextlib.nullcontext(Nothing())
runner.hold = everybody
pids = []
for process in range(4):
    if not (pid := os.fork()):
        try:
            for start in range(10 + process * 40, 50 + process * 40, 4):
                submit(start, 4)
                catch_up()
        except Exception as fault:
            print(type(fault).__name__, fault, flush=True)
            os._exit(1)
        os._exit(0)
    pids.append(pid)
assert [os.waitpid(pid, 0)[1] for pid in pids] == [0] * 4
"""


def test_even_four_that_believe_they_are_alone_give_one_order_and_one_root_a_size(log):
    """The lock only saves work: what keeps the log whole is the locked state and what is compared before signing."""
    log.do(UNGUARDED)
    log.assert_whole(log.report("catch_up()\n"), 170)


@pytest.fixture
def set_back(log, tmp_path):
    """The platform with its database as it was at ten entries, after fifteen were signed; and a mirror of all."""
    old = copy_of(log.url) if log.url else ""
    backup = tmp_path / "backup"
    shutil.copytree(log.home, backup)
    log.do(f"submit(10, 5)\ncatch_up()\nmirroring.mirror(Path({str(tmp_path / 'mirror')!r}))\n")
    for path in log.home.glob("quanheng.sqlite3*"):
        path.unlink()
    for path in backup.glob("quanheng.sqlite3*"):
        shutil.copy(path, log.home)
    newest, log.url = log.url, old
    yield log
    if newest:
        drop(newest)


def test_a_restored_backup_is_noticed_not_forked_and_a_mirror_brings_back_what_it_lost(set_back, tmp_path):
    set_back.do("submit(15, 1)\n")
    code, said = set_back.platform.run("log", "sequencer", "--once")
    assert code == 1
    assert "已经签署过 15 条" in said
    assert "quanheng log recover" in said
    assert len(set_back.report()["entries"]) == 10, "what came in since has no number yet, and none is taken"
    code, said = set_back.platform.run("log", "recover", str(tmp_path / "mirror"))
    assert code == 0, said
    assert "补回 5 条" in said
    set_back.assert_whole(set_back.report("catch_up()\n"), 16)


@pytest.mark.parametrize("record", ["unlink()", 'write_bytes(b"damaged")'])
def test_the_mirror_brings_it_back_when_the_record_outside_is_lost_with_the_database(set_back, tmp_path, record):
    code, said = set_back.run(f"outside.place().{record}\ncatch_up()\n")
    assert (code, "最后签署记录" in said) == (1, True), said
    recover = f"assert mirroring.recover(Path({str(tmp_path / 'mirror')!r})) == 5\n"
    set_back.assert_whole(set_back.report(recover + "catch_up()\n"), 15)


def test_a_sequencer_at_work_while_its_database_is_set_back_numbers_and_signs_nothing(set_back, tmp_path):
    """Not only a start looks: what was signed is compared before anything is numbered, and before each signature."""
    code, said = set_back.run("submit(15, 9)\nsequencing.advance(now=now())\n")
    assert (code, "已经签署过 15 条" in said) == (1, True), said
    by_force = "signing.require_not_set_back = lambda state: None\nwhile sequencing.advance(now=now()): pass\n"
    sign = "signing.publish(signing.keys.load(*storage.read_key()), now=now())\n"
    recover = f"mirroring.recover(Path({str(tmp_path / 'mirror')!r}))\n"
    code, said = set_back.run(by_force + sign)
    assert (code, "前 15 条日志与已经签署的不一致" in said) == (1, True), said
    code, said = set_back.run(recover)
    assert (code, "前 15 条日志与已经签署的不一致" in said) == (1, True), said
    signed = (set_back.home / "signed").read_text().splitlines()
    assert [line.split()[0] for line in signed] == ["10", "15"]


def test_a_clock_set_back_changes_no_order_and_no_root(log):
    code, said = log.run("submit(10, 5)\nsigning._store = die\ncatch_up(now() - timedelta(days=400))\n")
    assert code == -9, said
    log.assert_whole(log.report("submit(15, 5)\ncatch_up(now() - timedelta(days=800))\n"), 20)
