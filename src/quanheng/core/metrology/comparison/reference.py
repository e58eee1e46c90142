"""Reference values of a comparison (比对参考值), each with the decisions that led to it.

``x`` and ``u`` are the participants' values and standard uncertainties in one unit. Methods: M. G. Cox, Metrologia 39
(2002) 589 and 44 (2007) 187; S. Pommé and J. Keightley, Metrologia 52 (2015) S200; R. DerSimonian and N. Laird (1986);
R. C. Paule and J. Mandel (1982).
"""

import itertools
import math
from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import optimize, stats

from quanheng.core.metrology.errors import (
    InvalidArgument,
    positive,
    probability,
    standard_uncertainties,
    vector,
    whole,
)
from quanheng.core.metrology.statement import Statement

Array = NDArray[np.float64]
MADE = 1.482602218505602
"""1/Φ⁻¹(3/4): the median absolute deviation of a normal sample times this estimates its standard deviation."""
LARGEST_SEARCH = 200_000
BETWEEN = "variance between laboratories {variance:.6g}"
SEARCHED = "participant {participant} left out: not in the largest consistent subset (all subsets searched)"
STEPWISE = (
    "participant {participant} left out: not in the largest consistent subset "
    "(most discrepant result removed one at a time)"
)


@dataclass(frozen=True, slots=True)
class ReferenceValue:
    """A reference value with standard uncertainty ``u``.

    ``weights`` (one for each participant, zero for the excluded) are ∂value/∂xᵢ; ``between`` is the standard deviation
    between laboratories that the method added; ``chi2``, ``chi2_p`` the consistency test on the included; ``decisions``
    tell method, options and exclusions with reasons, in order.
    """

    method: str
    value: float
    u: float
    weights: Array
    included: NDArray[np.bool_]
    between: float = 0.0
    chi2: float | None = None
    chi2_p: float | None = None
    decisions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Consistency:
    """χ² test of results against their weighted mean (Cox 2002, procedure A, step 4). ``birge`` = √(χ²/ν)."""

    chi2: float
    nu: int
    p: float
    birge: float
    consistent: bool
    significance: float


def among(reference: ReferenceValue, inside: ArrayLike) -> ReferenceValue:
    """A reference value that was made from some of the participants, told for all of them: the others have no weight
    and are not included. ``inside`` is true where a participant was among them.
    """
    places = np.flatnonzero(np.asarray(inside, dtype=bool))
    total = np.asarray(inside).size
    if places.size != reference.weights.size:
        raise InvalidArgument("inside", f"marks {places.size} participants, the reference has {reference.weights.size}")
    weights, included = np.zeros(total), np.zeros(total, dtype=bool)
    weights[places], included[places] = reference.weights, reference.included
    told = tuple(
        one.with_values(participant=int(places[one.values["participant"]]))
        if isinstance(one, Statement) and "participant" in one.values
        else one
        for one in reference.decisions
    )
    out = tuple(
        Statement("participant {participant} left out: stated not to enter the reference value", participant=i)
        for i in range(total)
        if i not in places
    )
    return replace(reference, weights=weights, included=included, decisions=(*out, *told))


def _data(x: ArrayLike, u: ArrayLike, least: int = 2) -> tuple[Array, Array]:
    values = vector("x", x, least=least)
    return values, standard_uncertainties("u", u, values.size)


def _mean(values: Array, weights: Array) -> float:
    return float(values @ weights)


def consistency(x: ArrayLike, u: ArrayLike, *, significance: float = 0.05) -> Consistency:
    """Test whether the scatter of ``x`` is explained by ``u``: inconsistent when P(χ²(ν) > χ²_obs) < significance."""
    values, spread = _data(x, u)
    precision = spread**-2
    centre = float(values @ precision / precision.sum())
    chi2, nu = float((((values - centre) / spread) ** 2).sum()), values.size - 1
    p = float(stats.chi2.sf(chi2, nu))
    return Consistency(chi2, nu, p, math.sqrt(chi2 / nu), p >= probability("significance", significance), significance)


def lead_value(x: ArrayLike, u: ArrayLike, *, lead: int) -> ReferenceValue:
    """The value of the lead laboratory (主导实验室), participant number ``lead``."""
    values, spread = _data(x, u, least=1)
    index = whole("lead", lead)
    if index >= values.size:
        raise InvalidArgument("lead", f"there is no participant number {lead}")
    weights = np.zeros(values.size)
    weights[index] = 1.0
    return ReferenceValue(
        "lead value",
        float(values[index]),
        float(spread[index]),
        weights,
        weights > 0,
        decisions=(Statement("reference value of participant {participant}, the lead laboratory", participant=index),),
    )


