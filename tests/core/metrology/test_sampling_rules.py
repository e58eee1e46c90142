"""Net content and attribute plans: editions, goods, rounding, limits of the criteria, whole numbers of items."""

import datetime as dt
import math
from decimal import Decimal

import pytest
from scipy import stats

from quanheng.core.metrology.errors import InvalidArgument
from quanheng.core.metrology.sampling import (
    allowable_shortage,
    edition_on,
    judge_lot,
    lot_plan,
    operating_characteristic,
    plan_for_meters_in_use,
    single_sampling_plan,
)

DAY = dt.date(2025, 3, 1)


def test_the_verdict_says_which_edition_applied_and_how_sure_its_numbers_are():
    before, after = (
        judge_lot([100] * 3, nominal=100, lot=3, goods="mass", on=day)
        for day in (dt.date(2024, 10, 11), dt.date(2024, 10, 12))
    )
    assert (before.edition.id, before.edition.status) == ("jjf-1070-2005", "analog")
    assert (after.edition.id, after.edition.status) == ("jjf-1070-2023", "assumed")
    with pytest.raises(InvalidArgument, match="on record"):
        edition_on(dt.date(2005, 12, 31))


def test_the_mean_is_judged_with_the_printed_factor():
    """Thirteen packages whose mean lies between the limits of the printed 0.848 and of the exact 0.8472."""
    base = [Decimal(-1), Decimal(1)] * 6 + [Decimal(0)]
    s = math.sqrt(12 / 12)
    quantities = [100 + q - Decimal("0.8476") for q in base]
    found = judge_lot(quantities, nominal=100, lot=60, goods="mass", on=DAY)
    assert found.s == pytest.approx(s)
    assert found.plan.exact is not None
    assert found.plan.exact * s < Decimal("0.8476") < found.plan.factor
    assert found.accepted
    worse = [q - Decimal("0.0005") for q in quantities]
    assert judge_lot(worse, nominal=100, lot=60, goods="mass", on=DAY).failed == ("mean",)


def test_packages_short_beyond_t_and_beyond_2t():
    """T of 100 g is 4.5 g; a lot of 60 allows one beyond T, none beyond 2T; exactly T and exactly 2T are not beyond."""
    full = [Decimal(103)] * 12

    def judged(*last):
        return judge_lot([*full[: 13 - len(last)], *last], nominal=100, lot=60, goods="mass", on=DAY)

    assert judged("95.5").beyond_t == 0
    assert judged("95.4").accepted
    assert judged("95.4", "95.4").failed == ("beyond T",)
    assert judged("91.0").accepted
    assert judged("90.9").failed == ("beyond 2T",)
    assert judged("90.9").packages[-1].kind == "short beyond 2T"


@pytest.mark.parametrize(
    ("nominal", "goods", "rounding", "t"),
    [
        (150, "mass", "up", "6.8"),
        (150, "mass", "nearest", "6.8"),
        (151, "mass", "none", "6.795"),
        (161, "mass", "up", "7.3"),
        (161, "mass", "nearest", "7.2"),
        (1001, "mass", "up", "16"),
        (1001, "volume", "nearest", "15"),
        (1000, "volume", "up", "15.0"),
        (50000, "mass", "up", "500"),
        (5, "length", "up", "0"),
        ("5.01", "length", "up", "0.1002"),
        (10, "length", "up", "0.2"),
        (3, "area", "up", "0.09"),
        (50, "count", "up", "0"),
        (51, "count", "up", "1"),
        (100, "count", "up", "1"),
        (101, "count", "up", "2"),
    ],
)
def test_allowable_shortage_by_goods_and_rounding(nominal, goods, rounding, t):
    assert allowable_shortage(nominal, goods, rounding=rounding) == Decimal(t)


def test_where_no_shortage_is_allowed_any_shortage_fails():
    found = judge_lot([50, 50, 49], nominal=50, lot=3, goods="count", on=DAY)
    assert found.failed == ("beyond 2T",)
    assert judge_lot(["5", "5.0", "5.2"], nominal=5, lot=3, goods="length", on=DAY).accepted


