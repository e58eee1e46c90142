"""What the pages cost: throughput and p95 against a bare view with the same bytes, and queries a page by size.

    .venv/bin/python -m benchmarks.pages                          SQLite
    .venv/bin/python -m benchmarks.pages --postgres postgresql://user@host/postgres
    … --rows 1000 --small 100 --seconds 2 --rounds 1              a quick look

Makes marked synthetic registers in a temporary folder (``--keep FOLDER`` to use them again), starts the real server
with one worker on one core, and measures page and bare view in turn, so that a noisy neighbour hits both. The ratio is
what to read; the absolute figures belong to the machine.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from http.client import HTTPConnection
from pathlib import Path

from benchmarks.load import Measured, measure, pinned
from benchmarks.registers import Register, make
from quanheng.web.serving import web_server

CONNECTIONS = 8
KEPT = 1
"""A large list asks one question more, which counts it has kept, and then fewer from the second visit on."""


@dataclass(frozen=True)
class Row:
    """One kind of page on one database: medians of the rounds."""

    database: str
    page: str
    rate: float
    p95: float
    bare_rate: float
    bare_p95: float
    ratio: float
    kilobytes: float
    queries: dict[str, list[int]]


def main() -> int:
    """Measure, print the table, answer the exit code: 1 when a page erred or its queries grew with the register."""
    options = _options()
    with tempfile.TemporaryDirectory(prefix="quanheng-pages-") as made:
        folder = Path(options.keep or made)
        rows: list[Row] = []
        for database in ["sqlite", *(["postgresql"] if options.postgres else [])]:
            sizes = [options.small, options.rows]
            registers = [make(folder, database, size, options.clauses, options.postgres) for size in sizes]
            rows += _measure(registers, options)
    _print(rows, as_json=options.json)
    return 0 if all(_constant(row) for row in rows) else 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=100_000, help="specifications in the large register")
    parser.add_argument("--small", type=int, default=1_000, help="specifications in the small register")
    parser.add_argument("--clauses", type=int, default=20_000, help="clauses of law in the large register")
    parser.add_argument("--postgres", default="", help="a PostgreSQL on which databases may be created")
    parser.add_argument("--seconds", type=int, default=5)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--keep", default="", help="folder for the registers, used again when it holds them")
    parser.add_argument("--json", action="store_true", help="machine-readable result")
    return parser.parse_args()


def _measure(registers: Sequence[Register], options: argparse.Namespace) -> Iterator[Row]:
    """Rows of one database; ``registers`` are the small and the large one."""
    large = registers[-1]
    cores = sorted(os.sched_getaffinity(0))
    mine, theirs = (cores[0], cores[1]) if len(cores) > 1 else (None, None)
    queries = {kind: {str(register.size): register.queries(kind) for register in registers} for kind in large.pages}
    results: dict[str, list[tuple[Measured, Measured]]] = {kind: [] for kind in large.pages}
    with _server(large, mine) as port:
        for _ in range(options.rounds):
            for kind, addresses in large.pages.items():
                bare = [f"/bare/{large.number(address)}" for address in addresses]
                for warm in (*addresses, *bare):
                    _status(port, warm)
                how = {"seconds": options.seconds, "connections": CONNECTIONS, "core": theirs}
                results[kind].append((measure(port, addresses, **how), measure(port, bare, **how)))
                _progress(large, kind, results[kind][-1])
    for kind, pairs in results.items():
        yield _row(large, kind, pairs, queries[kind])


def _row(register: Register, kind: str, pairs: list[tuple[Measured, Measured]], queries: dict[str, list[int]]) -> Row:
    if errors := sum(one.errors for pair in pairs for one in pair):
        raise SystemExit(f"{register.database} {kind}: {errors} answers were errors")
    page, bare = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    return Row(
        database=register.database,
        page=kind,
        rate=statistics.median(one.rate for one in page),
        p95=statistics.median(one.p95 for one in page),
        bare_rate=statistics.median(one.rate for one in bare),
        bare_p95=statistics.median(one.p95 for one in bare),
        ratio=statistics.median(a.rate / b.rate for a, b in pairs),
        kilobytes=statistics.mean(register.sizes[address] for address in register.pages[kind]) / 1000,
        queries=queries,
    )


@contextmanager
def _server(register: Register, core: int | None) -> Iterator[int]:
    """The real server, one worker, with as many threads as ``quanheng up`` gives it on this database."""
    port = 8923
    command = web_server(host="127.0.0.1", port=port, workers=1, vendor=register.database)
    process = subprocess.Popen(pinned(command, core), env=register.environment)
    try:
        for _ in range(300):
            if _status(port, "/health/") == 200:
                break
            time.sleep(0.1)
        else:
            raise SystemExit("the server did not start")
        yield port
    finally:
        process.terminate()
        process.wait()


def _status(port: int, path: str) -> int:
    there = HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        there.request("GET", path)
        return there.getresponse().status
    except OSError:
        return 0
    finally:
        there.close()


def _progress(register: Register, kind: str, pair: tuple[Measured, Measured]) -> None:
    page, bare = pair
    text = f"{register.database} {kind}: {page.rate:.0f}/s of {bare.rate:.0f}/s bare"
    print(text, file=sys.stderr, flush=True)


def _constant(row: Row) -> bool:
    """Whether no page needs more queries on a large register than on a small one, with an empty cache or a warm one."""
    small, *larger = row.queries.values()
    return all(most <= least + KEPT for counts in larger for most, least in zip(counts, small, strict=True))


def _print(rows: Sequence[Row], *, as_json: bool) -> None:
    if as_json:
        print(json.dumps([asdict(row) for row in rows], ensure_ascii=False, indent=1))
        return
    print("| database | page | pages/s | p95 ms | bare/s | bare p95 ms | ratio | KB | queries by size (cold/warm) |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- | --- |")
    for row in rows:
        counts = ", ".join(f"{size}: {cold}/{warm}" for size, (cold, warm) in row.queries.items())
        bare = f"{row.bare_rate:.0f} | {row.bare_p95:.1f}"
        print(
            f"| {row.database} | {row.page} | {row.rate:.0f} | {row.p95:.1f} | {bare} "
            f"| {row.ratio:.2f} | {row.kilobytes:.0f} | {counts}{'' if _constant(row) else ' GROWS'} |"
        )


if __name__ == "__main__":
    sys.exit(main())