def arithmetic_mean(x: ArrayLike, u: ArrayLike, *, from_scatter: bool) -> ReferenceValue:
    """The mean. Its u comes from the stated uncertainties, or from the scatter s/√n where ``from_scatter``."""
    values, spread = _data(x, u)
    n = values.size
    stated, scatter = math.sqrt(float((spread**2).sum())) / n, float(values.std(ddof=1)) / math.sqrt(n)
    return ReferenceValue(
        "arithmetic mean",
        float(values.mean()),
        scatter if from_scatter else stated,
        np.full(n, 1 / n),
        np.ones(n, dtype=bool),
        decisions=(
            Statement(
                "u from the scatter (the stated uncertainties give {other:.6g})"
                if from_scatter
                else "u from the stated uncertainties (the scatter gives {other:.6g})",
                other=stated if from_scatter else scatter,
            ),
        ),
    )


def weighted_mean(x: ArrayLike, u: ArrayLike, *, significance: float = 0.05) -> ReferenceValue:
    """Weights 1/u² (Cox 2002, procedure A). The test is carried along: an inconsistent set is stated, not refused."""
    values, spread = _data(x, u)
    precision = spread**-2
    test = consistency(values, spread, significance=significance)
    weights = precision / precision.sum()
    return ReferenceValue(
        "weighted mean",
        _mean(values, weights),
        float(precision.sum() ** -0.5),
        weights,
        np.ones(values.size, dtype=bool),
        chi2=test.chi2,
        chi2_p=test.p,
        decisions=(
            Statement(
                "χ² = {chi2:.4g} with {nu} degrees of freedom, p = {p:.4g}: consistent at {significance}"
                if test.consistent
                else "χ² = {chi2:.4g} with {nu} degrees of freedom, p = {p:.4g}: not consistent at {significance}",
                chi2=test.chi2,
                nu=test.nu,
                p=test.p,
                significance=significance,
            ),
        ),
    )


def largest_consistent_subset(x: ArrayLike, u: ArrayLike, *, significance: float = 0.05) -> ReferenceValue:
    """The weighted mean of the largest subset that passes the χ² test; of several, the one with the smallest χ²
    (Cox 2007). All subsets are searched while there are at most 200,000 of a size; beyond that the most discrepant
    result leaves one at a time, and the decisions say so.
    """
    values, spread = _data(x, u)
    n = values.size
    kept, exhaustive = _subset(values, spread, probability("significance", significance))
    inner = weighted_mean(values[kept], spread[kept], significance=significance) if len(kept) > 1 else None
    weights = np.zeros(n)
    weights[kept] = inner.weights if inner else 1.0
    included = weights > 0
    reasons = [Statement(SEARCHED if exhaustive else STEPWISE, participant=i) for i in range(n) if not included[i]]
    return ReferenceValue(
        "largest consistent subset",
        inner.value if inner else float(values[kept[0]]),
        inner.u if inner else float(spread[kept[0]]),
        weights,
        included,
        chi2=inner.chi2 if inner else None,
        chi2_p=inner.chi2_p if inner else None,
        decisions=(*reasons, *(inner.decisions if inner else (Statement("one result alone remains"),))),
    )


def _subset(values: Array, spread: Array, significance: float) -> tuple[list[int], bool]:
    n, kept, exhaustive = values.size, list(range(values.size)), True
    for size in range(n, 1, -1):
        if math.comb(n, size) > LARGEST_SEARCH:
            exhaustive = False
            kept = kept if len(kept) <= size else _without_worst(values, spread, kept)
            candidates: Iterable[tuple[int, ...]] = [tuple(kept)]
        else:
            candidates = itertools.combinations(range(n), size)
        tested = [(consistency(values[list(c)], spread[list(c)], significance=significance), c) for c in candidates]
        passing = [(test.chi2, c) for test, c in tested if test.consistent]
        if passing:
            return list(min(passing)[1]), exhaustive
    return [int(np.argmin(spread))], exhaustive


def _without_worst(values: Array, spread: Array, kept: list[int]) -> list[int]:
    inner = weighted_mean(values[kept], spread[kept])
    d = np.abs(values[kept] - inner.value) / np.sqrt(spread[kept] ** 2 - inner.u**2)
    return [k for i, k in enumerate(kept) if i != int(np.argmax(d))]


