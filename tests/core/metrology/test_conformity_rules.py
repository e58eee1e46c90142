"""Decision rules and risks of JCGM 106 against closed forms."""

import math

import pytest
from scipy import stats

from quanheng.core.metrology.conformity import (
    Limits,
    conformance_probability,
    decide,
    global_risk,
    guard_band_for_risk,
    measurement_capability_index,
    specific_consumer_risk,
    specific_producer_risk,
    verify_legally,
)
from quanheng.core.metrology.errors import InvalidArgument

BOTH = Limits(-1, 1)


def test_guarded_acceptance_and_rejection_move_the_limits_in_and_out():
    inside = decide(0.9, 0.1, BOTH, rule="guarded acceptance")
    outside = decide(1.1, 0.1, BOTH, rule="guarded rejection")
    assert (inside.accepted, inside.acceptance.ends) == (False, pytest.approx((-0.8, 0.8)))
    assert (outside.accepted, outside.acceptance.ends) == (True, pytest.approx((-1.2, 1.2)))
    assert outside.guard_band == pytest.approx(-0.2)
    # within the band wrongly accepted with a large risk, beyond it wrongly rejected with a small one
    assert outside.risk == pytest.approx(stats.norm.cdf(1), rel=1e-9)
    beyond = decide(1.21, 0.1, BOTH, rule="guarded rejection")
    assert not beyond.accepted
    assert beyond.risk == pytest.approx(stats.norm.cdf(-2.1), rel=1e-9)


@pytest.mark.parametrize(("value", "accepted"), [(1, True), (-1, True), (1.0000001, False)])
def test_simple_acceptance_takes_the_limits_themselves(value, accepted):
    assert decide(value, 0.3, BOTH, rule="simple").accepted is accepted


def test_one_sided_limits():
    upper, lower = Limits(upper=1), Limits(lower=-1)
    assert specific_consumer_risk(0.8, 0.1, upper) == pytest.approx(stats.norm.cdf(-2), rel=1e-12)
    assert specific_consumer_risk(-0.8, 0.1, lower) == pytest.approx(stats.norm.cdf(-2), rel=1e-12)
    assert specific_producer_risk(1.3, 0.1, upper) == pytest.approx(stats.norm.cdf(-3), rel=1e-9)
    assert conformance_probability(1.0, 0.1, upper) == pytest.approx(0.5)
    assert decide(-50, 0.1, upper, rule="guarded acceptance").accepted
    assert decide(0.85, 0.1, upper, rule="guarded acceptance").acceptance.ends == (-math.inf, pytest.approx(0.8))
    assert guard_band_for_risk(0.1, upper, risk=0.05) == pytest.approx(0.1 * 1.6448536)
    with pytest.raises(InvalidArgument, match="both limits"):
        measurement_capability_index(upper, 0.1)


@pytest.mark.parametrize("u", [0.01, 0.1, 0.3])
def test_the_guard_band_for_a_risk_gives_exactly_that_risk_at_its_limit(u):
    band = guard_band_for_risk(u, BOTH, risk=0.025)
    assert specific_consumer_risk(1 - band, u, BOTH) == pytest.approx(0.025, rel=1e-6)


def test_small_tails_keep_their_digits():
    assert specific_consumer_risk(0, 0.1, BOTH) == pytest.approx(2 * stats.norm.sf(10), rel=1e-12)


def test_global_risk_of_a_normal_process_and_one_limit_is_a_bivariate_normal():
    mean, sd, u, limit = 0.2, 0.5, 0.2, 1.0
    found = global_risk(Limits(upper=limit), u=u, prior_mean=mean, prior_sd=sd)
    joint = stats.multivariate_normal([mean, mean], [[sd**2, sd**2], [sd**2, sd**2 + u**2]])
    conforming, accepted = stats.norm.cdf(limit, mean, sd), stats.norm.cdf(limit, mean, math.hypot(sd, u))
    both = joint.cdf([limit, limit])
    assert found.accepted == pytest.approx(accepted, rel=1e-9)
    assert found.consumer == pytest.approx(accepted - both, rel=1e-4)
    assert found.producer == pytest.approx(conforming - both, rel=1e-4)


@pytest.mark.parametrize("u", [1e-4, 0.05, 0.4])
def test_global_risk_of_a_uniform_process_has_a_closed_form(u):
    a, t = 1.5, 1.0

    def inner(z):
        """∫ Φ(−z) dz."""
        return z * stats.norm.cdf(-z) - stats.norm.pdf(z)

    near = u * (inner((a - t) / u) - inner(0))
    far = u * (inner((a + t) / u) - inner(2 * t / u))
    exact = 2 * (near - far) / (2 * a)
    found = global_risk(
        Limits(-t, t), u=u, prior_mean=0, prior_sd=a / math.sqrt(3), prior=lambda _x: 1 / (2 * a), support=(-a, a)
    )
    assert found.consumer == pytest.approx(exact, rel=1e-8)


def test_global_risk_of_an_exponential_process_has_a_closed_form():
    rate, u, t = 2.0, 0.1, 1.0
    found = global_risk(
        Limits(upper=t),
        u=u,
        prior_mean=0.5,
        prior_sd=0.5,
        prior=lambda x: rate * math.exp(-rate * x),
        support=(0, 20),
    )
    exact = math.exp(-rate * t) * (0.5 - math.exp((rate * u) ** 2 / 2) * stats.norm.cdf(-rate * u))
    assert found.consumer == pytest.approx(exact, rel=1e-9)
    assert found.conditional_consumer == pytest.approx(found.consumer / found.accepted)


def test_a_prior_that_is_no_density_is_refused():
    with pytest.raises(InvalidArgument, match="not to one"):
        global_risk(BOTH, u=0.1, prior_mean=0, prior_sd=1, prior=lambda _x: 0.5, support=(-2, 2))
    with pytest.raises(InvalidArgument, match="support"):
        global_risk(BOTH, u=0.1, prior_mean=0, prior_sd=1, prior=lambda _x: 0.5, support=(2, -2))


def test_where_nothing_is_accepted_there_is_no_risk_among_the_accepted():
    found = global_risk(BOTH, u=0.01, prior_mean=0, prior_sd=0.1, acceptance=Limits(90, 91))
    with pytest.raises(InvalidArgument, match="nothing is ever accepted"):
        _ = found.conditional_consumer


def test_legal_verification_is_simple_acceptance_with_a_third():
    assert verify_legally(0.3, mpe=0.3, expanded=0.1).accepted
    assert not verify_legally(-0.31, mpe=0.3, expanded=0.1).accepted
    assert verify_legally(0.3, mpe=0.3, expanded=0.1).risk == pytest.approx(0.5)
    with pytest.raises(InvalidArgument, match="no simple acceptance"):
        verify_legally(0.1, mpe=0.3, expanded=0.11)


@pytest.mark.parametrize(
    "given", [{"rule": "lenient"}, {"rule": "guarded acceptance", "coverage_factor": -2}, {"rule": "simple", "u": -1}]
)
def test_a_rule_that_is_none_is_refused(given):
    with pytest.raises(InvalidArgument):
        decide(0, given.pop("u", 0.1), BOTH, **given)
