"""The log on its databases: durable appending in batches of 500, proofs and recomputing at a million entries.

Every batch is one transaction with entries, tiles and state, committed as the platform commits: SQLite with
``synchronous=FULL``, PostgreSQL with ``synchronous_commit=on``; both are asked, not assumed. Each database runs in a
process of its own, in a new home.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from typing import Any

from benchmarks.evidence_memory import AIM_PROOF, bound, entries_of
from benchmarks.loader import databases, on_server

BATCH, LARGE_BATCH = 500, 5_000
PART = 50_000
MILLION = 1_000_000
AIM = 20_000
"""Entries a second at batch 500."""
PROOFS, ROUNDS = 1_000, 5


def lines(postgres: str) -> Iterator[str]:
    """The section, for SQLite and, where ``postgres`` is the address of a server, for PostgreSQL."""
    limit = bound(entries_of(PART))
    for name, url in databases(postgres):
        yield f"{name}: load of the machine before {os.getloadavg()[0]:.1f}"
        yield from (f"{name}: {line}" for line in report(in_a_process(url), limit))
        yield f"{name}: load of the machine after {os.getloadavg()[0]:.1f}"
    if postgres:
        on_server(postgres, "DROP DATABASE quanheng_loader_benchmark")


def report(one: dict[str, Any], limit: float) -> list[str]:
    """What was measured on one database, in words."""
    p99, middle = one["proofs"][PROOFS * 99 // 100], one["proofs"][PROOFS // 2]
    used = one["proofs_cpu"][PROOFS * 99 // 100]
    return [
        f"commits with {one['setting']}",
        f"the disk alone, the entries' bytes and a flush for each batch of {BATCH}: {one['disk'][0]:,.0f}/s",
        f"append, batch {BATCH}: {rate(one['append'])}, {one['append'][0] / limit:.3f} of the hashing bound "
        f"(aim {AIM:,}/s): {'met' if one['append'][0] >= AIM else 'MISSED'}",
        f"accepted into the queue and numbered, batch {BATCH}: {rate(one['queued'])}",
        f"append, batch {LARGE_BATCH:,}: {rate(one['filled'])}",
        f"inclusion proof at {MILLION:,}: median {middle * 1e3:.2f} ms, p99 {p99 * 1e3:.2f} ms, "
        f"p99 of CPU time {used * 1e3:.2f} ms (aim {AIM_PROOF * 1e3:.0f} ms): {'met' if p99 < AIM_PROOF else 'MISSED'}",
        f"{MILLION:,} entries read and recomputed in full: {one['recomputed']:.1f} s, "
        f"{'the same root' if one['same'] else 'ANOTHER ROOT'}",
    ]


def rate(measured: list[float]) -> str:
    """By the clock; and by CPU time alone, which other load on the machine hardly changes."""
    return f"{measured[0]:,.0f}/s ({measured[1]:,.0f}/s of CPU time)"


def in_a_process(url: str) -> dict[str, Any]:
    """The figures of one database: settings are read when a process starts."""
    with tempfile.TemporaryDirectory() as home:
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "quanheng.web.settings",
            "QUANHENG_HOME": home,
            "DATABASE_URL": url,
        }
        command = [sys.executable, "-m", "benchmarks.evidence_durable"]
        found: dict[str, Any] = json.loads(
            subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE).stdout
        )
    return found


def measure() -> dict[str, Any]:
    """Every figure, on the database of this process."""
    from quanheng.kernel import sqlite

    sqlite.use_bundled_library()
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from quanheng.kernel.dialects import keep_commits_through_power_failure

    call_command("migrate", verbosity=0)
    keep_commits_through_power_failure(connection)  # as the sequencer does
    found: dict[str, Any] = {"setting": setting(), "disk": disk_alone(), "append": appended(0, PART, BATCH)}
    found["queued"] = queued(PART, 2 * PART)
    found["filled"] = appended(2 * PART, MILLION, LARGE_BATCH)
    return found | proved() | recomputed()


def setting() -> str:
    """How this database commits, in its own words."""
    from django.db import connection

    ask = "PRAGMA synchronous" if connection.vendor == "sqlite" else "SHOW synchronous_commit"
    with connection.cursor() as cursor:
        cursor.execute(ask)
        answer = cursor.fetchone()[0]
    return f"synchronous={answer} (2 is FULL)" if connection.vendor == "sqlite" else f"synchronous_commit={answer}"


def disk_alone() -> list[float]:
    """Entries a second when a file takes their bytes and is flushed to the disk after each batch, and nothing else is
    done: what the disk gives just now, with whatever else is using it.
    """
    entries = entries_of(PART)

    def work() -> None:
        with tempfile.TemporaryFile(dir=os.environ["QUANHENG_HOME"]) as file:
            for at in range(0, len(entries), BATCH):
                file.write(b"".join(entries[at : at + BATCH]))
                file.flush()
                os.fsync(file.fileno())

    return taken(work, len(entries))


def taken(work: Callable[[], None], entries: int) -> list[float]:
    """Entries a second: by the clock, and by the CPU seconds of this process."""
    begun, used = time.perf_counter(), time.process_time()
    work()
    return [entries / (time.perf_counter() - begun), entries / (time.process_time() - used)]


def appended(start: int, end: int, batch: int) -> list[float]:
    """Entries a second, batch after batch, each durable before the next."""
    from django.db import transaction

    from quanheng.apps.evidence.log import storage

    entries = entries_of(end)[start:]

    def work() -> None:
        for at in range(0, len(entries), batch):
            with transaction.atomic(durable=True):
                storage.append(storage.lock_state().edge, entries[at : at + batch])

    return taken(work, len(entries))


def queued(start: int, end: int) -> list[float]:
    """Entries a second the way seals take: accepted in one transaction, numbered in another."""
    from django.db import transaction

    from quanheng.apps.evidence.log import sequencing
    from quanheng.apps.evidence.models import Pending
    from quanheng.core.trust.merkle import leaf_hash
    from quanheng.kernel.clock import now

    entries = entries_of(end)[start:]

    def work() -> None:
        for at in range(0, len(entries), BATCH):
            with transaction.atomic(durable=True):
                Pending.objects.bulk_create(
                    Pending(entry=entry, leaf=leaf_hash(entry)) for entry in entries[at : at + BATCH]
                )
            while sequencing.advance(now=now(), most=BATCH):
                pass

    return taken(work, len(entries))


def proved() -> dict[str, Any]:
    """Seconds of each of many proofs, from the tiles in the database, the slowest last; each is verified. Of several
    rounds the quietest: what else the machine does meanwhile is not what is measured.
    """
    return min((one_round() for _ in range(ROUNDS)), key=lambda one: one["proofs"][PROOFS * 99 // 100])


def one_round() -> dict[str, Any]:
    """Of many proofs, the seconds by the clock and of the processor."""
    import secrets

    from quanheng.apps.evidence.log import reading, storage
    from quanheng.core.trust.merkle import leaf_hash, verify_inclusion

    edge = storage.read_state().edge
    root, times, used = edge.root(), list[float](), list[float]()
    for index in (secrets.randbelow(edge.size) for _ in range(PROOFS)):
        begun, spent = time.perf_counter(), time.process_time()
        proof = reading.inclusion(index, edge.size)
        times.append(time.perf_counter() - begun)
        used.append(time.process_time() - spent)
        (entry,) = reading.read_entries(index, 1)
        verify_inclusion(index, edge.size, leaf_hash(entry), proof, root)
    return {"proofs": sorted(times), "proofs_cpu": sorted(used)}


def recomputed() -> dict[str, Any]:
    """Seconds for the whole log from its entries alone, and whether the root is the stored one."""
    from quanheng.apps.evidence.log import reading, storage
    from quanheng.core.trust.tiles import recompute

    edge = storage.read_state().edge
    begun = time.perf_counter()
    batches = range(0, edge.size, LARGE_BATCH)
    entries = (entry for at in batches for entry in reading.read_entries(at, min(LARGE_BATCH, edge.size - at)))
    again = recompute(entries)
    return {"recomputed": time.perf_counter() - begun, "same": again.root() == edge.root()}


if __name__ == "__main__":
    json.dump(measure(), sys.stdout)
