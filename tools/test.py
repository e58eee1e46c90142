"""``./dev test``: every check and test, on both databases and in a browser; with arguments, one quick pytest run."""

import os
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from pathlib import Path

import psycopg
from psycopg import sql

from tools.lint import lint
from tools.postgres import DEBIAN_PACKAGE, GIVEN, postgres, with_database
from tools.report import ROOT, Outcome, Report, paint, say

ONCE = ("tests/core", "tests/house", "tests/docs")
"""Tests of the floor that knows no database, and of the code as text: they run once, on SQLite."""
PROCESSES = ("tests/process", "tests/independent")
"""Tests of the whole platform, which start it on either database themselves."""
DISTURBED = ("tests/kernel/search/test_processes.py", "tests/apps/evidence/test_writers.py")
"""Tests that start processes on the database they are given: on PostgreSQL a reader of the outbox waits for every open
transaction of the server, those of other tests included. ``tests/house/test_tools.py`` holds that none is left out.
"""
BROWSER = ("tests/journeys",)
WORKERS = ("-n", str(min(4, len(os.sched_getaffinity(0)))), "--dist")
SIDE_BY_SIDE = (*WORKERS, "worksteal")
BY_GROUP = (*WORKERS, "loadgroup")
"""What belongs together says so (``tests/journeys/conftest.py``)."""
MISSING = f"""{"#" * 78}
##  THE POSTGRESQL HALF DID NOT RUN
##  No server was found or could be installed. Give one with
##      {GIVEN}=postgresql://user@host/postgres
##  or install one once:  sudo apt-get install -y {DEBIAN_PACKAGE}
{"#" * 78}"""
REFUSED = "CI=true: without its PostgreSQL half the run is a failure"


def everything() -> int:
    """All parts, also after one has failed. The exit code."""
    report = Report()
    lint(report)
    apart = _without(PROCESSES, BROWSER)
    _pytest(report, "tests on SQLite", [*SIDE_BY_SIDE, *apart], {"DATABASE_URL": ""}, "./dev test --lf")
    with postgres() as url:
        given = {GIVEN: url} if url else {}
        if url:
            _postgres_half(report, url, given)
        else:
            _loudly_missing(report)
        given = {"DATABASE_URL": "", **given}
        _pytest(report, "platform", [*SIDE_BY_SIDE, *PROCESSES], given, f"./dev test {' '.join(PROCESSES)}")
        _pytest(report, "browser", [*BY_GROUP, *BROWSER], given, f"./dev test {' '.join(BROWSER)}")
    return report.close()


def _postgres_half(report: Report, url: str, given: dict[str, str]) -> None:
    """What runs on either database, and then what others would disturb."""
    name = f"quanheng_check_{os.getpid()}"
    environment = {"DATABASE_URL": with_database(url, name), **given}
    here = _without(ONCE, PROCESSES, BROWSER)
    again = "./dev test --postgres --lf"
    _pytest(report, "tests on PostgreSQL", [*SIDE_BY_SIDE, "-m", "not process", *here], environment, again)
    _pytest(report, "processes on PostgreSQL", [*SIDE_BY_SIDE, "-m", "process", *DISTURBED], environment, again)
    _drop_leftovers(url, name)


def _without(*parts: Sequence[str]) -> list[str]:
    return ["tests", *(f"--ignore={folder}" for part in parts for folder in part)]


def quick(arguments: Sequence[str]) -> int:
    """One pytest run with ``arguments``: on SQLite, on DATABASE_URL, or with ``--postgres`` on the server found."""
    if "--postgres" not in arguments:
        return _run(arguments, {})
    rest = [argument for argument in arguments if argument != "--postgres"]
    with postgres() as url:
        if url is None:
            say(paint(MISSING, "1;31"))
            return 1
        return _run(rest, {GIVEN: url, "DATABASE_URL": with_database(url, f"quanheng_quick_{os.getpid()}")})


def _run(arguments: Sequence[str], extra: dict[str, str]) -> int:
    command = [sys.executable, "-m", "pytest", *arguments]
    return subprocess.run(command, cwd=ROOT, env=os.environ | extra, stdout=sys.stderr, check=False).returncode


def _pytest(report: Report, name: str, arguments: Sequence[str], extra: dict[str, str], again: str) -> None:
    """One pytest run as a part of the report; its counts come from the result file it writes."""
    arguments = [argument for argument in arguments if not argument.startswith("tests/") or (ROOT / argument).exists()]
    with report.part(name, again) as outcome, tempfile.TemporaryDirectory(prefix="quanheng-tests-") as place:
        results = Path(place) / "results.xml"
        extra = {"QUANHENG_HOME": str(Path(place) / "home")} | extra
        code = _run([*arguments, f"--junitxml={results}"], extra)
        _count(results, code, outcome)


def _count(results: Path, code: int, outcome: Outcome) -> None:
    """Read the counts. A run that broke off without failures to show counts as one failure."""
    if results.exists():
        for suite in ET.parse(results).getroot().iter("testsuite"):  # noqa: S314  written by the run above
            number = {kind: int(suite.get(kind, 0)) for kind in ("tests", "failures", "errors", "skipped")}
            outcome.failed += number["failures"] + number["errors"]
            outcome.skipped += number["skipped"]
            outcome.passed += number["tests"] - number["failures"] - number["errors"] - number["skipped"]
    if code and not outcome.failed:
        outcome.failed, outcome.note = 1, f"pytest ended with code {code}"


def _loudly_missing(report: Report) -> None:
    say(paint(MISSING, "1;31"))
    with report.part("tests on PostgreSQL", f"{GIVEN}=postgresql://… ./dev test") as outcome:
        outcome.note = "DID NOT RUN"
        if os.environ.get("CI") == "true":
            outcome.failed, outcome.note = 1, REFUSED


def _drop_leftovers(url: str, name: str) -> None:
    """Databases of a run that was interrupted in the middle."""
    with psycopg.connect(url, autocommit=True) as connection:
        rows = connection.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [f"test_{name}%"]).fetchall()
        for (database,) in rows:
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(database)))


def main(arguments: Sequence[str]) -> int:
    """The exit code."""
    return quick(arguments) if arguments else everything()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
