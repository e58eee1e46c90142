"""Laws that hold for any input, and inputs that are refused."""

import datetime as dt
import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quanheng.core.metrology import comparison, conformity, intervals, lines, materials, sampling, standards
from quanheng.core.metrology.errors import InvalidArgument
from quanheng.core.metrology.uncertainty import Correlation, Influence, Model, propagate, propagate_many, simulate
from quanheng.core.metrology.uncertainty.distributions import (
    curvilinear_trapezoidal,
    exponential,
    from_json,
    gamma_count,
    normal,
    normal_expanded,
    observations,
    rectangular,
    student_t,
    trapezoidal,
    triangular,
)
from quanheng.core.metrology.uncertainty.drawing import Drawer
from quanheng.core.metrology.uncertainty.montecarlo import numerical_tolerance, simulate_adaptive

values = st.floats(-1e3, 1e3)
spreads = st.floats(0.1, 10)
results = st.lists(st.tuples(values, spreads), min_size=2, max_size=7)


@given(results, st.floats(0.01, 100), st.floats(-1e3, 1e3))
@settings(max_examples=60)
def test_degrees_of_equivalence_do_not_depend_on_scale_and_origin(rows, scale, shift):
    x, u = (np.array(column) for column in zip(*rows, strict=True))
    plain = comparison.degrees_of_equivalence(x, u, comparison.weighted_mean(x, u))
    moved = comparison.degrees_of_equivalence(
        scale * x + shift, scale * u, comparison.weighted_mean(scale * x + shift, scale * u)
    )
    kept = plain.u > 1e-3 * u  # a result that is nearly the reference itself has no degree of equivalence to it
    assert moved.en[kept] == pytest.approx(plain.en[kept], rel=1e-5, abs=1e-5)


@given(st.floats(0.1, 10), st.floats(0.01, 0.1), st.floats(1e-3, 1e3))
def test_propagation_does_not_depend_on_the_unit(x, u, factor):
    model = Model("root", "1", lambda a, b: np.sqrt(a) * b, ("a", "b"))

    def relative(f):
        inputs = {
            "a": Influence("a", "a", normal(f * x, u=f * u)),
            "b": Influence("b", "b", normal(2 * f, u=0.1 * f)),
        }
        result = propagate(model, inputs).result
        return result.u[0] / result.values[0]

    assert relative(factor) == pytest.approx(relative(1.0), rel=1e-9)


@given(st.integers(5, 400), st.integers(1, 40), st.integers(0, 5))
@settings(max_examples=60)
def test_operating_characteristics_fall(lot, sample, acceptance):
    n = min(sample, lot)
    for model in ("hypergeometric", "binomial", "poisson"):
        plan = sampling.AttributePlan(n, min(acceptance, n), model, lot, 0.01, 0.1, 0, 0)
        curve = [p for _, p in sampling.operating_characteristic(plan, [i / 40 for i in range(41)])]
        assert all(a >= b - 1e-12 for a, b in pairwise(curve))
        assert curve[0] == 1


@given(st.floats(0.002, 0.05), st.floats(2.5, 10), st.integers(60, 5000))
@settings(max_examples=40)
def test_a_computed_plan_keeps_both_risks_and_is_the_smallest_for_its_acceptance_number(good, ratio, lot):
    try:
        plan = sampling.single_sampling_plan(good=good, bad=min(good * ratio, 0.9), lot=lot)
    except InvalidArgument:
        return
    assert plan.producer_risk <= 0.05
    assert plan.consumer_risk <= 0.05
    if plan.sample > plan.acceptance + 1:
        items = math.ceil(plan.bad * lot - 1e-9)
        smaller = sampling.AttributePlan(plan.sample - 1, plan.acceptance, plan.model, lot, 0, 0, 0, 0)
        assert sampling.operating_characteristic(smaller, [items / lot])[0][1] > 0.05


def test_plans_for_the_measuring_instruments_directive():
    plan = sampling.single_sampling_plan(good=0.01, bad=0.07)
    assert (plan.sample, plan.acceptance) == (109, 3)


