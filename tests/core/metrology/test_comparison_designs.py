"""Travelling standards (ring, star, petal), drift and stability, and links between comparisons."""

import math
import subprocess
import sys

import numpy as np
import pytest

from quanheng.core.metrology.comparison import (
    LinkingLaboratory,
    Visit,
    drift,
    link,
    link_results,
    normalise,
    shared_correlation,
    stability,
)
from quanheng.core.metrology.errors import InvalidArgument
from quanheng.core.metrology.uncertainty import Influence, Model, propagate, write_budget
from quanheng.core.metrology.uncertainty.distributions import normal


def visits(*rows):
    return [Visit(*row) for row in rows]


RING = visits(("L", 0, 10.0, 0.1), ("A", 1, 10.6, 0.2), ("B", 3, 10.9, 0.2), ("L", 4, 10.4, 0.1))


def test_a_ring_takes_out_a_steady_drift():
    found = normalise(RING, lead="L", design="ring")
    assert found.d == pytest.approx([0.5, 0.6])
    # a quarter of the way: 3/4 of the first visit and 1/4 of the last
    assert found.u[0] == pytest.approx(math.sqrt(0.04 + 0.01 * (0.75**2 + 0.25**2)))
    assert found.covariance[0, 1] == pytest.approx(0.01 * 2 * 0.75 * 0.25)


def test_the_leads_own_standard_is_not_averaged_away():
    plain, common = (normalise(RING, lead="L", design="ring", u_common=c) for c in (0.0, 0.1))
    assert common.u[0] == pytest.approx(math.sqrt(0.04 + 0.01))
    assert common.covariance[0, 1] == pytest.approx(0.01)
    assert common.u[0] > plain.u[0]
    assert any("no common part" in note for note in plain.decisions)


def test_instability_of_the_travelling_standard_is_added_once_to_each():
    steady, unsteady = (normalise(RING, lead="L", design="ring", u_instability=u) for u in (0.0, 0.3))
    assert unsteady.u**2 - steady.u**2 == pytest.approx([0.09, 0.09])
    assert unsteady.covariance[0, 1] == steady.covariance[0, 1]
    assert any("instability of the travelling standard: 0.3" in note for note in unsteady.decisions)


def test_a_star_has_the_lead_between_any_two():
    star = visits(("L", 0, 10, 0.1), ("A", 1, 10.2, 0.1), ("L", 2, 10.2, 0.1), ("B", 3, 10.2, 0.1), ("L", 4, 10.4, 0.1))
    found = normalise(star, lead="L", design="star")
    assert found.d == pytest.approx([0.1, -0.1])
    assert found.covariance[0, 1] == pytest.approx(0.01 / 4)  # they share the lead's middle visit
    with pytest.raises(InvalidArgument, match="between any two"):
        normalise(RING, lead="L", design="star")


def test_a_petal_holds_a_group():
    found = normalise(RING, lead="L", design="petal")
    assert found.d == pytest.approx([0.4, 0.7])
    assert found.covariance[0, 1] == pytest.approx(0.01 / 2)


def test_two_visits_on_one_day_stay_in_their_order():
    one_day = visits(("L", 0, 10, 0.1), ("A", 1, 10.2, 0.1), ("L", 1, 10.2, 0.1))
    assert normalise(one_day, lead="L", design="petal").d == pytest.approx([0.1])


@pytest.mark.parametrize(
    ("changed", "argument"),
    [
        ({"visits": visits(("L", 0, 1, 0.1), ("A", 1, math.nan, 0.1), ("L", 2, 1, 0.1))}, "visits.x"),
        ({"visits": visits(("L", 0, 1, 0.1), ("A", 1, 1, -0.1), ("L", 2, 1, 0.1))}, "visits.u"),
        ({"visits": visits(("L", 0, 1, 0.1), ("A", math.nan, 1, 0.1), ("L", 2, 1, 0.1))}, "t"),
        ({"design": "flower"}, "design"),
        ({"u_common": 0.2}, "u_common"),
        ({"u_instability": -1}, "u_instability"),
    ],
)
def test_a_design_with_bad_input_is_refused(changed, argument):
    given = {"visits": RING, "lead": "L", "design": "ring"} | changed
    with pytest.raises(InvalidArgument) as refusal:
        normalise(given.pop("visits"), **given)
    assert refusal.value.argument == argument


def test_drift_is_judged_with_its_own_few_degrees_of_freedom():
    """Three values with a slope of 2.9 standard uncertainties: one degree of freedom makes nothing of it."""
    found = drift([0, 1, 2], [0.0, 1.6, 2.0])
    assert abs(found.slope) > 2 * found.u_slope
    assert not found.significant
    assert found.p == pytest.approx(2 / math.pi * math.atan(found.u_slope / found.slope), rel=1e-9)
    assert drift([0, 1, 2], [1.0, 1.0, 1.0]).significant is False
    assert drift([0, 1, 2], [1.0, 2.0, 3.0]).significant is True
    value, u = found.at(5)
    assert value == pytest.approx(1.2 + 4)
    assert u == pytest.approx(math.hypot(found.u_value, 4 * found.u_slope))


