"""The tools that judge everything else are judged here."""

import os
import re
from pathlib import Path

import pytest

from tools import lock, test
from tools.postgres import with_database
from tools.report import ROOT, Outcome, Report


@pytest.fixture
def locked(tmp_path):
    path = tmp_path / "app.lock"

    def write(text: str):
        path.write_text(text)
        return path

    return write


def test_every_test_that_starts_processes_runs_on_postgresql_too():
    marked = {
        str(path.relative_to(ROOT))
        for path in (ROOT / "tests").rglob("test_*.py")
        if re.search(r"pytest\.mark\.process\b", path.read_text()) and path != Path(__file__)
    }
    assert marked == set(test.DISTURBED)


GOOD = """django==5.2.19 --hash=sha256:00
    # via quanheng (pyproject.toml)
sqlparse==0.5 --hash=sha256:11
"""


def test_a_lock_that_fits_has_no_faults(locked):
    assert lock._compare(locked(GOOD), ["django==5.2.19"]) == []
    assert lock.faults() == []


@pytest.mark.parametrize(
    ("text", "wanted", "fault"),
    [
        (GOOD, ["django==5.2.20"], "django is 5.2.19, pyproject.toml says ==5.2.20"),
        (GOOD, ["django==5.2.19", "nh3==0.3.8"], "nh3 is missing"),
        (GOOD, [], "django was asked for by an older pyproject.toml"),
        (GOOD + "# https://example.org/simple\n", ["django==5.2.19"], "holds an address"),
        (GOOD, ["psycopg[binary]==3.3.9", "django==5.2.19"], "psycopg is missing"),
    ],
)
def test_a_lock_that_does_not_fit_says_where(locked, text, wanted, fault):
    assert any(fault in found for found in lock._compare(locked(text), wanted))


def test_results_are_counted_from_the_file_of_the_run(tmp_path):
    results, outcome = tmp_path / "results.xml", Outcome("", "")
    results.write_text('<testsuites><testsuite tests="10" failures="2" errors="1" skipped="3"/></testsuites>')
    test._count(results, 1, outcome)
    assert (outcome.passed, outcome.failed, outcome.skipped) == (4, 3, 3)


def test_a_run_that_broke_off_is_a_failure_even_without_a_count(tmp_path):
    outcome = Outcome("", "")
    test._count(tmp_path / "never-written.xml", 3, outcome)
    assert outcome.failed == 1


def test_the_last_line_sums_the_parts_and_the_code_says_whether_one_failed(capsys):
    report = Report()
    for passed, failed in ((3, 0), (4, 1)):
        with report.part("part", "again") as outcome:
            outcome.passed, outcome.failed = passed, failed
    assert report.close() == 1
    assert capsys.readouterr().out == "7 passed, 1 failed, 0 skipped\n"


@pytest.mark.parametrize(("ci", "failed"), [("true", 1), ("", 0)])
def test_a_missing_postgresql_half_is_loud_and_in_ci_a_failure(monkeypatch, capsys, ci, failed):
    monkeypatch.setitem(os.environ, "CI", ci)
    report = Report()
    test._loudly_missing(report)
    assert "THE POSTGRESQL HALF DID NOT RUN" in capsys.readouterr().err
    assert report.outcomes[0].failed == failed


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("postgresql://me@127.0.0.1:5432/postgres", "postgresql://me@127.0.0.1:5432/new"),
        ("postgresql://me:secret@db/postgres?sslmode=require", "postgresql://me:secret@db/new?sslmode=require"),
        ("postgresql://me@/postgres?host=/run/postgresql", "postgresql://me@/new?host=/run/postgresql"),
        ("postgresql:///postgres?host=/run/postgresql", "postgresql:///new?host=/run/postgresql"),
    ],
)
def test_another_database_on_the_same_server(url, expected):
    assert with_database(url, "new") == expected
