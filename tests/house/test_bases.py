"""Every rule cites an instrument that the law register holds."""

import ast
from collections.abc import Iterator
from typing import Any, get_args

import pytest
import yaml

from quanheng.apps.law.facts import read
from quanheng.core.basis import RuleStatus
from tests.house.sources import PACKAGE, at, dotted, modules, refuse

FILES = sorted(
    path for path in PACKAGE.rglob("data/**/*.yaml") if "basis:" in (text := path.read_text()) or "instrument:" in text
)
STATUSES = get_args(RuleStatus)
HELD = {edition.slug for instrument in read() for edition in instrument.editions}


def cited(node: Any) -> Iterator[str]:
    """The instruments named under ``basis`` (a mapping with ``instrument``, or the address itself) in a data file."""
    if isinstance(node, list):
        for item in node:
            yield from cited(item)
    if isinstance(node, dict):
        for key, value in node.items():
            if key == "instrument" and isinstance(value, str):
                yield value
            elif key == "basis" and isinstance(value, str) and value not in STATUSES:
                yield value.split()[0]
            else:
                yield from cited(value)


def test_citations_are_read_in_every_form():
    data = yaml.safe_load(
        "a: {basis: {instrument: x-law, article: 第一条}}\nb: [{basis: y-law 第二条}, {basis: assumed}]"
    )
    assert list(cited(data)) == ["x-law", "y-law"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_every_cited_instrument_is_on_record(path):
    named = set(cited(yaml.safe_load(path.read_text(encoding="utf-8"))))
    missing = sorted(slug for slug in named if slug and slug not in HELD)
    refuse(missing, f"{path.name} cites what law/data/instruments.yaml does not hold: enter its facts there first.")


def test_every_instrument_cited_in_the_code_is_on_record():
    missing = [
        f"{at(module, node)} {node.args[0].value}"
        for module in modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call)
        and dotted(node.func) in {"Basis", "article_url", "cite"}
        and node.args
        and isinstance(node.args[0], ast.Constant)
        and node.args[0].value not in HELD
    ]
    refuse(missing, "Enter the facts of the instrument in law/data/instruments.yaml first.")
