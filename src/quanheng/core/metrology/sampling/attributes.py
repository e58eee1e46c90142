"""Single sampling plans by attributes, computed from lot, quality levels and risks, with their OC curve.

Nothing is read from copied standard tables: the plan is the smallest one that keeps both risks. Fractions
nonconforming are between 0 and 1.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from scipy import stats

from quanheng.core.metrology.errors import InvalidArgument, finite, probability, whole

Model = Literal["hypergeometric", "binomial", "poisson"]
LARGEST_SAMPLE = 100_000
SAME_NUMBER = 1e-9  # 0.07 of 100 items, computed as 7.000000000000001, are seven


@dataclass(frozen=True, slots=True)
class AttributePlan:
    """Draw ``sample`` items, accept with at most ``acceptance`` nonconforming ones. ``producer_risk`` is P(reject) at
    ``good``, ``consumer_risk`` P(accept) at ``bad``, as they really are with this plan.
    """

    sample: int
    acceptance: int
    model: Model
    lot: int | None
    good: float
    bad: float
    producer_risk: float
    consumer_risk: float


def acceptance_probability(
    fraction: float,
    *,
    sample: int,
    acceptance: int,
    model: Model,
    lot: int | None,
    toward: Literal["nearest", "more", "fewer"] = "nearest",
) -> float:
    """P(accept) at the fraction nonconforming ``fraction``. In a lot the number of nonconforming items is whole:
    ``fraction * lot`` is the ``nearest`` number of items, or the smallest one that reaches the fraction (``more``), or
    the largest that does not exceed it (``fewer``).
    """
    if not 0 <= finite("fraction", fraction) <= 1:
        raise InvalidArgument("fraction", f"must lie between 0 and 1, not {fraction!r}")
    n, c = whole("sample", sample, least=1), whole("acceptance", acceptance)
    if model == "binomial":
        return float(stats.binom.cdf(c, n, fraction))
    if model == "poisson":
        return float(stats.poisson.cdf(c, n * fraction))
    size = _lot(lot, n)
    return float(stats.hypergeom.cdf(c, size, _items(fraction * size, toward), n))


def _items(exact: float, toward: Literal["nearest", "more", "fewer"]) -> int:
    if toward == "nearest":
        return math.floor(exact + 0.5)
    return math.ceil(exact - SAME_NUMBER) if toward == "more" else math.floor(exact + SAME_NUMBER)


def _lot(lot: int | None, sample: int) -> int:
    if lot is None:
        raise InvalidArgument("lot", "the hypergeometric model needs the size of the lot")
    size = whole("lot", lot, least=1)
    if sample > size:
        raise InvalidArgument("sample", f"{sample} items cannot be drawn from a lot of {size}")
    return size


def single_sampling_plan(
    *,
    good: float,
    bad: float,
    producer_risk: float = 0.05,
    consumer_risk: float = 0.05,
    lot: int | None = None,
    model: Model | None = None,
) -> AttributePlan:
    """The smallest plan with P(reject | good) ≤ ``producer_risk`` and P(accept | bad) ≤ ``consumer_risk``.

    ``model`` defaults to hypergeometric for a lot, binomial for a stream. In a lot ``good`` is the largest number of
    nonconforming items that does not exceed it and ``bad`` the smallest that reaches it. Raises when no plan exists.
    """
    alpha, beta = probability("producer_risk", producer_risk), probability("consumer_risk", consumer_risk)
    if not 0 <= finite("good", good) < finite("bad", bad) <= 1:
        raise InvalidArgument("bad", f"the rejected level {bad} must be above the accepted level {good}, both in 0..1")
    kind: Model = model or ("hypergeometric" if lot is not None else "binomial")
    largest = whole("lot", lot, least=1) if lot is not None else LARGEST_SAMPLE
    sample = 1
    for c in range(largest + 1):
        sample = _smallest_sample(c, max(sample, c + 1), largest, bad, beta, kind, lot)
        if sample > largest:
            break
        accept_good = acceptance_probability(good, sample=sample, acceptance=c, model=kind, lot=lot, toward="fewer")
        if 1 - accept_good <= alpha:
            accept_bad = acceptance_probability(bad, sample=sample, acceptance=c, model=kind, lot=lot, toward="more")
            return AttributePlan(sample, c, kind, lot, good, bad, 1 - accept_good, accept_bad)
    raise InvalidArgument("lot", f"no plan with a sample up to {largest} keeps both risks; relax a level or a risk")


def _smallest_sample(c: int, start: int, largest: int, bad: float, beta: float, model: Model, lot: int | None) -> int:
    """The smallest n ≥ ``start`` with P(accept | bad) ≤ ``beta``, by doubling and bisection: P falls as n grows."""

    def low_enough(n: int) -> bool:
        return acceptance_probability(bad, sample=n, acceptance=c, model=model, lot=lot, toward="more") <= beta

    if start > largest or not low_enough(largest):
        return largest + 1
    high = start
    while not low_enough(high):
        high = min(largest, high * 2)
    low = start - 1
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if low_enough(middle) else (middle, high)
    return high


def operating_characteristic(plan: AttributePlan, fractions: Sequence[float]) -> list[tuple[float, float]]:
    """The OC curve: (fraction nonconforming, P(accept)) for each of ``fractions``."""
    return [
        (p, acceptance_probability(p, sample=plan.sample, acceptance=plan.acceptance, model=plan.model, lot=plan.lot))
        for p in fractions
    ]


def plan_for_meters_in_use(
    lot: int, *, conforming: float = 0.95, confidence: float = 0.95, good: float | None = None
) -> AttributePlan:
    """A plan for utility meters in use: a lot whose share of conforming meters is ``conforming`` or less is kept in use
    with probability of at most 1 − ``confidence``, and one with a fraction ``good`` nonconforming (by default a tenth
    of the rejected fraction) with 95 % or more. The levels are those of the rule that applies; none is built in.

    For small lots the producer's side may be impossible; then the plan with zero acceptance is given, as the
    consumer's protection is the law's aim, and its ``producer_risk`` tells the price.
    """
    size = whole("lot", lot, least=1)
    bad = 1 - probability("conforming", conforming)
    beta = 1 - probability("confidence", confidence)
    fine = bad / 10 if good is None else finite("good", good)
    if not 0 <= fine < bad:
        raise InvalidArgument("good", f"{fine} must be zero or more and below the rejected fraction {bad:g}")
    try:
        return single_sampling_plan(good=fine, bad=bad, producer_risk=0.05, consumer_risk=beta, lot=size)
    except InvalidArgument:
        n = min(size, _smallest_sample(0, 1, size, bad, beta, "hypergeometric", size))
        known: dict[str, Any] = {"sample": n, "acceptance": 0, "model": "hypergeometric", "lot": size}
        reject = 1 - acceptance_probability(fine, toward="fewer", **known)
        accept = acceptance_probability(bad, toward="more", **known)
        return AttributePlan(n, 0, "hypergeometric", size, fine, bad, reject, accept)
