"""Measurement standards: run rules one by one, chart factors, stability and verification of results."""

import math

import numpy as np
import pytest

from quanheng.core.metrology import standards
from quanheng.core.metrology.errors import InvalidArgument

BEYOND, SIDE, TREND, SEESAW = "超出 3σ", "连续 9 点在中心线同侧", "连续 6 点递增或递减", "连续 14 点上下交替"
TWO, FOUR, INSIDE, OUTSIDE = (
    "连续 3 点中 2 点在同侧 2σ 以外",
    "连续 5 点中 4 点在同侧 1σ 以外",
    "连续 15 点在 1σ 以内",
    "连续 8 点在 1σ 以外",
)


def found(z):
    return {rule: i for i, rule in standards.run_rules(z)}


@pytest.mark.parametrize(
    ("z", "rule", "at"),
    [
        ([0.1, -3.1], BEYOND, 1),
        ([0.1, -0.1, *[0.5] * 9], SIDE, 10),
        ([-0.2, -0.1, 0, 0.1, 0.2, 0.3], TREND, 5),
        ([0.3, 0.2, 0.1, 0, -0.1, -0.2], TREND, 5),
        ([0.5, -0.5] * 7, SEESAW, 13),
        ([2.1, 0, 2.2], TWO, 2),
        ([-2.1, -2.2], TWO, 1),
        ([1.1, 1.2, 0, 1.3, 1.4], FOUR, 4),
        ([0.5, -0.6, 0.4] * 5, INSIDE, 14),
        ([1.5, -1.5, 1.2, -1.1, 1.3, 1.4, -1.6, -1.2], OUTSIDE, 7),
    ],
)
def test_each_run_rule_is_found_where_its_pattern_ends(z, rule, at):
    assert found(z)[rule] == at


@pytest.mark.parametrize(
    ("z", "rule"),
    [
        ([3.0, -3.0], BEYOND),
        ([0.5] * 8, SIDE),
        ([*[0.5] * 4, 0, *[0.5] * 4], SIDE),
        ([-0.2, -0.1, 0, 0.1, 0.2], TREND),
        ([-0.2, -0.1, 0, 0, 0.1, 0.2], TREND),
        ([0.5, -0.5] * 6 + [0.5], SEESAW),
        ([2.1, 0, -2.2], TWO),
        ([2.1, 0, 0, 2.2], TWO),
        ([2.1, 2.2, 0], "no second signal for a pattern already told"),
        ([1.1, 1.2, 0, 0, 1.4], FOUR),
        ([*[0.5, -0.6] * 7, 1.0], INSIDE),
        ([1.5, -1.5, 1.2, -1.1, 1.3, 1.4, -1.6, -0.9], OUTSIDE),
    ],
)
def test_what_is_almost_a_pattern_is_none(z, rule):
    assert rule not in found(z)


def test_a_pattern_is_told_at_the_point_that_completes_it():
    assert [i for i, rule in standards.run_rules([2.1, 2.2, 0.0]) if rule == TWO] == [1]


def test_chart_factors_are_those_of_iso_7870_2():
    """n = 5: A3 1.427, B3 0, B4 2.089, A2 0.577, D3 0, D4 2.114; n = 10: B3 0.284, B4 1.716."""
    rng = np.random.default_rng(7)
    for n, b3, b4, a3 in ((5, 0, 2.089, 1.427), (10, 0.284, 1.716, 0.975)):
        chart = standards.control_chart(rng.normal(10, 1, (25, n)))
        assert (chart.upper - chart.centre) / chart.spread_centre == pytest.approx(a3, abs=6e-4)
        assert chart.spread_upper / chart.spread_centre == pytest.approx(b4, abs=6e-4)
        assert chart.spread_lower / chart.spread_centre == pytest.approx(b3, abs=6e-4)
    ranges = standards.control_chart(rng.normal(10, 1, (25, 5)), spread="range")
    assert (ranges.upper - ranges.centre) / ranges.spread_centre == pytest.approx(0.577, abs=6e-4)
    assert ranges.spread_upper / ranges.spread_centre == pytest.approx(2.114, abs=1.1e-3)
    assert ranges.spread_lower == 0


def test_a_chart_sees_a_group_that_is_off():
    rng = np.random.default_rng(1)
    data = rng.normal(10, 1, (20, 5))
    data[13] += 6
    assert (13, BEYOND) in standards.control_chart(data).signals


def test_repeatability_and_its_yearly_check():
    x = [1.0, 2.0, 3.0, 4.0]
    assert standards.repeatability(x) == pytest.approx(math.sqrt(5 / 3))
    assert standards.repeatability_holds(x, established=1.3).passed
    assert not standards.repeatability_holds(x, established=1.2).passed


def test_stability_of_a_new_and_of_an_established_standard():
    groups = [[1.0, 1.2], [1.1, 1.1], [1.3, 1.3], [1.0, 1.0]]
    assert standards.stability_new(groups, limit=0.4).value == pytest.approx(0.3)
    assert standards.stability_new(groups, limit=0.4).passed
    assert not standards.stability_new(groups, limit=0.25).passed
    yearly = standards.stability_established([1.0, 1.25], [1.375, 1.375], limit=0.25)
    assert (yearly.value, yearly.passed) == (0.25, False)  # below the limit, not at it


def test_verification_by_comparison_allows_for_ones_own_part_in_the_mean():
    verdict = standards.verify_by_comparison([10.0, 10.2, 10.6], own=2, expanded=0.4)
    assert verdict.value == pytest.approx(1 / 3)
    assert verdict.limit == pytest.approx(math.sqrt(2 / 3) * 0.4)
    assert not verdict.passed
    assert standards.verify_by_comparison([10.0, 10.2, 10.6], own=0, expanded=0.4).passed


@pytest.mark.parametrize(
    "call",
    [
        lambda: standards.verify_by_transfer(math.nan, 1, 2, 1, 1, 2),
        lambda: standards.verify_by_transfer(1, 1, 0, 1, 1, 2),
        lambda: standards.verify_by_comparison([1, 2], own=0, expanded=1),
        lambda: standards.verify_by_comparison([1, 2, 3], own=3, expanded=1),
        lambda: standards.control_chart([[1, 1], [1, 1]]),
        lambda: standards.control_chart([[1, math.nan], [1, 1]]),
        lambda: standards.repeatability([1]),
        lambda: standards.stability_established([], [1], limit=1),
    ],
)
def test_bad_input_is_refused(call):
    with pytest.raises(InvalidArgument):
        call()


def test_history_of_calibrations():
    mean, u, en = standards.weighted_history([10.0, 10.2, 10.1], [0.1, 0.1, 0.1])
    assert mean == pytest.approx(10.1)
    assert u == pytest.approx(0.1 / math.sqrt(3))
    assert en == pytest.approx(0.2 / (2 * math.hypot(0.1, 0.1)))
