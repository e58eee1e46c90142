"""Every example in docs/metrology runs, page by page, and proves something."""

import ast
import re

import pytest

from tests.house.sources import ROOT

FOLDER = ROOT / "docs" / "metrology"
PAGES = sorted(page.name for page in FOLDER.glob("*.md") if page.name != "README.md")
BLOCK = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)


def blocks(page):
    """Each example, moved to the line where it stands so that a failure names it."""
    text = (FOLDER / page).read_text(encoding="utf-8")
    return ["\n" * text.count("\n", 0, found.start(1)) + found[1] for found in BLOCK.finditer(text)]


def test_there_is_a_page_for_every_topic():
    topics = {
        "uncertainty.md",
        "monte-carlo.md",
        "budgets-and-identity.md",
        "comparison.md",
        "conformity.md",
        "sampling.md",
        "standards.md",
        "materials.md",
        "intervals.md",
    }
    assert topics <= set(PAGES)


@pytest.mark.parametrize("page", PAGES)
def test_the_examples_of_a_page_run_in_one_namespace(page, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    space: dict[str, object] = {"__name__": "example"}
    for block in blocks(page):
        exec(compile(block, str(FOLDER / page), "exec"), space)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_has_an_example_that_asserts_something(page):
    asserts = [node for block in blocks(page) for node in ast.walk(ast.parse(block)) if isinstance(node, ast.Assert)]
    assert any(not isinstance(node.test, ast.Constant) for node in asserts), f"{page} proves nothing"


@pytest.mark.parametrize("page", PAGES)
def test_a_page_says_what_the_method_must_not_be_used_for(page):
    assert "## Not for" in (FOLDER / page).read_text(encoding="utf-8")


@pytest.mark.parametrize("page", PAGES)
def test_the_index_names_every_page(page):
    assert f"]({page})" in (FOLDER / "README.md").read_text(encoding="utf-8")
