"""Reference values and degrees of equivalence beyond the published cases: correlation, exclusion, refusal."""

import itertools
import math

import numpy as np
import pytest
from scipy import stats

from quanheng.core.metrology import comparison
from quanheng.core.metrology.comparison import subset
from quanheng.core.metrology.errors import InvalidArgument


def test_the_lead_laboratory_is_not_compared_with_itself():
    x, u = [10.0, 10.2, 9.9], [0.1, 0.2, 0.1]
    reference = comparison.lead_value(x, u, lead=1)
    found = comparison.degrees_of_equivalence(x, u, reference)
    assert (reference.value, reference.u) == (10.2, 0.2)
    assert found.u == pytest.approx([math.hypot(0.1, 0.2), 0, math.hypot(0.1, 0.2)])
    assert math.isnan(found.en[1])
    assert "lead laboratory" in reference.decisions[0]


def test_an_excluded_result_is_compared_with_a_reference_it_has_no_part_in():
    x, u = [10.0, 10.1, 9.9, 10.05, 13.0], [0.1] * 5
    reference = comparison.largest_consistent_subset(x, u)
    found = comparison.degrees_of_equivalence(x, u, reference)
    assert found.u[4] == pytest.approx(math.hypot(0.1, reference.u))
    assert found.u[0] == pytest.approx(math.sqrt(0.01 - reference.u**2))


@pytest.mark.parametrize("x", [[0.0, 10, -10], [0, 1e-3, 5], [1, 1, 1]])
@pytest.mark.parametrize("u", [[0.001, 0.1, 0.1], [1, 1, 1], [5, 1e-3, 1]])
def test_the_median_has_degrees_of_equivalence_whatever_the_weights_are(x, u):
    """With one result always in the middle, chance alone once made its variance negative."""
    reference = comparison.median(x, u, seed=2)
    found = comparison.degrees_of_equivalence(x, u, reference)
    assert np.isfinite(found.u).all()


def test_the_medians_weights_of_like_results_are_those_of_the_mean():
    assert comparison.median([1, 1, 1, 1], [1, 1, 1, 1], seed=1).weights == pytest.approx([0.25] * 4, abs=0.01)


def test_the_degree_to_the_median_has_the_spread_of_the_difference_itself():
    x, u = np.array([1.0, 1.2, 0.8, 1.1, 1.05]), np.array([0.1, 0.2, 0.15, 0.1, 0.3])
    found = comparison.degrees_of_equivalence(x, u, comparison.median(x, u, seed=1))
    drawn = x + u * np.random.default_rng(3).standard_normal((400_000, 5))
    direct = (drawn - np.median(drawn, axis=1)[:, None]).std(axis=0)
    assert found.u == pytest.approx(direct, rel=0.01)


def test_correlated_participants_are_weighted_by_generalised_least_squares():
    """Two laboratories with one standard count as little more than one."""
    x, u = [10.0, 10.0, 11.0], [1.0, 1.0, 1.0]
    shared = [[1, 0.98, 0], [0.98, 1, 0], [0, 0, 1]]
    free, joint = comparison.weighted_mean(x, u), comparison.weighted_mean(x, u, correlation=shared)
    assert free.value == pytest.approx(10 + 1 / 3)
    assert joint.value == pytest.approx(10 + 0.99 / 1.99)
    assert joint.u == pytest.approx(math.sqrt(0.99 / 1.99))
    assert joint.chi2 == pytest.approx(1 / 1.99)
    found = comparison.degrees_of_equivalence(x, u, joint, correlation=shared)
    assert found.u == pytest.approx(np.sqrt(1 - joint.u**2) * np.ones(3))


def test_pairwise_degrees_take_off_what_two_laboratories_share():
    found = comparison.pairwise_degrees([1, 2], [3, 4], correlation=[[1, 0.5], [0.5, 1]])
    assert found.expanded[0, 1] == pytest.approx(2 * math.sqrt(9 + 16 - 12))
    assert found.d[0, 1] == -1


@pytest.mark.parametrize(
    "matrix",
    [
        [[1, 2], [2, 1]],
        [[1, 0.5], [0.4, 1]],
        [[0.9, 0], [0, 1]],
        [[1, math.nan], [math.nan, 1]],
        [[1]],
    ],
)
def test_a_matrix_that_is_no_correlation_is_refused(matrix):
    with pytest.raises(InvalidArgument) as refusal:
        comparison.pairwise_degrees([1, 2], [1, 1], correlation=matrix)
    assert refusal.value.argument == "correlation"


def test_copies_of_one_result_have_no_weighted_mean():
    with pytest.raises(InvalidArgument, match="singular"):
        comparison.weighted_mean([1, 1], [1, 1], correlation=[[1, 1], [1, 1]])


