"""Reference values of a comparison (比对参考值), each with the decisions that led to it.

``x`` and ``u`` are the participants' values and standard uncertainties in one unit. Methods: M. G. Cox, Metrologia 39
(2002) 589 and 44 (2007) 187; S. Pommé and J. Keightley, Metrologia 52 (2015) S200; R. DerSimonian and N. Laird (1986);
R. C. Paule and J. Mandel (1982).
"""

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import stats

from quanheng.core.metrology.errors import (
    ROUNDING,
    InvalidArgument,
    correlations,
    probability,
    standard_uncertainties,
    vector,
    whole,
)
from quanheng.core.metrology.statement import Statement

Array = NDArray[np.float64]


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
    """χ² test of results against their weighted mean (Cox 2002, procedure A, step 4). ``birge`` = √(χ²/ν); ``chi2`` is
    also known as Cochran's Q.
    """

    chi2: float
    nu: int
    p: float
    birge: float
    consistent: bool
    significance: float

    @property
    def i2(self) -> float:
        """Share of the scatter that the stated uncertainties do not explain, (χ² − ν)/χ², zero when χ² ≤ ν."""
        return max(0.0, (self.chi2 - self.nu) / self.chi2) if self.chi2 else 0.0


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


def data(x: ArrayLike, u: ArrayLike, least: int = 2) -> tuple[Array, Array]:
    """Values and standard uncertainties of at least ``least`` participants, checked."""
    values = vector("x", x, least=least)
    return values, standard_uncertainties("u", u, values.size)


def mean_of(values: Array, weights: Array) -> float:
    """Σ wᵢ·xᵢ."""
    return float(values @ weights)


def _precision(spread: Array, correlation: ArrayLike | None) -> Array:
    """The inverse of the covariance matrix of the results."""
    if correlation is None:
        return np.diag(spread**-2)
    matrix = correlations("correlation", correlation, spread.size)
    if float(np.linalg.eigvalsh(matrix)[0]) < ROUNDING:
        raise InvalidArgument("correlation", "is singular: some results are copies of others, leave one of each out")
    return np.asarray(np.linalg.inv(matrix) / np.outer(spread, spread))


def consistency(
    x: ArrayLike, u: ArrayLike, *, significance: float = 0.05, correlation: ArrayLike | None = None
) -> Consistency:
    """Test whether the scatter of ``x`` is explained by ``u``: inconsistent when P(χ²(ν) > χ²_obs) < significance."""
    values, spread = data(x, u)
    inverse = _precision(spread, correlation)
    away = values - float(inverse.sum(axis=0) @ values / inverse.sum())
    chi2, nu = float(away @ inverse @ away), values.size - 1
    p = float(stats.chi2.sf(chi2, nu))
    return Consistency(chi2, nu, p, math.sqrt(chi2 / nu), p >= probability("significance", significance), significance)


def lead_value(x: ArrayLike, u: ArrayLike, *, lead: int) -> ReferenceValue:
    """The value of the lead laboratory (主导实验室), participant number ``lead``."""
    values, spread = data(x, u, least=1)
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
    values, spread = data(x, u)
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


def weighted_mean(
    x: ArrayLike, u: ArrayLike, *, significance: float = 0.05, correlation: ArrayLike | None = None
) -> ReferenceValue:
    """Weights 1/u² (Cox 2002, procedure A). The test is carried along: an inconsistent set is stated, not refused.

    ``correlation`` (n, n) where participants share a standard: the weights are then those of generalised least
    squares, and may be negative.
    """
    values, spread = data(x, u)
    inverse = _precision(spread, correlation)
    test = consistency(values, spread, significance=significance, correlation=correlation)
    weights = inverse.sum(axis=0) / inverse.sum()
    return ReferenceValue(
        "weighted mean",
        mean_of(values, weights),
        float(inverse.sum() ** -0.5),
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


def median(x: ArrayLike, u: ArrayLike, *, seed: int, trials: int = 200_000) -> ReferenceValue:
    """The median of the results, with its u from Monte Carlo over normal distributions of the results (Cox 2002,
    procedure B, which reports the average of the drawn medians instead: the decisions give it).

    ``weights`` are the Monte Carlo regression of the median on each result: they carry its correlation with them.
    The draws are scaled to the exact mean and u of every result, so that no variance of a difference can come out
    negative by chance.
    """
    values, spread = data(x, u)
    rng = np.random.Generator(np.random.SFC64(np.random.SeedSequence(whole("seed", seed))))
    drawn = rng.standard_normal((whole("trials", trials, least=1000), values.size))
    drawn = (drawn - drawn.mean(axis=0)) / drawn.std(axis=0) * spread
    medians = np.median(values + drawn, axis=1)
    away = medians - medians.mean()
    weights = (away @ drawn) / medians.size / spread**2
    return ReferenceValue(
        "median",
        float(np.median(values)),
        float(medians.std()),
        weights,
        np.ones(values.size, dtype=bool),
        decisions=(
            Statement("u and covariances from {trials} Monte Carlo trials, seed {seed}", trials=trials, seed=seed),
            Statement("the average of the drawn medians is {average:.8g}", average=float(medians.mean())),
        ),
    )