def test_stability_allows_a_share_of_the_references_uncertainty():
    found = stability(10.0, 10.04, u_reference=0.15)
    assert found.stable
    assert found.u_ts == pytest.approx(0.04 / 2 / math.sqrt(3))
    assert not stability(10.0, 10.06, u_reference=0.15).stable
    with pytest.raises(InvalidArgument):
        stability(10.0, math.nan, u_reference=0.1)


STANDARD = Influence("urn:realisation:1", "realisation of the unit", normal(0, u=0.3), unit="kg")


def measured(name, value, u):
    """A result that rests on one realisation of the unit."""
    model = Model(name, "1", lambda s, e: value + s + e, ("s", "e"), units=("kg",))
    own = Influence(f"urn:{name}", "reading", normal(0, u=u), unit="kg")
    return propagate(model, {"s": STANDARD, "e": own})


READER = """
import sys
from quanheng.core.metrology.comparison import link_results, shared_correlation
from quanheng.core.metrology.uncertainty import read_budget
first, second, other = (read_budget(open(path, encoding="utf-8").read()).result for path in sys.argv[1:])
found = link_results({"NMI": (first, second)})
degree = found.degree(other)
print(shared_correlation(first, second), found.shift.u[0], degree.values[0], degree.u[0])
"""


def test_two_comparisons_are_linked_by_budgets_that_travelled_in_files(tmp_path):
    """The linking laboratory's two results share their standard (r = 0.9): it cancels in the shift. The participant
    rests on the same standard, which then counts once."""
    made = {"first": measured("d1", 0.1, 0.1), "second": measured("x2", 5.1, 0.1), "other": measured("x3", 5.4, 0.2)}
    paths = []
    for name, evaluation in made.items():
        path = tmp_path / f"{name}.json"
        path.write_text(write_budget(evaluation), encoding="utf-8")
        paths.append(str(path))
    run = subprocess.run([sys.executable, "-c", READER, *paths], capture_output=True, text=True, check=True)
    r, u_shift, d, u = map(float, run.stdout.split())
    assert r == pytest.approx(0.9)
    assert u_shift == pytest.approx(math.hypot(0.1, 0.1))
    assert d == pytest.approx(0.4)
    assert u == pytest.approx(math.sqrt(0.3**2 + 0.2**2 + 0.02))


def test_a_link_by_numbers_agrees_with_one_by_budgets_when_nothing_else_is_shared():
    first, second = measured("d1", 0.1, 0.1).result, measured("x2", 5.1, 0.1).result
    r = shared_correlation(first, second)
    u1, u2 = float(first.u[0]), float(second.u[0])
    by_numbers = link([LinkingLaboratory("NMI", 0.1, u1, 5.1, u2, r)])
    by_results = link_results({"NMI": (first, second)})
    assert by_numbers.shift == pytest.approx(float(by_results.shift.values[0]))
    assert by_numbers.u == pytest.approx(float(by_results.shift.u[0]))


def test_links_that_share_a_reference_value_do_not_average_it_away():
    """Both d_first hold the uncertainty of one reference value: two laboratories cannot halve it."""
    reference = Influence("urn:kcrv", "reference value", normal(0, u=1.0), unit="kg")

    def first(name):
        model = Model(name, "1", lambda k, e: e - k, ("k", "e"), units=("kg",))
        return propagate(
            model, {"k": reference, "e": Influence(f"urn:{name}", "own", normal(0, u=0.1), unit="kg")}
        ).result

    def second(name):
        model = Model(name, "1", lambda e: e + 0.0, ("e",), units=("kg",))
        return propagate(model, {"e": Influence(f"urn:{name}", "own", normal(0, u=0.1), unit="kg")}).result

    found = link_results({n: (first(f"{n}1"), second(f"{n}2")) for n in "AB"})
    assert found.shift.u[0] == pytest.approx(math.sqrt(1 + 0.02 / 2))
    assert dict(found.weights) == pytest.approx({"A": 0.5, "B": 0.5})


def test_a_link_refuses_mixed_units_and_empty_hands():
    first = measured("d1", 0.1, 0.1).result
    gram = Model("g", "1", lambda s, e: s + e, ("s", "e"), units=("g",))
    other = propagate(gram, {"s": STANDARD, "e": Influence("urn:g", "own", normal(0, u=1))}).result
    with pytest.raises(InvalidArgument, match="different units"):
        link_results({"NMI": (first, other)})
    with pytest.raises(InvalidArgument, match="at least one"):
        link_results({})
    with pytest.raises(InvalidArgument, match="wholly correlated"):
        link_results({"NMI": (first, first)})
    with pytest.raises(InvalidArgument, match="wholly correlated"):
        link([LinkingLaboratory("NMI", 0, 1, 0, 1, 1)])
    assert np.isfinite(link([LinkingLaboratory("NMI", 0, 1, 0, 1, 0.5)]).u)