@pytest.mark.parametrize(
    "made",
    [
        normal(1, u=2),
        normal_expanded(1, expanded=4, k=2),
        rectangular(1, half_width=2),
        triangular(1, half_width=2),
        trapezoidal(1, half_width=2, beta=0.3),
        curvilinear_trapezoidal(1, half_width=2, inexact=0.5),
        student_t(1, nu=12, scale=2),
        student_t(1, nu=12, sd=2),
        exponential(2),
        gamma_count(7),
        observations([1, 2, 4, 3, 2, 1.5, 2.5, 2]),
    ],
    ids=lambda d: d.kind,
)
def test_each_distribution_draws_its_own_moments_and_reads_back(made):
    rng = np.random.default_rng(1)
    drawn = made.draw(rng, 400_000)
    assert drawn.mean() == pytest.approx(made.value, abs=5 * made.sd / math.sqrt(len(drawn)))
    assert drawn.std() == pytest.approx(made.sd, rel=0.02)
    assert from_json(made.as_json()) == made


def test_a_t_by_scale_and_by_standard_deviation_differ():
    scale, sd = student_t(0, nu=3, scale=1), student_t(0, nu=3, sd=1)
    assert scale.sd == pytest.approx(math.sqrt(3))
    assert (scale.u, sd.u, sd.sd) == (1, 1, 1)


def test_trials_do_not_depend_on_how_they_are_grouped():
    model = Model("sum", "1", lambda a, b: a + b, ("a", "b"))
    inputs = {"a": Influence("a", "a", normal(0, u=1)), "b": Influence("b", "b", rectangular(0, half_width=1))}
    run = simulate(model, inputs, trials=40_000, seed=5)
    drawer = Drawer(list(inputs.values()), [], 5)
    together = np.concatenate([drawer.quantum(q).sum(axis=0) for q in (3, 1, 0, 2)])
    assert run.outputs[0].mean == pytest.approx(together.mean(), abs=1e-12)
    assert run.outputs[0].sd == pytest.approx(together.std(ddof=1), rel=1e-12)
    again = simulate(model, inputs, trials=40_000, seed=5)
    assert again.outputs == run.outputs


def test_a_correlated_input_keeps_its_correlation_in_the_draws():
    a, b = Influence("a", "a", normal(0, u=1)), Influence("b", "b", normal(0, u=2))
    drawn = Drawer([a, b], [Correlation("a", "b", 0.8)], 1)
    x = np.concatenate([drawn.quantum(q) for q in range(20)], axis=1)
    assert np.corrcoef(x)[0, 1] == pytest.approx(0.8, abs=0.01)


def test_the_adaptive_procedure_stops_when_stable_and_says_when_it_did_not():
    model = Model("sum", "1", lambda a, b: a + b, ("a", "b"))
    inputs = {"a": Influence("a", "a", normal(0, u=1)), "b": Influence("b", "b", normal(0, u=1))}
    done = simulate_adaptive(model, inputs, seed=1, digits=2)
    assert done.stable
    assert done.tolerance == (0.05,)
    short = simulate_adaptive(model, inputs, seed=1, digits=4, most=50_000)
    assert short.stable is False


def test_numerical_tolerance_of_jcgm_101():
    assert numerical_tolerance(0.00035, 2) == pytest.approx(0.000005)
    assert numerical_tolerance(36, 2) == pytest.approx(0.5)
    assert numerical_tolerance(9.99, 2) == pytest.approx(0.5)  # rounds to 10


def test_a_kink_is_noticed_and_differentiated_by_differences():
    model = Model("kink", "1", lambda x: x + np.abs(x), ("x",))
    found = propagate(model, {"x": Influence("x", "x", normal(3, u=0.1))})
    assert found.methods == ("central difference",)
    assert found.sensitivities[0, 0] == pytest.approx(2)


def test_the_largest_consistent_subset_leaves_out_the_one_that_does_not_fit():
    x, u = [10.0, 10.1, 9.9, 10.05, 13.0], [0.1] * 5
    found = comparison.largest_consistent_subset(x, u)
    assert list(found.included) == [True, True, True, True, False]
    assert "participant 4 left out" in found.decisions[0]


def test_mandel_paule_adds_nothing_when_results_agree_too_well():
    found = comparison.mandel_paule([1.0, 1.0001], [0.1, 0.1])
    assert found.between == 0
    assert found.value == pytest.approx(1.00005)


