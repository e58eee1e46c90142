"""Traps of first-order propagation: kinks, cancellation, shapes, units, double counting, damaged files."""

import json
import math

import numpy as np
import pytest

from quanheng.core.metrology.errors import InvalidArgument
from quanheng.core.metrology.uncertainty import (
    Correlation,
    Influence,
    Model,
    Result,
    audit,
    coverage_region,
    propagate,
    propagate_many,
    read_budget,
    second_order_u,
    simulate,
    stack,
    write_budget,
)
from quanheng.core.metrology.uncertainty.distributions import normal, observations, rectangular, student_t
from quanheng.core.metrology.uncertainty.drawing import Drawer


def influence(name, distribution=None, **more):
    return Influence(f"test:{name}", name, distribution or normal(1, u=0.1), **more)


@pytest.mark.parametrize(
    ("function", "x", "c", "method"),
    [
        (lambda a: np.abs(a) + a, -2.0, 0, "central difference"),
        (lambda a: np.sign(a) * a, -2.0, -1, "central difference"),
        (lambda a: np.maximum(a, 1.0) * 1.0, 3.0, 1, "complex step"),
        (lambda a: np.maximum(a, 1.0) * 1.0, -3.0, 0, "complex step"),
        (lambda a: np.where(a > 0, a**2, -a), 3.0, 6, "complex step"),
        (lambda a: np.where(a > 0, a**2, -a), -3.0, -1, "complex step"),
        (lambda a: a**3, -2.0, 12, "complex step"),
        (lambda a: a**-2, 2.0, -0.25, "complex step"),
        (lambda a: 2.0**a, 1.0, 2 * math.log(2), "complex step"),
        (lambda a: np.angle(1 + 1j * a), 1.0, 0.5, "central difference"),
        (lambda a: np.abs(1 + 1j * a), 1.0, math.sqrt(0.5), "central difference"),
        (lambda a: (1 / (1 + 1j * a)).real, 1.0, -0.5, "central difference"),
        (lambda a: np.arctan2(a, 1.0), 1.0, 0.5, "central difference"),
        (np.cbrt, 8.0, 1 / 12, "central difference"),
        (lambda a: a.real + 1j * 0 if np.iscomplexobj(a) else a, 1.0, 1, "central difference"),
    ],
)
def test_a_sensitivity_is_right_whatever_the_function_does_to_complex_numbers(function, x, c, method):
    model = Model("trap", "1", function, ("a",))
    found = propagate(model, {"a": influence("a", normal(x, u=1e-3))})
    assert found.sensitivities[0, 0] == pytest.approx(c, rel=1e-8, abs=1e-8)
    assert found.methods == (method,)


@pytest.mark.parametrize("odd", [0, 3, 999])
def test_a_kink_that_shows_in_one_budget_of_a_thousand_is_noticed(odd):
    """|a|·b + a is right by complex step where b = 0, and wrong elsewhere."""
    model = Model("kink", "1", lambda a, b: np.abs(a) * b + a, ("a", "b"))
    x = np.stack([np.full(1000, -2.0), np.zeros(1000)])
    x[1, odd] = 5
    found = propagate_many(model, x, 1e-3)
    assert found.sensitivities[0, 0, odd] == pytest.approx(-4)
    assert found.sensitivities[0, 0, 1] == pytest.approx(1 if odd != 1 else -4)


def test_a_small_difference_of_large_numbers_keeps_its_exact_sensitivity():
    """Rounding of 1e9 spoils every difference quotient here; the exact derivative must not yield to it."""
    model = Model("comparator", "1", lambda m, d: m + d - 1e9, ("m", "d"))
    inputs = {"m": influence("m", normal(1e9 + 0.25, u=1e-3)), "d": influence("d", normal(0, u=1e-5))}
    found = propagate(model, inputs)
    assert found.methods == ("complex step", "complex step")
    assert found.sensitivities.tolist() == [[1, 1]]


def test_many_budgets_agree_with_one_by_one():
    model = Model("m", "1", lambda a, b, c: a * b / c + np.exp(a), ("a", "b", "c"))
    rng = np.random.default_rng(2)
    x, u, nu = rng.uniform(1, 2, (3, 50)), rng.uniform(0.01, 0.02, (3, 50)), np.array([5, 9, math.inf])
    batch = propagate_many(model, x, u, nu=nu)
    for i in (0, 17, 49):
        inputs = {n: influence(n, normal(x[j, i], u=u[j, i]), nu=nu[j]) for j, n in enumerate("abc")}
        one = propagate(model, inputs).result
        assert batch.values[0, i] == one.values[0]
        assert batch.u[0, i] == pytest.approx(one.u[0], rel=1e-13)
        assert batch.nu is not None
        assert batch.nu[0, i] == pytest.approx(one.degrees_of_freedom(), rel=1e-12)


