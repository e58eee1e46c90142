"""The log survives what happens to machines: killed anywhere, a full disk, a second sequencer, an old backup, a clock
set back. Nothing acknowledged is lost, and no size is ever signed for two roots.
"""

import json
import os
import shutil
import time
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from tests.process.conftest import Platform, eventually
from tools.postgres import GIVEN, with_database

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
def on_a_full_disk():
    full()
    try:
        runner.catch_up(now=now())
    except Exception as fault:
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        print("failed:", type(fault).__name__, fault)
"""
REPORT = """
from quanheng.apps.evidence.log.checking import check
print(json.dumps({
    "entries": [bytes(one).decode() for one in Entry.objects.order_by("index").values_list("data", flat=True)],
    "indexes": list(Entry.objects.order_by("index").values_list("index", flat=True)),
    "pending": Pending.objects.count(),
    "signed": signing.latest().size,
    "outside": outside.read().size,
    "faults": [str(one) for one in check()],
}))
"""
CATCH_UP = "runner.catch_up(now=now())\n"
KILLED = {
    "between entries and tiles": "storage.write_tiles = die\n",
    "between tiles and commit": "sequencing.storage.append = lambda *given: (append(*given), die())\n",
    "between commit and signing": "signing.require_prefix = die\n",
    "between the record outside and signing": "signing.sign_checkpoint = die\n",
    "between signing and publishing": "signing._store = die\n",
}


def ran(platform: Platform, script: str) -> tuple[int, str]:
    return platform.finish(platform.python("-c", SETUP + script))


def report(platform: Platform, script: str = "") -> dict:
    """What is there, after ``script`` ran to its end."""
    code, said = ran(platform, script + REPORT)
    assert code == 0, said
    return json.loads(said.strip().splitlines()[-1])


def made(home: Path, url: str) -> Platform:
    """A platform with ten entries that are numbered and signed."""
    platform = Platform(home, DATABASE_URL=url)
    assert platform.run("migrate", "-v0")[0] == 0
    code, said = ran(platform, "submit(0, 10)\n" + CATCH_UP)
    assert code == 0, said
    return platform


def copy_of(url: str, name: str) -> str:
    """A copy of a PostgreSQL database, by its new address."""
    of = url.rpartition("/")[2].split("?")[0]
    with psycopg.connect(with_database(url, "postgres"), autocommit=True) as connection:
        statement = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        connection.execute(statement.format(sql.Identifier(name), sql.Identifier(of)))
    return with_database(url, name)


def drop(url: str) -> None:
    name = url.rpartition("/")[2].split("?")[0]
    with psycopg.connect(with_database(url, "postgres"), autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def grown(request, tmp_path_factory):
    """Such a platform, made once for each database and copied for each test."""
    folder, url = tmp_path_factory.mktemp("grown"), ""
    if request.param == "postgresql":
        if not os.environ.get(GIVEN):
            pytest.skip(f"needs a PostgreSQL server; `./dev test` finds or starts one and sets {GIVEN}")
        url = copy_of(with_database(os.environ[GIVEN], "template0"), f"quanheng_faults_{os.getpid()}")
    yield made(folder / "home", url)
    if url:
        drop(url)


@pytest.fixture
def logged(grown, tmp_path):
    """A copy of it."""
    shutil.copytree(grown.home, tmp_path / "home")
    url = grown.environment["DATABASE_URL"]
    if url:
        url = copy_of(url, f"quanheng_fault_{os.getpid()}_{time.monotonic_ns()}")
    platform = Platform(tmp_path / "home", DATABASE_URL=url)
    yield platform
    platform.end()
    if url:
        drop(url)


def assert_whole(platform: Platform, now: dict, count: int) -> None:
    """Every acknowledged entry once, every number once, one root for each size ever signed, and all of it fits."""
    assert sorted(now["entries"]) == sorted(f"entry {number}" for number in range(count))
    assert now["indexes"] == list(range(count))
    assert (now["pending"], now["outside"], now["signed"], now["faults"]) == (0, count, count, [])
    assert_one_root_a_size(platform)


def assert_one_root_a_size(platform: Platform) -> None:
    signed = [line.split() for line in (platform.home / "signed").read_text().splitlines()]
    roots = {size: {root for other, root in signed if other == size} for size, _ in signed}
    assert all(len(found) == 1 for found in roots.values()), roots


@pytest.mark.parametrize("point", KILLED)
def test_killed_at_any_point_nothing_is_lost_and_nothing_signed_twice(logged, point):
    code, said = ran(logged, "append = storage.append\nsubmit(10, 5)\n" + KILLED[point] + CATCH_UP)
    assert code == -9, said
    kept = "assert Entry.objects.count() + Pending.objects.count() == 15, 'what was acknowledged is there'\n"
    now = report(logged, kept + CATCH_UP + "submit(15, 300)\n" + CATCH_UP)
    assert_whole(logged, now, 315)


def test_a_full_disk_stops_the_signing_and_loses_nothing(logged):
    _, said = ran(logged, "submit(10, 5)\nwhile sequencing.advance(now=now()): pass\non_a_full_disk()\n")
    assert "File too large" in said, said
    before = report(logged)
    assert (before["outside"], before["signed"], len(before["entries"])) == (10, 10, 15), "nothing was signed"
    assert_whole(logged, report(logged, CATCH_UP), 15)


def test_a_full_disk_under_the_embedded_database_loses_nothing(logged):
    if logged.environment["DATABASE_URL"]:
        pytest.skip("the disk of a PostgreSQL server is not this process's to fill")
    _, said = ran(logged, "submit(10, 5)\non_a_full_disk()\n")
    assert "failed: OperationalError" in said, said
    assert_whole(logged, report(logged, CATCH_UP), 15)


def test_two_sequencers_at_once_are_one_and_its_heir(logged):
    first = logged.start("log", "sequencer")
    first.wait_for("运行中")
    second = logged.start("log", "sequencer")
    second.wait_for("等待接替")
    ran(logged, "submit(10, 5)\n")
    eventually(lambda: report(logged)["outside"] == 15, patience=120)
    first.process.kill()
    second.wait_for("运行中")
    ran(logged, "submit(15, 5)\n")
    eventually(lambda: report(logged)["outside"] == 20, patience=120)
    assert second.end() == 0
    assert_whole(logged, report(logged), 20)


@pytest.fixture
def set_back(logged, tmp_path):
    """The platform with its database as it was at ten entries, after fifteen were signed; and a mirror of all."""
    url = logged.environment["DATABASE_URL"]
    old = copy_of(url, f"quanheng_old_{os.getpid()}_{time.monotonic_ns()}") if url else ""
    if not url:
        shutil.copytree(logged.home, tmp_path / "backup")
    mirror = "from pathlib import Path\nfrom quanheng.apps.evidence.log.mirroring import mirror\n"
    mirror += f"mirror(Path({str(tmp_path / 'mirror')!r}))\n"
    code, said = ran(logged, "submit(10, 5)\n" + CATCH_UP + mirror)
    assert code == 0, said
    for path in logged.home.glob("quanheng.sqlite3*"):
        path.unlink()
    for path in (tmp_path / "backup").glob("quanheng.sqlite3*"):
        shutil.copy(path, logged.home)
    logged.environment["DATABASE_URL"] = old
    yield logged
    if old:
        drop(old)


def test_a_restored_backup_is_noticed_not_forked_and_a_mirror_brings_back_what_it_lost(set_back, tmp_path):
    ran(set_back, "submit(15, 1)\n")
    code, said = set_back.run("log", "sequencer", "--once")
    assert code == 1
    assert "已经签署过 15 条" in said
    assert "quanheng log recover" in said
    code, said = set_back.run("log", "recover", str(tmp_path / "mirror"))
    assert code == 0, said
    assert "补回 5 条" in said
    assert_whole(set_back, report(set_back, CATCH_UP), 16)


def test_a_clock_set_back_changes_no_order_and_no_root(logged):
    now = report(logged, "submit(10, 5)\nrunner.catch_up(now=now() - timedelta(days=400))\n")
    assert_whole(logged, now, 15)