def test_algorithm_a_survives_equal_values():
    assert comparison.algorithm_a([1, 1, 1, 1, 5]).average == pytest.approx(1, abs=0.6)
    assert comparison.algorithm_a([1, 1, 1]).collapsed


def test_a_negative_between_variance_is_said_to_be_zero():
    found = comparison.precision({"a": [1, 3], "b": [3, 1], "c": [1.0, 3.1]})
    assert found.s_l == 0
    assert "set to zero" in found.decisions[0]


def test_unequal_groups_have_their_effective_size():
    found = comparison.one_way({"a": [1, 2], "b": [1, 2, 3], "c": [4]})
    assert found.n0 == pytest.approx((6 - 14 / 6) / 2)


def test_lots_of_up_to_ten_are_inspected_whole_without_a_mean():
    verdict = sampling.judge_lot([100, 100, 95], nominal=100, lot=3, goods="mass", on=dt.date(2025, 1, 2))
    assert verdict.limit_of_mean is None
    assert verdict.failed == ("beyond T",)
    assert sampling.judge_lot([100] * 3, nominal=100, lot=3, goods="mass", on=dt.date(2025, 1, 2)).accepted


def test_the_printed_factor_decides_and_the_exact_one_stands_beside_it():
    plan = sampling.lot_plan(60)
    assert str(plan.factor) == "0.848"
    assert plan.exact == pytest.approx(0.8471768548)


def test_count_and_length_goods():
    assert sampling.allowable_shortage(50, "count") == 0
    assert sampling.allowable_shortage(150, "count") == 2
    assert sampling.allowable_shortage(5, "length") == 0
    assert sampling.allowable_shortage(10, "length") * 5 == 1


def test_run_rules_find_a_drift():
    found = {rule: i for i, rule in standards.run_rules(np.arange(8) * 0.1)}
    assert found["连续 6 点递增或递减"] == 7
    assert standards.run_rules([0.1, -0.2, 0.3, 0.1]) == []


def test_a_control_chart_uses_computed_factors():
    rng = np.random.default_rng(7)
    chart = standards.control_chart(rng.normal(10, 1, (20, 5)), spread="range")
    assert chart.upper - chart.centre == pytest.approx(3 * chart.spread_centre / 2.32593 / math.sqrt(5), rel=1e-5)


def test_verification_by_transfer_brings_both_to_one_coverage_factor():
    verdict = standards.verify_by_transfer(200.0012, 1.5e-3, 3, 200.0032, 2e-3, 2)
    assert verdict.passed
    assert verdict.limit == pytest.approx(2.236e-3, rel=1e-3)


def test_petals_compare_with_the_neighbouring_visits_of_the_lead():
    visits = [comparison.Visit(*row) for row in (("L", 0, 10, 0.1), ("A", 1, 10.2, 0.1), ("L", 2, 10.2, 0.1))]
    found = comparison.normalise(visits, lead="L", design="petal")
    assert found.d == pytest.approx([0.1])
    assert found.u == pytest.approx([math.sqrt(0.01 + 0.005)])


def test_a_link_carries_a_regional_result_to_the_cipm_comparison():
    lab = comparison.LinkingLaboratory("NMI", d_first=0.1, u_first=0.05, x_second=5.1, u_second=0.05, r=1 - 1e-9)
    d, expanded = comparison.link([lab]).degree(5.3, 0.1)
    assert d == pytest.approx(0.3)
    assert expanded == pytest.approx(0.2, rel=1e-3)


def test_shelf_life_ends_where_the_confidence_band_leaves():
    line = lines.straight_line([0, 6, 12, 18, 24], [10, 9.9, 9.8, 9.72, 9.6])
    assert 0 < materials.shelf_life(line, u_limit=0.5, value=10) < 35
    assert materials.shelf_life(line, u_limit=0.5) > 0


