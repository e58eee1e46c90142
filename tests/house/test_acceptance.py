"""docs/engineering/acceptance.md is true: every test and benchmark it names exists, and no point is held by nothing."""

import ast
import re

import pytest

from tests.house.sources import ROOT

LINES = (ROOT / "docs" / "engineering" / "acceptance.md").read_text(encoding="utf-8").splitlines()
ROWS = [line for line in LINES if line.startswith("| ") and not line.startswith(("| point", "| ---"))]
TEST = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
BENCHMARK = re.compile(r"`(benchmarks/\w+\.py)`")
NAMED = sorted({found for row in ROWS for found in TEST.findall(row)})


def names_in(path: str) -> set[str]:
    """The names of the test functions of a file, also of those in classes."""
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")}


def test_there_are_points_to_look_at():
    assert len(ROWS) > 40
    assert len(NAMED) > 60


@pytest.mark.parametrize(("path", "name"), NAMED)
def test_every_named_test_exists(path, name):
    assert (ROOT / path).is_file(), f"acceptance.md names {path}, which is not there"
    assert name in names_in(path), f"acceptance.md names {path}::{name}: write it, or name what holds the point now"


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.split("|")[1].strip())
def test_every_point_is_held_by_something(row):
    by_hand = "| by hand: `" in row
    assert TEST.search(row) or BENCHMARK.search(row) or by_hand


def test_every_named_benchmark_can_be_run():
    for path in sorted({found for row in ROWS for found in BENCHMARK.findall(row)}):
        assert '__name__ == "__main__"' in (ROOT / path).read_text(encoding="utf-8"), path
