"""Pictures and reported figures."""

import math
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quanheng.core.metrology.comparison import among, degrees_of_equivalence, lead_value, weighted_mean
from quanheng.core.metrology.errors import InvalidArgument
from quanheng.core.metrology.plots import comparison_plot
from quanheng.core.metrology.plots.axis import axis
from quanheng.core.metrology.plots.svg import columns, fitted
from quanheng.core.metrology.rounding import reported
from quanheng.core.metrology.statement import Statement


@pytest.mark.parametrize(
    ("value", "expanded", "shown"),
    [
        (50_000_838.0, 92.48, ("50000838", "92")),
        (1.23456, 0.0996, ("1.23", "0.10")),
        (1.2345, 0.025, ("1.234", "0.025")),  # a tie goes to the even digit
        (-0.00004, 0.012, ("0.000", "0.012")),
        (123456.0, 7800.0, ("123500", "7800")),
        (1e-9, 2.5e-12, ("0.0000000010000", "0.0000000000025")),
    ],
)
def test_a_result_is_reported_to_two_digits_of_its_uncertainty(value, expanded, shown):
    assert reported(value, expanded) == shown


@given(st.floats(-1e12, 1e12), st.floats(1e-12, 1e9))
def test_an_axis_has_ticks_inside_and_in_order(low, width):
    high = low + width
    made = axis(low, high, 0, 400, origin=low)
    ticks = [value for value, _ in made.ticks]
    room = abs(made.high - made.low) * 1e-6
    assert ticks == sorted(ticks)
    assert all(made.low - room <= tick <= made.high + room for tick in ticks)
    assert len(ticks) <= 12


def test_large_values_are_labelled_by_their_difference():
    made = axis(50_000_000.001, 50_000_000.009, 0, 100, origin=50_000_000.005)
    assert made.origin == 50_000_000.005
    assert all(len(label) <= 9 for _, label in made.ticks)


def test_chinese_takes_two_columns():
    assert columns("量块 10") == 7
    assert fitted("标准量块长度", 7) == "标准量…"


def test_a_picture_survives_any_name_and_any_scale():
    x, u = [1e-12, 1.1e-12, 0.9e-12], [1e-13] * 3
    names = ["<&>\x00", "甲" * 60, '"']
    text = comparison_plot(names, x, u, weighted_mean(x, u))
    root = ET.fromstring(text)
    assert "nan" not in text
    assert [one for one in root.iter() if one.text == "<&>"]


def test_a_reference_of_some_is_told_for_all():
    x, u = [1.0, 1.1, 5.0, 0.9], [0.1] * 4
    inner = weighted_mean([1.0, 1.1, 0.9], [0.1] * 3)
    told = among(inner, [True, True, False, True])
    assert list(told.weights) == pytest.approx([1 / 3, 1 / 3, 0, 1 / 3])
    assert "participant 2 left out" in told.decisions[0]
    assert degrees_of_equivalence(x, u, told).u[2] == pytest.approx(math.hypot(0.1, inner.u))
    with pytest.raises(InvalidArgument, match="inside"):
        among(inner, [True, True, False, False])


def test_the_lead_has_no_score_against_itself():
    found = degrees_of_equivalence([1.0, 1.1], [0.1, 0.1], lead_value([1.0, 1.1], [0.1, 0.1], lead=0))
    assert math.isnan(found.en[0])
    assert found.en[1] == pytest.approx(0.1 / (2 * math.hypot(0.1, 0.1)))


def test_a_statement_is_text_that_can_be_said_again():
    one = Statement("{a} is {b:.1f}", a="x", b=1.25)
    assert one == "x is 1.2"
    assert one.with_values(a="y") == "y is 1.2"
