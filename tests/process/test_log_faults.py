"""The log survives what happens to machines: killed anywhere, a full disk, a second sequencer, an old backup, a clock
set back. Nothing acknowledged is lost, and no size is ever signed for two roots.
"""

import json
import shutil
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from tests.process.conftest import Platform, eventually
from tools.postgres import with_database

SETUP = """
import json, os, resource, signal, sys
from datetime import timedelta
import django
from quanheng.kernel import sqlite
sqlite.use_bundled_library()
django.setup()
from django.conf import settings
from django.db import transaction
from quanheng.apps.evidence.log import outside, reading, runner, sequencing, signing, storage
from quanheng.apps.evidence.models import Checkpoint, Entry, Pending
from quanheng.core.trust.merkle import leaf_hash
from quanheng.kernel.clock import now
home = settings.LOG_HOME
honest_sign = signing.sign_checkpoint
def sign(head, keys):
    with open(os.path.join(os.path.dirname(home), "signed"), "a") as file:
        file.write(f"{head.size} {head.root.hex()}\\n")
    return honest_sign(head, keys)
signing.sign_checkpoint = sign
def submit(first, count):
    entries = [b"entry %d" % number for number in range(first, first + count)]
    with transaction.atomic():
        Pending.objects.bulk_create([Pending(entry=entry, leaf=leaf_hash(entry)) for entry in entries])
def die(*_given, **_named):
    os.kill(os.getpid(), signal.SIGKILL)
def full():
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10, resource.RLIM_INFINITY))
"""
REPORT = """
print(json.dumps({
    "entries": [bytes(one).decode() for one in Entry.objects.order_by("index").values_list("data", flat=True)],
    "indexes": list(Entry.objects.order_by("index").values_list("index", flat=True)),
    "pending": Pending.objects.count(),
    "checkpoints": [[size, bytes(root).hex()] for size, root in Checkpoint.objects.values_list("size", "root")],
    "outside": (head := outside.read()) and head.size,
}))
"""
CATCH_UP = "runner.catch_up(now=now())\n"
KILLED = {
    "between entries and tiles": "storage.write_tiles = die\n",
    "between tiles and commit": "storage.append.__globals__['LogState'].objects.filter = die\n",
    "between commit and signing": "signing.require_consistent = die\n",
    "between the record outside and signing": "signing.sign_checkpoint = die\n",
    "between signing and publishing": "signing._store = die\n",
}


@pytest.fixture(params=["sqlite", "postgresql"])
def logged(request, tmp_path):
    """A platform on either database, with ten entries that are numbered and signed."""
    url = request.getfixturevalue("postgres_url") if request.param == "postgresql" else ""
    made = Platform(tmp_path / "home", DATABASE_URL=url)
    assert made.run("migrate", "-v0")[0] == 0
    ran(made, "submit(0, 10)\n" + CATCH_UP)
    yield made
    made.end()


def ran(platform: Platform, script: str) -> tuple[int, str]:
    return platform.finish(platform.python("-c", SETUP + script))


def report(platform: Platform) -> dict:
    code, said = ran(platform, REPORT)
    assert code == 0, said
    return json.loads(said.strip().splitlines()[-1])


def assert_whole(platform: Platform, count: int) -> None:
    """Every acknowledged entry once, every number once, one root for each size ever signed, and all of it fits."""
    now = report(platform)
    assert sorted(now["entries"]) == sorted(f"entry {number}" for number in range(count))
    assert now["indexes"] == list(range(count))
    assert (now["pending"], now["outside"], now["checkpoints"][-1][0]) == (0, count, count)
    assert_one_root_a_size(platform)
    code, said = platform.run("log", "verify")
    assert code == 0, said


def assert_one_root_a_size(platform: Platform) -> None:
    signed = [line.split() for line in (platform.home / "signed").read_text().splitlines()]
    roots = {size: {root for other, root in signed if other == size} for size, _ in signed}
    assert all(len(found) == 1 for found in roots.values()), roots


