"""Outlier tests of ISO 5725-2 and what was left out."""

import math

import numpy as np
import pytest

from quanheng.core.metrology.comparison import cochran, grubbs, grubbs_pair, mandel_critical, one_way, precision
from quanheng.core.metrology.comparison.outliers import cochran_critical, grubbs_critical
from quanheng.core.metrology.errors import InvalidArgument


@pytest.mark.parametrize(
    ("p", "five", "one"), [(3, 1.155, 1.155), (8, 2.126, 2.274), (10, 2.290, 2.482), (20, 2.709, 3.001)]
)
def test_grubbs_critical_values_are_those_in_print(p, five, one):
    assert grubbs_critical(p, 0.05) == pytest.approx(five, abs=1e-3)
    assert grubbs_critical(p, 0.01) == pytest.approx(one, abs=1e-3)


@pytest.mark.parametrize(("p", "n", "five", "one"), [(2, 3, 0.975, 0.995), (8, 3, 0.516, 0.615), (10, 2, 0.602, 0.718)])
def test_cochran_critical_values_are_those_in_print(p, n, five, one):
    """The print has three figures, the last of some of them one too high."""
    assert cochran_critical(p, n, 0.05) == pytest.approx(five, abs=1e-3)
    assert cochran_critical(p, n, 0.01) == pytest.approx(one, abs=1e-3)


def test_grubbs_names_the_suspect():
    found = grubbs([1.0, 1.1, 0.9, 1.05, 0.95, 1.0, 3.0, 1.02])
    assert (found.suspect, found.verdict) == (6, "outlier")
    assert grubbs([1.0, 1.1, 0.9, 1.05, 0.95]).verdict == "correct"


def test_two_outliers_hide_from_the_single_test_but_not_from_the_double():
    x = [1.0, 1.1, 0.9, 1.05, 0.95, 1.0, 3.0, 3.05]
    assert grubbs(x).verdict == "correct"
    found = grubbs_pair(x, seed=1)
    assert (sorted(found.suspects), found.verdict) == ([6, 7], "outlier")
    assert grubbs_pair([-v for v in x], seed=1).statistic == pytest.approx(found.statistic)
    assert grubbs_pair([1.0, 1.1, 0.9, 1.05, 0.95, 1.0], seed=1).verdict == "correct"


def test_double_grubbs_critical_values_are_those_in_print():
    """Eight laboratories: 0.1101 at 5 % and 0.0563 at 1 %; ten: 0.1864 and 0.1150."""
    for p, five, one in ((8, 0.1101, 0.0563), (10, 0.1864, 0.1150)):
        found = grubbs_pair([float(i) for i in range(p)], seed=3)
        assert found.critical_5 == pytest.approx(five, abs=2e-3)
        assert found.critical_1 == pytest.approx(one, abs=2e-3)


def test_cochran_names_the_laboratory_with_the_wide_scatter():
    found = cochran([1.0, 1.1, 0.9, 4.0], n=4)
    assert (found.suspect, found.verdict) == (3, "outlier")


def test_mandels_limits_are_passed_as_often_as_they_say():
    rng = np.random.default_rng(8)
    x = rng.standard_normal((20_000, 8, 3))
    means, sds = x.mean(axis=2), x.std(axis=2, ddof=1)
    h = (means - means.mean(axis=1, keepdims=True)) / means.std(axis=1, ddof=1, keepdims=True)
    k = sds / np.sqrt((sds**2).mean(axis=1, keepdims=True))
    for level in (0.05, 0.01):
        limit_h, limit_k = mandel_critical(8, 3, level)
        assert (np.abs(h) > limit_h).mean() == pytest.approx(level, rel=0.06)
        assert (k > limit_k).mean() == pytest.approx(level, rel=0.06)


def test_an_exclusion_needs_a_reason_and_keeps_it():
    data = {"a": [1.0, 1.1], "b": [1.05, 1.0], "c": [9.0, 9.1]}
    found = precision(data, exclude={"c": "wrong unit, confirmed by the laboratory"})
    assert found.anova.groups == ("a", "b")
    assert "c left out: wrong unit" in found.decisions[0]
    for wrong in ({"c": " "}, {"d": "who?"}):
        with pytest.raises(InvalidArgument, match="exclude"):
            precision(data, exclude=wrong)


def test_no_scatter_at_all_is_not_a_significant_difference():
    found = one_way({"a": [1.0, 1.0], "b": [1.0, 1.0]})
    assert math.isnan(found.f)
    assert not found.p < 0.05
    assert one_way({"a": [1.0, 1.0], "b": [2.0, 2.0]}).p == 0