def test_lots_at_the_edges_of_the_plan():
    assert [lot_plan(n).sample for n in (1, 10, 11, 50, 51, 99, 100, 500, 501, 3200, 3201)] == [
        *(1, 10, 10, 10, 13, 13, 50, 50, 80, 80, 125)
    ]
    assert judge_lot([100], nominal=100, lot=1, goods="mass", on=DAY).s is None


@pytest.mark.parametrize(
    ("changed", "argument"),
    [
        ({"goods": "weight"}, "goods"),
        ({"rounding": "down"}, "rounding"),
        ({"nominal": "heavy"}, "nominal"),
        ({"nominal": -1}, "nominal"),
        ({"quantities": [100, 100, "NaN"]}, "quantities[2]"),
        ({"quantities": [100, 100, -1]}, "quantities[2]"),
        ({"quantities": [100, 100, 99.5]}, "quantities[2]"),
        ({"quantities": []}, "quantities"),
        ({"lot": 0}, "lot"),
        ({"lot": math.nan}, "lot"),
    ],
)
def test_a_lot_with_bad_input_is_refused(changed, argument):
    given = {"quantities": [100] * 3, "nominal": 100, "lot": 3, "goods": "mass", "on": DAY} | changed
    with pytest.raises(InvalidArgument) as refusal:
        judge_lot(given.pop("quantities"), **given)
    assert refusal.value.argument == argument


def test_a_plan_counts_the_items_that_reach_the_level():
    """A seventh of ten is reached by two items; eight of ten must be drawn to catch one of them with 95 %."""
    plan = single_sampling_plan(good=0, bad=0.14, lot=10)
    assert (plan.sample, plan.acceptance) == (8, 0)
    assert plan.consumer_risk == pytest.approx(stats.hypergeom.pmf(0, 10, 2, 8))
    exact = single_sampling_plan(good=0, bad=0.07, lot=100)  # 0.07 × 100 is 7.000000000000001 in floats
    assert exact.consumer_risk == pytest.approx(stats.hypergeom.cdf(exact.acceptance, 100, 7, exact.sample))


def test_a_whole_lot_is_drawn_when_one_item_must_be_found():
    plan = plan_for_meters_in_use(10, conforming=0.95)
    assert (plan.sample, plan.acceptance) == (10, 0)
    assert plan.consumer_risk == 0


@pytest.mark.parametrize("lot", [50, 300, 2000, 100_000])
def test_a_plan_for_meters_protects_the_consumer(lot):
    plan = plan_for_meters_in_use(lot)
    assert plan.consumer_risk <= 0.05
    assert plan.producer_risk <= 0.05 or plan.acceptance == 0
    # the OC curve at the rejected level itself, where it is a whole number of meters
    assert operating_characteristic(plan, [math.ceil(0.05 * lot) / lot])[0][1] == pytest.approx(plan.consumer_risk)


def test_levels_of_a_plan_for_meters_are_the_callers():
    stricter = plan_for_meters_in_use(2000, conforming=0.95, good=0.02)
    assert stricter.sample > plan_for_meters_in_use(2000).sample
    with pytest.raises(InvalidArgument, match="good"):
        plan_for_meters_in_use(2000, good=0.06)
    with pytest.raises(InvalidArgument):
        plan_for_meters_in_use(0)


def test_the_count_criterion_of_the_plan_has_its_known_curve():
    """P(accept) at 2.5 % and 9 % beyond T: 0.964 and 0.330 for 50 of which 3 may be, 0.985 and 0.263 for 80 and 5."""
    for sample, allowed, few, many in ((50, 3, 0.964, 0.330), (80, 5, 0.985, 0.263), (125, 7, 0.986, 0.116)):
        assert stats.binom.cdf(allowed, sample, 0.025) == pytest.approx(few, abs=6e-4)
        plan = lot_plan({50: 500, 80: 3000, 125: 10**5}[sample])
        assert (plan.sample, plan.allowed) == (sample, allowed)
        assert stats.binom.cdf(plan.allowed, plan.sample, 0.09) == pytest.approx(many, abs=6e-4)