def median(x: ArrayLike, u: ArrayLike, *, seed: int, trials: int = 200_000) -> ReferenceValue:
    """The median, with its u from Monte Carlo over normal distributions of the results (Cox 2002, procedure B).

    ``weights`` are the Monte Carlo regression of the median on each result: they carry its correlation with them.
    """
    values, spread = _data(x, u)
    rng = np.random.Generator(np.random.SFC64(np.random.SeedSequence(whole("seed", seed))))
    drawn = rng.standard_normal((whole("trials", trials, least=1000), values.size)) * spread
    medians = np.median(values + drawn, axis=1)
    away = medians - medians.mean()
    weights = (away @ drawn) / medians.size / spread**2
    return ReferenceValue(
        "median",
        float(np.median(values)),
        float(medians.std(ddof=1)),
        weights,
        np.ones(values.size, dtype=bool),
        decisions=(
            Statement("u and covariances from {trials} Monte Carlo trials, seed {seed}", trials=trials, seed=seed),
        ),
    )


def _random_effects(method: str, values: Array, spread: Array, tau2: float, note: str) -> ReferenceValue:
    precision = 1 / (spread**2 + tau2)
    weights = precision / precision.sum()
    test = consistency(values, spread)
    return ReferenceValue(
        method,
        _mean(values, weights),
        float(precision.sum() ** -0.5),
        weights,
        np.ones(values.size, dtype=bool),
        math.sqrt(tau2),
        test.chi2,
        test.p,
        (note,),
    )


def dersimonian_laird(x: ArrayLike, u: ArrayLike) -> ReferenceValue:
    """Random effects with the moment estimate of the variance between laboratories, zero when negative."""
    values, spread = _data(x, u)
    w = spread**-2
    q = consistency(values, spread).chi2
    tau2 = max(0.0, (q - (values.size - 1)) / float(w.sum() - (w**2).sum() / w.sum()))
    return _random_effects("DerSimonian–Laird", values, spread, tau2, Statement(BETWEEN, variance=tau2))


def mandel_paule_variance(x: ArrayLike, u: ArrayLike) -> float:
    """The variance between laboratories that makes χ² equal to its degrees of freedom; zero when χ² is below them."""
    values, spread = _data(x, u)

    def excess(s2: float) -> float:
        w = 1 / (spread**2 + s2)
        centre = values @ w / w.sum()
        return float((w * (values - centre) ** 2).sum()) - (values.size - 1)

    if excess(0.0) <= 0:
        return 0.0
    high = float(np.var(values, ddof=1)) + float(spread.max()) ** 2
    while excess(high) > 0:
        high *= 2
    return float(optimize.brentq(excess, 0.0, high, xtol=high * 1e-15, rtol=8.9e-16))


def mandel_paule(x: ArrayLike, u: ArrayLike) -> ReferenceValue:
    """Random effects with the Mandel–Paule variance between laboratories."""
    values, spread = _data(x, u)
    s2 = mandel_paule_variance(values, spread)
    note = (
        Statement(BETWEEN, variance=s2)
        if s2
        else Statement("χ² does not exceed its degrees of freedom: no variance added")
    )
    return _random_effects("Mandel–Paule", values, spread, s2, note)


def power_moderated_mean(x: ArrayLike, u: ArrayLike, *, alpha: float | None = None) -> ReferenceValue:
    """Power-moderated mean of CCRI(II) (Pommé and Keightley 2015): weights between those of the arithmetic mean
    (alpha = 0) and of Mandel–Paule (alpha = 2); alpha = 2 − 3/N unless given.
    """
    values, spread = _data(x, u)
    n = values.size
    power = 2 - 3 / n if alpha is None else positive("alpha", alpha, zero=True)
    s2 = mandel_paule_variance(values, spread)
    total = spread**2 + s2
    u2_mp = 1 / float((1 / total).sum())
    s = math.sqrt(n * max(_mean_variance(values), u2_mp))
    raw = (np.sqrt(total) ** power * s ** (2 - power)) ** -1
    u_ref = float(raw.sum() ** -0.5)
    weights = raw / raw.sum()
    base = _random_effects("power-moderated mean", values, spread, s2, "")
    return replace(
        base,
        value=_mean(values, weights),
        u=u_ref,
        weights=weights,
        decisions=(
            Statement("alpha = {alpha:.4g}; variance between laboratories {variance:.6g}", alpha=power, variance=s2),
        ),
    )


def _mean_variance(values: Array) -> float:
    return float(((values - values.mean()) ** 2).sum()) / (values.size * (values.size - 1))
