"""Slips of scanning and typing are suggested, never accepted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quanheng.apps.specifications.rules.numbers import parse
from quanheng.apps.specifications.rules.suggestions import MOST, suggest

ROWS = [
    ("JJFl022—199l", ["JJF 1022-1991"]),
    ("JJF I070-2023", ["JJF 1070-2023"]),
    ("JJF 1O7O-2O23", ["JJF 1070-2023"]),
    ("JJF 1∪7∪-2023", ["JJF 1070-2023"]),
    ("JJF 1070——2023", ["JJF 1070-2023"]),
    ("JJF 1070一2023", ["JJF 1070-2023"]),
    ("JJF 1070_2023", ["JJF 1070-2023"]),
    ("JJF 1070-23", ["JJF 1070-2023"]),
    ("JJ F 1070-2023", ["JJF 1070-2023"]),
    ("JIF 1070-2023", ["JJF 1070-2023"]),
    ("JJC 196-2006", ["JJG 196-2006"]),
    ("JJG[冀]121-2015", ["JJG(冀) 121-2015"]),
    ("JJF 1070·3-2021", ["JJF 1070.3-2021"]),
    ("JJF\u200b1070-2023", ["JJF 1070-2023"]),
    ("依据 JJG 196-2006 和 JJF 1070-2023", ["JJG 196-2006", "JJF 1070-2023"]),
    ("JJF 1070-2023", []),
    ("jjf1070—2023", []),
    ("JJF 10700-2023", []),
    ("水表", []),
    ("", []),
]


@pytest.mark.parametrize(("text", "canonical"), ROWS)
def test_what_a_slip_may_have_meant(text, canonical):
    assert suggest(text) == canonical
    if canonical:
        assert parse(text) is None


@given(st.text(max_size=120))
def test_suggestions_are_canonical_bounded_and_never_what_was_written(text):
    found = suggest(text)
    assert len(found) <= MOST
    spelt = parse(text)
    for canonical in found:
        number = parse(canonical)
        assert number is not None
        assert number.canonical == canonical
        assert spelt is None or spelt.canonical != canonical


def test_a_very_long_text_costs_no_more_than_a_short_one():
    assert suggest("JJF 1070一2023 " + "x" * 10_000_000) == ["JJF 1070-2023"]