def test_a_hundred_thousand_budgets_in_one_call_with_degrees_of_freedom_and_correlation():
    model = Model("d", "1", lambda a, b: a - b, ("a", "b"))
    x = np.ones((2, 100_000))
    free = propagate_many(model, x, 0.1, nu=[4, 4])
    assert free.nu is not None
    assert free.nu.shape == (1, 100_000)
    assert free.nu == pytest.approx(8)
    tied = propagate_many(model, x, 0.1, nu=[4, 4], correlation=[[1, 1], [1, 1]])
    assert tied.u.max() == 0
    assert tied.nu is None
    assert propagate_many(model, x, 0.1, nu=[4, 4], correlation=np.eye(2)).nu is not None
    assert np.isnan(propagate_many(model, x, 0.0, nu=[4, 4]).nu).all()
    assert np.isinf(propagate_many(model, x, 0.1, nu=math.inf).nu).all()


SUM3 = Model("s", "1", lambda a, b, c: a + b + c, ("a", "b", "c"))


@pytest.mark.parametrize(
    ("given", "argument"),
    [
        ({"u": [1, 1, 1]}, "u"),  # for each input, or for each of three budgets? refused
        ({"u": [[1, 2, 3]]}, "u"),
        ({"u": math.nan}, "u"),
        ({"u": -1}, "u"),
        ({"x": np.ones(3)}, "x"),
        ({"x": np.ones((2, 3))}, "x"),
        ({"x": np.ones((3, 0))}, "x"),
        ({"x": [[1, 1, 1], [1, math.inf, 1], [1, 1, 1]]}, "x"),
        ({"nu": [1, 2]}, "nu"),
        ({"nu": [1, 0, 2]}, "nu"),
        ({"nu": [1, math.nan, 2]}, "nu"),
        ({"correlation": np.ones((2, 2))}, "correlation"),
        ({"correlation": [[1, 0.9, -0.9], [0.9, 1, 0.9], [-0.9, 0.9, 1]]}, "correlation"),
        ({"correlation": [[1, 0, 0], [0, 1, math.nan], [0, math.nan, 1]]}, "correlation"),
    ],
)
def test_a_batch_of_unclear_shape_or_bad_numbers_is_refused(given, argument):
    call = {"x": np.ones((3, 3)), "u": 0.1} | given
    with pytest.raises(InvalidArgument) as refusal:
        propagate_many(SUM3, call.pop("x"), call.pop("u"), **call)
    assert refusal.value.argument == argument


def test_u_of_each_input_is_a_column():
    found = propagate_many(SUM3, np.ones((3, 3)), [[1], [2], [2]])
    assert found.u == pytest.approx(3)


def test_units_are_refused_where_they_are_stated_and_differ():
    model = Model("length", "1", lambda a: a + 0.0, ("a",), units=("mm",), input_units=("mm",))
    assert propagate(model, {"a": influence("a", unit="mm")}).result.units == ("mm",)
    with pytest.raises(InvalidArgument, match="comes in m, the model length takes mm") as refusal:
        propagate(model, {"a": influence("a", unit="m")})
    assert refusal.value.argument == "inputs.a"
    inherited = propagate(Model("n", "1", lambda a: a + 0.0, ("a",), units=("m",)), {"a": influence("a")}).result
    with pytest.raises(InvalidArgument, match="takes mm"):
        propagate(model, {"a": inherited})
    for wrong in ({"units": ("mm", "mm")}, {"input_units": ("mm", "m")}):
        with pytest.raises(InvalidArgument):
            Model("n", "1", lambda a: a, ("a",), **wrong)
    with pytest.raises(InvalidArgument, match="differ"):
        Model("n", "1", lambda a, b: a + b, ("a", "a"))


@pytest.mark.parametrize(
    "other",
    [
        Influence("test:a", "a", normal(1, u=0.1), unit="m"),
        Influence("test:a", "a", rectangular(1, half_width=0.1 * math.sqrt(3))),
        Influence("test:a", "a", normal(1, u=0.1), ensemble="E"),
        Influence("test:a", "a", normal(1, u=0.1), nu=5),
    ],
)
def test_one_id_with_another_unit_distribution_or_ensemble_is_another_quantity(other):
    first = propagate(Model("x", "1", lambda a: a + 0.0, ("a",)), {"a": influence("a")}).result
    second = propagate(Model("y", "1", lambda a: a + 0.0, ("a",)), {"a": other}).result
    with pytest.raises(InvalidArgument, match="two different quantities"):
        stack([first, second])


