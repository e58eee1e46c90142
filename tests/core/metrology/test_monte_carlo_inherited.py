"""Monte Carlo with inherited results: what two inputs share stays shared in the draws."""

import numpy as np
import pytest

from quanheng.core.metrology.errors import InvalidArgument
from quanheng.core.metrology.uncertainty import Influence, Model, propagate, simulate, simulate_adaptive
from quanheng.core.metrology.uncertainty.distributions import normal, rectangular
from quanheng.core.metrology.uncertainty.summary import Summary

STANDARD = Influence("urn:s", "standard", rectangular(100, half_width=1))
DIFFERENCE = Model("difference", "1", lambda a, b: b - 2 * a, ("a", "b"))


def child(name, factor):
    model = Model(name, "1", lambda s, e: factor * s + e + 5, ("s", "e"))
    return propagate(model, {"s": STANDARD, "e": Influence(f"urn:{name}", name, normal(0, u=0.1))}).result


def test_a_shared_standard_cancels_in_the_draws_as_in_first_order():
    inputs = {"a": child("a", 1), "b": child("b", 2)}
    run = simulate(DIFFERENCE, inputs, trials=200_000, seed=3).outputs[0]
    first = propagate(DIFFERENCE, inputs).result
    assert run.mean == pytest.approx(float(first.values[0]), abs=5e-3)
    assert run.sd == pytest.approx(float(first.u[0]), rel=0.01)
    assert first.u[0] == pytest.approx(np.hypot(0.1, 0.2))


def test_a_finer_share_of_the_tolerance_needs_more_trials():
    model = Model("sum", "1", lambda a: a + 0.0, ("a",))
    inputs = {"a": Influence("a", "a", normal(0, u=1))}
    coarse = simulate_adaptive(model, inputs, seed=1)
    fine = simulate_adaptive(model, inputs, seed=1, share=0.2)
    assert fine.stable
    assert fine.trials > coarse.trials
    assert fine.tolerance[0] == pytest.approx(coarse.tolerance[0] / 5)


def test_a_histogram_is_a_density():
    rng = np.random.default_rng(2)
    summary = Summary(rng.standard_normal(10_000))
    for _ in range(100):
        summary.add(rng.standard_normal(10_000))
    found = summary.histogram()
    assert sum(found.density) * found.width == pytest.approx(0.999, abs=2e-3)
    middle = found.density[int(-found.start / found.width)]
    assert middle == pytest.approx(1 / np.sqrt(2 * np.pi), rel=0.03)


def test_four_degrees_of_freedom_are_not_truncated_to_three():
    parts = {n: Influence(n, n, normal(0, u=0.1), nu=4 / 3) for n in ("a", "b", "c")}
    model = Model("sum", "1", lambda a, b, c: a + b + c, ("a", "b", "c"))
    result = propagate(model, parts).result
    assert result.coverage(0.95, truncated=True).nu == 4


def test_a_model_that_leaves_the_finite_numbers_is_refused_and_a_large_one_is_not():
    inputs = {"a": Influence("a", "a", normal(0, u=1))}
    with pytest.raises(InvalidArgument, match="not finite for some trials"):
        simulate(Model("log", "1", np.log, ("a",)), inputs, trials=10_000, seed=1)
    with pytest.raises(InvalidArgument, match="not finite for some trials"):
        simulate(Model("pole", "1", lambda a: np.where(a > 3, np.inf, a), ("a",)), inputs, trials=10_000, seed=1)


def test_a_model_that_hands_its_input_through_keeps_its_draws():
    inputs = {"a": Influence("a", "a", normal(5, u=1))}
    through = simulate_adaptive(Model("same", "1", lambda a: a, ("a",)), inputs, seed=1)
    copied = simulate_adaptive(Model("copy", "1", lambda a: a + 0.0, ("a",)), inputs, seed=1)
    assert through.outputs[0].sd == copied.outputs[0].sd
    assert through.trials == copied.trials
