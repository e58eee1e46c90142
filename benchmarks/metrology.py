"""Speed and memory of the metrology core beside other libraries, in one run on one machine.

    .venv/bin/python -m benchmarks.metrology            # this library, and every peer that is importable
    python -m benchmarks.metrology --json

Peers are an optional dependency group, for a virtual environment of their own (two of them are GPL: they are measured
here and never imported by the product)::

    uv venv peers && uv pip install --python peers/bin/python --group peers    # or: pip install --group peers
    PYTHONPATH=src peers/bin/python -m benchmarks.metrology

Each row of each library runs in its own process, so that peak memory is its own. Times are CPU seconds, the best of
several runs: every library here computes in one thread, and other load on the machine counts less that way.
"""

import argparse
import importlib.util
import json
import os
import platform
import resource
import subprocess
import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks import metrology_tasks as tasks

ROWS = {
    "h1": "H.1 propagation with degrees of freedom",
    "h2": "H.2, three outputs with correlations",
    "budgets": "100,000 budgets of H.1",
    "mc6": "Monte Carlo of the gauge block, 1e6",
    "mc7": "Monte Carlo of the gauge block, 1e7",
}
EXPECTED = {"h1": tasks.H1_U, "h2": tasks.H2_U, "mc6": tasks.GAUGE_U, "mc7": tasks.GAUGE_U}
ALLOWED = {"h1": 1e-6, "h2": 1e-2, "mc6": 1e-2, "mc7": 1e-2}
VECTORISED = ("budgets", "mc6", "mc7")
SOURCES = str(Path(__file__).parents[1] / "src")


def work_of(library: str) -> dict[str, Callable[[], float]]:
    """The rows that a library can do."""
    from benchmarks import metrology_own as own

    if library == "quanheng":
        return own.quanheng()
    if library == "drawing alone":
        return own.drawing()
    from benchmarks import metrology_peers as peers

    return peers.PEERS[library]()


def measured(library: str, row: str) -> dict[str, Any]:
    """One row of one library, in this process."""
    from benchmarks.metrology_peers import PARTS

    warnings.simplefilter("ignore")
    work = work_of(library).get(row)
    if work is None:
        return {}
    if row in {"h1", "h2"}:
        work()  # imports and caches
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    times: list[float] = []
    value = 0.0
    while not times or (sum(times) < 2.0 and len(times) < 2000):
        begun = time.process_time()
        value = work()
        times.append(time.process_time() - begun)
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    part = PARTS.get(library, tasks.BUDGETS) if row == "budgets" else tasks.BUDGETS
    scale = tasks.BUDGETS / part
    found = {"seconds": min(times) * scale, "scaled": scale != 1, "runs": len(times), "value": value}
    return {**found, "peak_mb": after / 1024, "grown_mb": (after - before) / 1024}


def in_a_process(library: str, row: str) -> dict[str, Any]:
    """One row of one library, in a process of its own; ``error`` says why there is no number."""
    command = [sys.executable, "-m", "benchmarks.metrology", "--one", library, row]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([SOURCES, os.environ.get("PYTHONPATH", "")])}
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=900, check=True, env=environment)
        return dict(json.loads(done.stdout.splitlines()[-1]))
    except subprocess.CalledProcessError as fault:
        return {"error": (fault.stderr.strip().splitlines() or ["failed"])[-1][:120]}
    except subprocess.TimeoutExpired:
        return {"error": "more than 900 s"}


def libraries() -> list[str]:
    """What can be measured here."""
    peers = [name for name in ("GTC", "uncertainties", "metrolopy", "suncal") if importlib.util.find_spec(name)]
    return ["drawing alone", "quanheng", *peers]


def shown(seconds: float) -> str:
    """A duration in a unit that fits."""
    factor, unit = next((pair for pair in ((1.0, "s"), (1e-3, "ms")) if seconds >= pair[0]), (1e-6, "µs"))
    return f"{seconds / factor:.3g} {unit}"


def table(found: dict[str, dict[str, dict[str, Any]]]) -> str:
    """All rows of all libraries, with the ratio to this library."""
    lines = [f"{'row':<42}{'library':<16}{'time':>10}{'ratio':>9}{'peak MB':>9}{'grown':>8}  note"]
    for row, label in ROWS.items():
        own = found["quanheng"][row].get("seconds")
        for library, results in found.items():
            one = results.get(row, {})
            if "error" in one:
                lines.append(f"{label:<42}{library:<16}{'—':>10}  {one['error']}")
            elif one:
                ratio = one["seconds"] / own
                note = "scaled from a part" if one["scaled"] else ""
                expected = EXPECTED.get(row) if library != "drawing alone" else None
                if expected and abs(one["value"] / expected - 1) > ALLOWED[row]:
                    note = f"u = {one['value']:.6g}, not {expected:.6g}"
                lines.append(
                    f"{label:<42}{library:<16}{shown(one['seconds']):>10}{ratio:>9.3g}{one['peak_mb']:>9.0f}"
                    f"{one['grown_mb']:>8.0f}  {note}"
                )
    return "\n".join([*lines, "", *aims(found)])


def aims(found: dict[str, dict[str, dict[str, Any]]]) -> list[str]:
    """The aims and whether this run meets them."""
    lines = []
    for row in VECTORISED:
        own = found["quanheng"][row]["seconds"]
        peers = {
            name: rows[row]["seconds"] / own
            for name, rows in found.items()
            if name not in {"quanheng", "drawing alone"} and "seconds" in rows.get(row, {})
        }
        if peers:
            fastest = min(peers, key=lambda name: peers[name])
            verdict = "met" if peers[fastest] >= 10 else "MISSED"
            lines.append(f"{row}: fastest peer {fastest} takes {peers[fastest]:.1f} times as long (aim 10): {verdict}")
    mine, alone = found["quanheng"]["mc7"], found["drawing alone"]["mc7"]
    ratio = mine["seconds"] / alone["seconds"]
    lines.append(f"mc7: {ratio:.2f} × drawing alone (aim 1.3): {'met' if ratio <= 1.3 else 'MISSED'}")
    lines.append(f"mc7: peak {mine['peak_mb']:.0f} MB (aim 250): {'met' if mine['peak_mb'] < 250 else 'MISSED'}")
    return lines


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--json", action="store_true", help="print JSON in place of the table")
    parser.add_argument("--one", nargs=2, metavar=("LIBRARY", "ROW"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        print(json.dumps(measured(*options.one)))
        return
    found: dict[str, dict[str, dict[str, Any]]] = {}
    for library in libraries():
        found[library] = {row: in_a_process(library, row) for row in ROWS}
        print(f"measured {library}", file=sys.stderr, flush=True)
    if options.json:
        print(json.dumps({"python": platform.python_version(), "results": found}, indent=2))
    else:
        print(table(found))


if __name__ == "__main__":
    main()
