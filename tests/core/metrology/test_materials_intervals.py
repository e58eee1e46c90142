"""Reference materials and calibration intervals beyond the published cases."""

import math

import numpy as np
import pytest

from quanheng.core.metrology import intervals, lines, materials
from quanheng.core.metrology.errors import InvalidArgument


def test_homogeneity_of_unequal_groups():
    """By hand: three bottles of 2, 3 and 4 results; n0 = (9 − 29/9)/2."""
    units = {"1": [1.0, 1.2], "2": [2.0, 2.1, 2.2], "3": [1.5, 1.6, 1.4, 1.5]}
    found = materials.homogeneity(units)
    n0 = (9 - 29 / 9) / 2
    within = (0.02 + 0.02 + 0.02) / 6
    grand = (2.2 + 6.3 + 6.0) / 9
    between = (2 * (1.1 - grand) ** 2 + 3 * (2.1 - grand) ** 2 + 4 * (1.5 - grand) ** 2) / 2
    assert found.anova.n0 == pytest.approx(n0)
    assert found.s_bb == pytest.approx(math.sqrt((between - within) / n0))
    assert found.u_bb_min == pytest.approx(math.sqrt(within / n0) * (2 / 6) ** 0.25)
    assert found.u_bb == found.s_bb
    assert found.significant
    assert found.decisions == ()


def test_what_the_repeatability_hides_is_used_and_said():
    found = materials.homogeneity({"1": [1.0, 2.0], "2": [2.0, 1.0], "3": [1.0, 2.1]})
    assert (found.s_bb, found.u_bb) == (0, found.u_bb_min)
    assert len(found.decisions) == 2
    assert not materials.homogeneity({"1": [1.0, 1.0], "2": [1.0, 1.0]}).significant


def test_a_constant_series_has_no_trend():
    """All points on a level line: no scatter and no slope, which once counted as a certain trend."""
    found = materials.stability([0, 1, 2], [1.0, 1.0, 1.0], period=12)
    assert (found.significant, found.u_stab) == (False, 0)
    assert lines.straight_line([0, 1, 2], [1.0, 2.0, 3.0]).p_slope == 0


def test_a_trend_is_said_where_its_uncertainty_does_not_cover_it():
    found = materials.stability([0, 6, 12, 18, 24], [10, 9.9, 9.8, 9.72, 9.6], period=24)
    assert found.significant
    assert "does not cover it" in found.decisions[0]


def test_shelf_life_without_trend_is_a_quotient():
    line = lines.straight_line([0, 6, 12, 18], [10.0, 10.1, 9.9, 10.0])
    assert materials.shelf_life(line, u_limit=0.5) == pytest.approx(0.5 / line.se_slope)


def test_shelf_life_with_trend_is_where_the_band_meets_the_limit():
    line = lines.straight_line([0, 6, 12, 18, 24], [10, 9.9, 9.8, 9.72, 9.6])
    end = materials.shelf_life(line, u_limit=0.5, value=10)
    band = line.intercept + line.slope * end - 3.182446 * line.u_mean(end)
    assert band == pytest.approx(9.5, abs=1e-6)
    assert materials.shelf_life(line, u_limit=1e-6, value=10) == 0


def test_characterisation_certification_and_sample():
    made = materials.characterise({"a": [1.0, 1.2], "b": [1.3], "c": [1.2, 1.2, 1.2]})
    assert made.value == pytest.approx(1.2)
    assert made.u_char == pytest.approx(0.1 / math.sqrt(3))
    whole = materials.certify(1.2, u_char=0.03, u_bb=0.04, u_long=0.12)
    assert (whole.u, whole.expanded) == (pytest.approx(0.13), pytest.approx(0.26))
    # Ingamells: 2 % at 100 mg is 1 % at 400 mg
    assert materials.minimum_sample([100], [2], target=1) == pytest.approx(400)


@pytest.mark.parametrize(
    ("error", "interval"), [(0.5, 15), (0.8, 15), (0.9, 10), (1.0, 10), (1.1, 5), (-1.1, 5), (-0.5, 15)]
)
def test_method_1_steps_up_and_down(error, interval):
    assert intervals.staircase(10, error=error, mpe=1).interval == interval


def test_method_2_ends_where_the_widened_line_meets_the_limit():
    t, e = [0.0, 1, 2, 3], [0.0, 0.11, 0.19, 0.30]
    ahead = intervals.control_chart_interval(t, e, mpe=1)
    line = lines.straight_line(t, e)
    at = 3 + ahead
    assert line.intercept + line.slope * at + 2 * line.u_prediction(at) == pytest.approx(1, abs=1e-6)
    assert intervals.control_chart_interval(t, e, mpe=0.2) == 0


def test_methods_3_and_4():
    assert intervals.in_use_time(365, hours_per_day=2, hours_allowed=500) == 250
    assert intervals.in_use_time(100, hours_per_day=2, hours_allowed=500) == 100
    assert intervals.in_service_check([0.1, -0.6], warning=0.5)
    assert not intervals.in_service_check([0.1, -0.4], warning=0.5)


def test_an_excursion_that_returns_is_not_stepped_over():
    """A quadratic that leaves the tolerance at 3 and comes back at 3.5: the interval ends at the first."""
    peak, b2 = 3.25, -1.0
    b1 = -2 * b2 * peak
    model = intervals.Drifting((b1, b2), np.zeros((2, 2)), 0.0, 1e-9)
    limit = model.change(3.0)
    assert intervals.interval_for_tolerance(model, value=0, lower=-100, upper=limit) == pytest.approx(3, abs=1e-6)


def test_the_tolerance_is_met_by_value_change_and_uncertainty_together():
    model = intervals.Drifting((0.1,), np.array([[0.0]]), 0.0, 0.5)
    assert intervals.interval_for_tolerance(model, value=1, lower=-9, upper=3) == pytest.approx(10)
    assert intervals.interval_for_tolerance(model, value=3, lower=-9, upper=3) == 0


@pytest.mark.parametrize(
    "call",
    [
        lambda: intervals.staircase(10, error=math.nan, mpe=1),
        lambda: intervals.staircase(10, error=0.1, mpe=1, longer=0.5),
        lambda: intervals.staircase(10, error=2, mpe=1, shorter=1.5),
        lambda: intervals.control_chart_interval([0, 1, 2], [0, 1, 2], mpe=1, coverage=-1),
        lambda: intervals.drift_model([1, 1, 1], [1, 2, 3], u0=0.1, order=2),
        lambda: intervals.drift_model([0, 1, 2], [1, 2, 3], u0=0.1),
        lambda: intervals.interval_for_tolerance(
            intervals.Drifting((0.1,), np.zeros((1, 1)), 0, 1), value=math.nan, lower=0, upper=1
        ),
        lambda: intervals.in_service_check([], warning=1),
        lambda: materials.homogeneity({"a": [1, 2], "b": []}),
        lambda: materials.certify(1, u_char=-1, u_bb=0),
        lambda: materials.minimum_sample([0], [1], target=1),
    ],
)
def test_bad_input_is_refused(call):
    with pytest.raises(InvalidArgument):
        call()