def test_a_variance_below_zero_is_an_error_and_its_rounding_is_none():
    a, b = influence("a"), influence("b")
    tied = propagate(
        Model("d", "1", lambda a, b: a - b, ("a", "b")), {"a": a, "b": b}, [Correlation(a.id, b.id, 1.0)]
    ).result
    assert tied.u[0] == pytest.approx(0, abs=1e-12)


def test_less_than_one_degree_of_freedom_is_not_rounded_up():
    result = propagate(Model("x", "1", lambda a: a + 0.0, ("a",)), {"a": influence("a", nu=0.7)}).result
    with pytest.raises(InvalidArgument, match="truncate to none"):
        result.coverage(truncated=True)
    assert result.coverage().nu == pytest.approx(0.7)


def test_an_influence_used_directly_and_within_a_certificate_is_asked_about():
    """The arithmetic is right, it is the same quantity: 1 + 1 = 2. But that is what double counting looks like."""
    standard = influence("standard", source="certificate 1")
    certificate = propagate(Model("c", "1", lambda s: s + 0.0, ("s",)), {"s": standard}).result
    model = Model("use", "1", lambda c, s: c + s, ("c", "s"))
    stored = read_budget(write_budget(propagate(model, {"c": certificate, "s": standard})))
    assert stored.result.u[0] == pytest.approx(0.2)
    found = [f for f in audit(stored, model) if f.rule == "counted twice"]
    assert [f.severity for f in found] == ["warning"]
    assert "test:standard enters directly and again within c" in found[0].text


def test_two_certificates_with_one_standard_are_the_normal_case():
    standard = influence("standard", source="certificate 1")
    children = {
        n: propagate(Model(n, "1", lambda s, e: s + e, ("s", "e")), {"s": standard, "e": influence(n)}).result
        for n in "ab"
    }
    model = Model("difference", "1", lambda a, b: a - b, ("a", "b"))
    stored = read_budget(write_budget(propagate(model, children)))
    assert not [f for f in audit(stored, model) if f.rule == "counted twice"]


def test_swapped_weights_that_keep_u_are_noticed():
    model = Model("s", "1", lambda a, b: 3 * a + 4 * b, ("a", "b"))
    data = json.loads(write_budget(propagate(model, {"a": influence("a"), "b": influence("b")})))
    data["result"]["weights"][0].reverse()
    found = [f for f in audit(read_budget(json.dumps(data)), model) if f.rule == "does not recompute"]
    assert {f.text.split(" ")[0] for f in found} == {"test:a", "test:b"}


def test_a_value_of_nothing_but_rounding_recomputes():
    model = Model("d", "1", lambda a: a - 1.0, ("a",))
    data = json.loads(write_budget(propagate(model, {"a": influence("a")})))
    data["result"]["outputs"][0]["value"] = "1e-17"
    assert not [f for f in audit(read_budget(json.dumps(data)), model) if f.severity == "fault"]


@pytest.mark.parametrize(
    ("change", "argument"),
    [
        (lambda d: d["result"]["outputs"][0].update(value="nan"), "budget.result"),
        (lambda d: d["result"].update(weights=[["inf"]]), "budget.result"),
        (lambda d: d["result"].update(weights=[["1.0", "1.0"]]), "budget.result.weights"),
        (lambda d: d.update(sensitivities=[["1.0", "2.0"]]), "budget.sensitivities"),
        (lambda d: d.update(sensitivities=[["nan"]]), "budget.sensitivities"),
        (lambda d: d["result"]["influences"][0].update(nu="0"), "nu"),
        (lambda d: d["result"]["influences"][0]["distribution"].update(sd_="-1"), "u"),
        (lambda d: d["result"]["influences"][0]["distribution"].pop("mean"), "distribution.mean"),
        (lambda d: d["inputs"][0].update(influence="test:other"), "budget"),
        (lambda d: d["result"]["outputs"][0].pop("unit"), "budget"),
    ],
)
def test_a_damaged_budget_names_what_is_wrong(change, argument):
    data = json.loads(write_budget(propagate(Model("x", "1", lambda a: a + 0.0, ("a",)), {"a": influence("a")})))
    change(data)
    with pytest.raises(InvalidArgument) as refusal:
        read_budget(json.dumps(data))
    assert refusal.value.argument == argument


def test_the_text_of_a_budget_does_not_depend_on_the_order_it_was_made_in():
    model = Model("s", "1", lambda a, b: a + b, ("a", "b"))
    a, b = influence("a"), influence("b")
    pairs = [Correlation(a.id, b.id, 0.5)]
    one = write_budget(propagate(model, {"a": a, "b": b}, pairs))
    two = write_budget(propagate(model, {"b": b, "a": a}, [Correlation(b.id, a.id, 0.5)]))
    assert json.loads(one)["result"]["covariance"] == json.loads(two)["result"]["covariance"]
    assert read_budget(one).result.u == pytest.approx(read_budget(two).result.u, rel=0)
    assert one == two


