"""Search: index rate, size and query time of our engine beside SQLite FTS5 and PostgreSQL GIN on the same tokens.

    python -m benchmarks.search [--size 200000] [--queries 20] [--rounds 3] [--postgres URL] [--json FILE]

The corpus is synthetic and seeded. Every engine answers the exact count and the best ten with their texts. Rounds
are interleaved, so that a busy machine slows all engines alike: read the ratios. Recall and precision compare the sets
found with plain substring search, for some queries of every class.
"""

import argparse
import json
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from quanheng.kernel import sqlite

sqlite.use_bundled_library()
os.environ.setdefault("QUANHENG_HOME", tempfile.mkdtemp(prefix="quanheng-bench-"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "quanheng.web.settings")

from benchmarks.clauses import clauses, queries  # noqa: E402
from benchmarks.search_rivals import Ours, PostgreSQLGIN, Rival, SQLiteFTS5  # noqa: E402
from benchmarks.truth import found_by_words, number_begins  # noqa: E402
from quanheng.kernel.search.query import parse  # noqa: E402
from quanheng.kernel.search.registry import Document  # noqa: E402

LOCAL_POSTGRES = "postgresql://postgres@127.0.0.1:5432/postgres"
NUMBERS = {"number", "part of a number"}


def build(rivals: list[Rival], documents: list[Document]) -> dict[str, dict[str, float]]:
    """Index the corpus in each engine."""
    made: dict[str, dict[str, float]] = {}
    for rival in rivals:
        began = time.perf_counter()
        rival.build(documents)
        seconds = time.perf_counter() - began
        made[rival.name] = {"documents_per_second": len(documents) / seconds, "megabytes": rival.size() / 1e6}
    return made


def measure(rivals: list[Rival], asked: dict[str, list[str]], rounds: int) -> dict[str, dict[str, list[float]]]:
    """Milliseconds of every query, engines taking turns; the first round only warms. Counts must agree."""
    times: dict[str, dict[str, list[float]]] = {rival.name: {kind: [] for kind in asked} for rival in rivals}
    for turn in range(rounds + 1):
        for kind, typed in asked.items():
            for at, words in enumerate(typed):
                query = parse(words)
                first = (turn + at) % len(rivals)
                counts = set()
                for rival in [*rivals[first:], *rivals[:first]]:
                    began = time.perf_counter()
                    count, _best = rival.ask(query)
                    if turn:
                        times[rival.name][kind].append((time.perf_counter() - began) * 1000)
                    counts.add(count)
                if len(counts) > 1:
                    sys.exit(f"the engines disagree on {words!r}: {sorted(counts)}")
    return times


def truth(kind: str, words: str, documents: list[Document]) -> set[str]:
    """What plain substring search finds."""
    if kind in NUMBERS:
        return number_begins(documents, words) | found_by_words(documents, [words])
    return found_by_words(documents, words.split())


def quality(rivals: list[Rival], asked: dict[str, list[str]], documents: list[Document], sample: int) -> Any:
    """Mean recall and precision of each engine on the first ``sample`` queries of each class."""
    found: dict[str, dict[str, tuple[float, float]]] = {rival.name: {} for rival in rivals}
    for kind, typed in asked.items():
        wanted = {words: truth(kind, words, documents) for words in dict.fromkeys(typed[:sample])}
        for rival in rivals:
            pairs = [(rival.keys(parse(words)), right) for words, right in wanted.items()]
            recalls = [len(got & right) / len(right) if right else 1.0 for got, right in pairs]
            precisions = [len(got & right) / len(got) if got else 1.0 for got, right in pairs]
            found[rival.name][kind] = (statistics.fmean(recalls), statistics.fmean(precisions))
    return found


def centile(values: list[float], share: float) -> float:
    """The value below which ``share`` of the values lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def report(made: Any, times: Any, good: Any) -> dict[str, Any]:
    """Print the tables; the same numbers as plain values."""
    ours = next(iter(times))
    answer: dict[str, Any] = {"engines": {}}
    print(f"\n{'engine':18}{'docs/s':>10}{'MB':>8}{'p50 ms':>10}{'p95 ms':>10}{'p50 ×':>8}{'p95 ×':>8}")
    overall = {name: [value for values in kinds.values() for value in values] for name, kinds in times.items()}
    base = [centile(overall[ours], share) for share in (0.5, 0.95)]
    for name, values in overall.items():
        p50, p95 = centile(values, 0.5), centile(values, 0.95)
        rate, size = made[name]["documents_per_second"], made[name]["megabytes"]
        print(f"{name:18}{rate:10,.0f}{size:8.0f}{p50:10.2f}{p95:10.2f}{p50 / base[0]:8.1f}{p95 / base[1]:8.1f}")
        answer["engines"][name] = {**made[name], "p50_ms": p50, "p95_ms": p95, "classes": {}}
    print(f"\n{'class':18}" + "".join(f"{name:>42}" for name in times))
    print(f"{'':18}" + f"{'p50':>12}{'p95':>10}{'recall':>10}{'precision':>10}" * len(times))
    for kind in times[ours]:
        line = f"{kind:18}"
        for name in times:
            p50, p95 = centile(times[name][kind], 0.5), centile(times[name][kind], 0.95)
            recall, precision = good[name][kind]
            line += f"{p50:12.2f}{p95:10.2f}{recall:10.3f}{precision:10.3f}"
            answer["engines"][name]["classes"][kind] = {
                "p50_ms": p50, "p95_ms": p95, "recall": recall, "precision": precision,
            }  # fmt: skip
        print(line)
    return answer


def main() -> None:
    """Run it."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--size", type=int, default=200_000, help="clauses")
    options.add_argument("--queries", type=int, default=20, help="queries of each class")
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--sample", type=int, default=5, help="queries of each class compared with substring search")
    options.add_argument("--postgres", default=LOCAL_POSTGRES, help="a server; empty leaves PostgreSQL out")
    options.add_argument("--json", type=Path)
    given = options.parse_args()
    documents = list(clauses(given.size))
    mean = statistics.fmean(len(each.body) for each in documents)
    print(f"{len(documents):,} clauses, mean {mean:.0f} characters; load {os.getloadavg()[0]:.1f}")
    asked = queries(documents, given.queries)
    with tempfile.TemporaryDirectory(prefix="quanheng-bench-") as folder:
        rivals: list[Rival] = [Ours(Path(folder) / "ours"), SQLiteFTS5(Path(folder))]
        if given.postgres:
            rivals.append(PostgreSQLGIN(given.postgres))
        try:
            made = build(rivals, documents)
            times = measure(rivals, asked, given.rounds)
            good = quality(rivals, asked, documents, given.sample)
        finally:
            for rival in rivals:
                rival.close()
    answer = report(made, times, good) | {"size": len(documents), "mean_characters": mean, "load": os.getloadavg()[0]}
    if given.json:
        given.json.write_text(json.dumps(answer, ensure_ascii=False, indent=1) + "\n")


if __name__ == "__main__":
    main()