@pytest.mark.parametrize("point", KILLED)
def test_killed_at_any_point_nothing_is_lost_and_nothing_signed_twice(logged, point):
    code, said = ran(logged, KILLED[point].join(["submit(10, 5)\n", CATCH_UP]))
    assert code == -9, said
    before = report(logged)
    assert len(before["entries"]) + before["pending"] == 15, "what was acknowledged is there"
    assert logged.run("log", "sequencer", "--once")[0] == 0
    ran(logged, "submit(15, 300)\n" + CATCH_UP)
    assert_whole(logged, 315)


def test_a_full_disk_stops_the_signing_and_loses_nothing(logged):
    code, said = ran(logged, "submit(10, 5)\nwhile sequencing.advance(now=now()): pass\nfull()\n" + CATCH_UP)
    assert code == 1
    assert "File too large" in said
    before = report(logged)
    assert (before["outside"], before["checkpoints"][-1][0]) == (10, 10), "nothing was signed"
    assert logged.run("log", "sequencer", "--once")[0] == 0
    assert_whole(logged, 15)


def test_two_sequencers_at_once_are_one_and_its_heir(logged):
    first = logged.start("log", "sequencer")
    first.wait_for("运行中")
    second = logged.start("log", "sequencer")
    second.wait_for("等待接替")
    assert logged.run("log", "sequencer", "--once")[0] != 0
    ran(logged, "submit(10, 5)\n")
    eventually(lambda: report(logged)["outside"] == 15, patience=60)
    first.process.kill()
    second.wait_for("运行中")
    ran(logged, "submit(15, 5)\n")
    eventually(lambda: report(logged)["outside"] == 20, patience=60)
    assert second.end() == 0
    assert_whole(logged, 20)


@pytest.fixture
def set_back(logged, tmp_path):
    """The platform with its database as it was at ten entries, after fifteen were signed; and a mirror of all."""
    url = logged.environment["DATABASE_URL"]
    if not url:
        database, copy = logged.home / "quanheng.sqlite3", tmp_path / "backup.sqlite3"
        ran(logged, f"from django.db import connection\nconnection.cursor().execute(\"VACUUM INTO '{copy}'\")")
    else:
        name = url.rpartition("/")[2].split("?")[0]
        server = with_database(url, "postgres")
        with psycopg.connect(server, autocommit=True) as connection:
            statement = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
            connection.execute(statement.format(sql.Identifier(f"{name}_old"), sql.Identifier(name)))
    ran(logged, "submit(10, 5)\n" + CATCH_UP)
    assert logged.run("log", "mirror", str(tmp_path / "mirror"))[0] == 0
    if not url:
        for path in database.parent.glob("quanheng.sqlite3*"):
            path.unlink()
        shutil.copy(copy, database)
        yield logged
        return
    logged.environment["DATABASE_URL"] = with_database(url, f"{name}_old")
    yield logged
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(f"{name}_old")))


def test_a_restored_backup_is_noticed_not_forked_and_a_mirror_brings_back_what_it_lost(set_back, tmp_path: Path):
    ran(set_back, "submit(15, 1)\n")
    code, said = set_back.run("log", "sequencer", "--once")
    assert code == 1
    assert "已经签署过 15 条" in said
    assert "quanheng log recover" in said
    assert report(set_back)["checkpoints"][-1][0] == 10
    code, said = set_back.run("log", "recover", str(tmp_path / "mirror"))
    assert code == 0, said
    assert "补回 5 条" in said
    assert set_back.run("log", "sequencer", "--once")[0] == 0
    assert_whole(set_back, 16)


def test_a_clock_set_back_changes_no_order_and_no_root(logged):
    code, said = ran(logged, "submit(10, 5)\nrunner.catch_up(now=now() - timedelta(days=400))\n")
    assert code == 0, said
    assert_whole(logged, 15)