INFLUENCE = Influence("x", "x", normal(0, u=1))
LINE = Model("line", "1", lambda x: x, ("x",))
REFUSED = {
    "NaN value": lambda: normal(math.nan, u=1),
    "negative u": lambda: normal(0, u=-1),
    "t without saying what": lambda: student_t(0, nu=3),
    "t of both": lambda: student_t(0, nu=3, scale=1, sd=1),
    "t sd with two degrees": lambda: student_t(0, nu=2, sd=1),
    "zero degrees of freedom": lambda: Influence("x", "x", normal(0, u=1), nu=0),
    "no id": lambda: Influence(" ", "x", normal(0, u=1)),
    "r beyond one": lambda: Correlation("a", "b", 1.1),
    "self correlation": lambda: Correlation("a", "a", 0.5),
    "unknown correlation": lambda: propagate(LINE, {"x": INFLUENCE}, [Correlation("x", "y", 0.1)]),
    "missing input": lambda: propagate(LINE, {}),
    "unknown input": lambda: propagate(LINE, {"x": INFLUENCE, "y": INFLUENCE}),
    "not finite model": lambda: propagate(Model("m", "1", lambda x: 1 / x, ("x",)), {"x": INFLUENCE}),
    "shape": lambda: propagate_many(LINE, [[1, 2], [1, 2]], 1),
    "negative u in a batch": lambda: propagate_many(LINE, [[1, 2]], [[1, -1]]),
    "NaN in a batch": lambda: propagate_many(LINE, [[1, math.nan]], 1),
    "not PSD": lambda: propagate_many(
        Model("s", "1", lambda a, b, c: a + b + c, ("a", "b", "c")),
        np.ones((3, 1)),
        1,
        correlation=[[1, 0.9, -0.9], [0.9, 1, 0.9], [-0.9, 0.9, 1]],
    ),
    "unequal k": lambda: comparison.en_score(1, 0.1, 1, 0.1, k=2, reference_k=3),
    "empty group": lambda: comparison.one_way({"a": [], "b": [1]}),
    "one group": lambda: comparison.one_way({"a": [1, 2]}),
    "no repeats": lambda: comparison.one_way({"a": [1], "b": [2]}),
    "zero u": lambda: comparison.weighted_mean([1, 2], [0.1, 0]),
    "lengths": lambda: comparison.weighted_mean([1, 2], [0.1]),
    "foreign reference": lambda: comparison.degrees_of_equivalence(
        [1, 2, 3], [1, 1, 1], comparison.weighted_mean([1, 2], [1, 1])
    ),
    "printed factor with another k": lambda: comparison.algorithm_a([1, 2, 3], k=2, factors="printed"),
    "limits crossed": lambda: conformity.Limits(2, 1),
    "no limits": conformity.Limits,
    "guard band in simple acceptance": lambda: conformity.decide(
        1, 0.1, conformity.Limits(0, 2), rule="simple", guard_band=0.1
    ),
    "unreachable risk": lambda: conformity.guard_band_for_risk(5, conformity.Limits(-1, 1), risk=0.01),
    "float nominal": lambda: sampling.allowable_shortage(100.0, "mass"),
    "beyond the table": lambda: sampling.allowable_shortage(60_000, "mass"),
    "half a piece": lambda: sampling.allowable_shortage("10.5", "count"),
    "wrong sample": lambda: sampling.judge_lot([100] * 9, nominal=100, lot=30, goods="mass", on=dt.date(2025, 1, 2)),
    "empty lot": lambda: sampling.lot_plan(0),
    "three groups only": lambda: standards.stability_new([[1], [1], [1]], limit=1),
    "all at one time": lambda: lines.straight_line([1, 1, 1], [1, 2, 3]),
    "two laboratories": lambda: materials.characterise({"a": [1], "b": [2]}),
    "more good than all": lambda: intervals.a3_interval(n=5, in_tolerance=6, interval=365, target=0.9),
    "unknown model": lambda: intervals.s2_intervals([1, 2], [5, 5], [1, 0.8], target=0.9, models=["magic"]),
    "lead does not open": lambda: comparison.normalise(
        [comparison.Visit("A", 0, 1, 0.1), comparison.Visit("L", 1, 1, 0.1), comparison.Visit("L", 2, 1, 0.1)],
        lead="L",
        design="ring",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_bad_input_names_the_argument_and_the_rule(name):
    with pytest.raises(InvalidArgument) as refusal:
        REFUSED[name]()
    assert refusal.value.argument
    assert len(refusal.value.rule) > 10