@pytest.mark.parametrize("spoiled", [math.nan, math.inf])
def test_scores_refuse_what_is_not_a_number(spoiled):
    for call in (
        lambda: comparison.en_score(spoiled, 0.1, 1, 0.1, k=2, reference_k=2),
        lambda: comparison.en_score(1, 0.1, spoiled, 0.1, k=2, reference_k=2),
        lambda: comparison.z_scores([1], assigned=spoiled, sigma_pt=1),
        lambda: comparison.z_prime_scores([1], assigned=spoiled, sigma_pt=1, u_assigned=0.1),
        lambda: comparison.zeta_scores([1], [0.1], assigned=spoiled, u_assigned=0.1),
    ):
        with pytest.raises(InvalidArgument):
            call()


def test_scores_and_their_reading():
    found = comparison.z_scores([12.0, 12.5, 13.0, 7.0], assigned=10, sigma_pt=1)
    assert found.verdicts == ("satisfactory", "questionable", "unsatisfactory", "unsatisfactory")
    assert comparison.z_prime_scores([13], assigned=10, sigma_pt=4, u_assigned=3).values == pytest.approx([0.6])
    assert comparison.zeta_scores([13], [4], assigned=10, u_assigned=3).values == pytest.approx([0.6])
    assert comparison.en_score(13, 4, 10, 3, k=2, reference_k=2) == pytest.approx(0.6)


def test_the_subset_is_the_same_as_by_trying_every_one():
    rng = np.random.default_rng(5)
    x, u = rng.normal(0, 2, 9), rng.uniform(0.3, 1, 9)
    found = comparison.largest_consistent_subset(x, u)
    sizes = [
        len(c)
        for size in range(9, 1, -1)
        for c in itertools.combinations(range(9), size)
        if comparison.consistency(x[list(c)], u[list(c)]).consistent
    ]
    assert found.included.sum() == max(sizes)


def test_a_large_group_is_searched_one_at_a_time_and_says_so(monkeypatch):
    """Ten that agree and three that do not: the step-wise search once went on with a set it had already refused."""
    monkeypatch.setattr(subset, "LARGEST_SEARCH", 100)
    x = [0.0, 0.1, -0.1, 0.05, -0.05, 0.02, -0.02, 0.08, -0.08, 0.0, 5.0, 6.0, -7.0]
    found = comparison.largest_consistent_subset(x, [0.1] * 13)
    assert found.included.tolist() == [True] * 10 + [False] * 3
    assert all("one at a time" in found.decisions[i] for i in range(3))


def test_restricted_likelihood_of_equal_uncertainties_is_the_scatter_beyond_them():
    """With one u for all, the variance between laboratories is s² − u², which needs no iteration."""
    x = np.array([1.0, 2.0, 4.0, 3.5])
    found = comparison.restricted_maximum_likelihood(x, [0.5] * 4)
    assert found.between**2 == pytest.approx(x.var(ddof=1) - 0.25, rel=1e-6)
    assert comparison.restricted_maximum_likelihood([1, 1.01], [1, 1]).between == 0


def test_no_variance_added_is_said():
    assert "no variance added" in comparison.dersimonian_laird([1, 1.01], [1, 1]).decisions[0]
    with pytest.raises(InvalidArgument, match="alpha"):
        comparison.power_moderated_mean([1, 2], [1, 1], alpha=2.5)


def test_the_robust_average_has_an_uncertainty():
    found = comparison.algorithm_a([1.0, 2.0, 3.0, 4.0])
    assert found.u == pytest.approx(1.25 * found.sd / 2)
    with pytest.raises(InvalidArgument):
        _ = comparison.algorithm_s([1.0, 2.0], nu=1).u


@pytest.mark.parametrize(
    ("nu", "eta", "xi"), [(1, 1.645, 1.097), (2, 1.517, 1.054), (3, 1.444, 1.039), (4, 1.395, 1.032)]
)
def test_factors_of_algorithm_s_are_those_in_print(nu, eta, xi):
    assert comparison.robust.limit_and_correction(nu) == pytest.approx((eta, xi), abs=6e-4)


def test_algorithm_s_recovers_the_spread_of_a_normal_sample_and_resists_one_outlier():
    rng = np.random.default_rng(4)
    w = 2 * np.sqrt(stats.chi2.rvs(3, size=4000, random_state=rng) / 3)
    assert comparison.algorithm_s(w, nu=3).sd == pytest.approx(2, rel=0.03)
    assert comparison.algorithm_s([*w[:20], 1000.0], nu=3).sd < 3.5