def test_an_ensemble_of_few_observations_is_drawn_as_a_joint_t():
    """Five observations: t with four degrees of freedom, sd √2 times the scale, correlation kept, tails together."""
    x, y = [1.0, 1.1, 0.9, 1.05, 0.95], [2.0, 2.2, 1.9, 2.0, 1.9]
    r = float(np.corrcoef(x, y)[0, 1])
    a, b = (influence(n, observations(v), ensemble="E", kind="A") for n, v in (("a", x), ("b", y)))
    drawn = np.concatenate([Drawer([a, b], [Correlation(a.id, b.id, r)], 4).quantum(q) for q in range(60)], axis=1)
    z = (drawn - np.array([[a.value], [b.value]])) / np.array([[a.u], [b.u]])
    assert np.corrcoef(z)[0, 1] == pytest.approx(r, abs=0.02)
    # quantiles of the t with four degrees of freedom, not of the normal
    assert np.quantile(z[0], 0.975) == pytest.approx(2.776, abs=0.05)
    # the squared radius over two is F(2, 4): the joint t, not two ts that happen to correlate
    whitened = np.linalg.solve(np.linalg.cholesky(np.array([[1, r], [r, 1]])), z)
    assert np.quantile((whitened**2).sum(axis=0) / 2, 0.95) == pytest.approx(6.944, rel=0.03)


def test_correlated_inputs_without_a_joint_distribution_are_refused_by_monte_carlo():
    model = Model("s", "1", lambda a, b: a + b, ("a", "b"))
    a, b = influence("a", rectangular(0, half_width=1)), influence("b", student_t(0, nu=3, scale=1))
    with pytest.raises(InvalidArgument, match="joint distribution"):
        simulate(model, {"a": a, "b": b}, [Correlation(a.id, b.id, 0.5)], trials=10_000, seed=1)


@pytest.mark.parametrize("given", [{"trials": 1}, {"seed": -1}, {"p": 1.0}, {"p": math.nan}, {"trials": 10.5}])
def test_a_run_with_bad_settings_does_not_start(given):
    model = Model("x", "1", lambda a: a + 0.0, ("a",))
    with pytest.raises(InvalidArgument):
        simulate(model, {"a": influence("a")}, **({"trials": 10_000, "seed": 1} | given))


def test_trials_are_whole_quanta_and_the_result_says_how_many():
    model = Model("x", "1", lambda a: a + 0.0, ("a",))
    assert simulate(model, {"a": influence("a")}, trials=10_001, seed=1).trials == 20_000


def test_coverage_regions_hold_what_they_say():
    """JCGM 102, 6.5: k = 2.45 for the ellipse and 2.24 for the box of two outputs at 95 %."""
    a, b = influence("a", normal(0, u=1)), influence("b", normal(0, u=2))
    model = Model("two", "1", lambda a, b: (a + b, a - b), ("a", "b"), ("s", "d"))
    run = propagate(model, {"a": a, "b": b})
    region = coverage_region(run.result)
    assert region.k_ellipse == pytest.approx(2.4477, abs=1e-4)
    assert region.k_box == pytest.approx(2.2414, abs=1e-4)
    drawn = np.random.default_rng(1).multivariate_normal(region.centre, region.covariance, 200_000)
    assert region.in_ellipse(drawn).mean() == pytest.approx(0.95, abs=2e-3)
    assert 0.95 < region.in_box(drawn).mean() < 0.97


def test_dependent_outputs_fill_no_region():
    model = Model("same", "1", lambda a: (a, 2 * a), ("a",), ("x", "y"))
    with pytest.raises(InvalidArgument, match="linearly"):
        coverage_region(propagate(model, {"a": influence("a")}).result)
    with pytest.raises(InvalidArgument, match="without uncertainty"):
        _ = Result(("x",), ("1",), np.ones(1), np.zeros((1, 0)), ()).correlation


def test_second_order_terms_of_a_square():
    """Y = x² at 0 is all second order: u = √2·u²; at 1 with u = 0.1: √(4·0.01 + 2·1e-4)."""
    model = Model("square", "1", lambda a: a**2, ("a",))
    for x, u in ((0.0, math.sqrt(2) * 0.01), (1.0, math.sqrt(0.04 + 2e-4))):
        assert second_order_u(model, {"a": influence("a", normal(x, u=0.1))})[0] == pytest.approx(u, rel=1e-6)


def test_second_order_terms_are_those_of_independent_inputs():
    model = Model("s", "1", lambda a, b: a * b, ("a", "b"))
    a, b = influence("a"), influence("b")
    with pytest.raises(InvalidArgument, match="independent"):
        second_order_u(model, {"a": a, "b": b}, [Correlation(a.id, b.id, 0.5)])
