"""Robust statistics of ISO 13528:2022, annex C: algorithms A and S, median and scaled MAD."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy import stats

from quanheng.core.metrology.errors import InvalidArgument, positive, vector, whole

Factors = Literal["exact", "printed"]
MADE_PRINTED = 1.483
PRINTED_CORRECTION = 1.134
WINSORISED_LOSS = 1.25
"""Factor of ISO 13528, 7.7.3, for what robust estimation loses against the mean of a normal sample."""
CONVERGED = 1e-14
MOST = 10_000
UNSETTLED = f"the robust estimate has not settled after {MOST} iterations"


@dataclass(frozen=True, slots=True)
class Robust:
    """Robust average (``None`` for algorithm S, which pools spreads) and standard deviation, with iterations, factors
    used, and whether the spread collapsed.
    """

    average: float | None
    sd: float
    iterations: int
    factors: Factors
    n: int
    collapsed: bool = False

    @property
    def u(self) -> float:
        """Standard uncertainty of the robust average, 1.25·s*/√p (ISO 13528, 7.7.3)."""
        if self.average is None:
            raise InvalidArgument("robust", "algorithm S pools spreads and has no average")
        return WINSORISED_LOSS * self.sd / math.sqrt(self.n)


def scaled_mad(x: ArrayLike, *, factors: Factors = "exact") -> float:
    """MADe: 1.4826… (printed 1.483) times the median absolute deviation from the median."""
    values = vector("x", x)
    return (MADE_PRINTED if factors == "printed" else 1 / float(stats.norm.ppf(0.75))) * float(
        np.median(np.abs(values - np.median(values)))
    )


def _correction(k: float) -> float:
    """1/√(E[ψ²]) for a standard normal winsorised at ±k: what 1.134 is rounded from at k = 1.5."""
    inside = 2 * stats.norm.cdf(k) - 1 - 2 * k * stats.norm.pdf(k)
    return 1 / math.sqrt(float(inside + 2 * k * k * stats.norm.sf(k)))


def algorithm_a(x: ArrayLike, *, k: float = 1.5, factors: Factors = "exact") -> Robust:
    """Algorithm A: winsorised average and standard deviation, iterated to convergence.

    ``factors`` = ``printed`` uses 1.483 and 1.134 as the standard prints them (k = 1.5 only). When more than half of
    the values are equal, MADe is zero and the start is the ordinary standard deviation of the winsorised data, as
    C.3.1 note allows; if that is zero too the spread has collapsed and is reported as such.
    """
    values = vector("x", x, least=2)
    if factors == "printed" and k != 1.5:  # noqa: PLR2004  the standard prints 1.134 for k = 1.5 only
        raise InvalidArgument("factors", "the printed factor 1.134 belongs to k = 1.5")
    correction = PRINTED_CORRECTION if factors == "printed" else _correction(positive("k", k))
    average, sd = float(np.median(values)), scaled_mad(values, factors=factors)
    if sd == 0:
        sd = float(values.std(ddof=1))
        if sd == 0:
            return Robust(average, 0.0, 0, factors, values.size, collapsed=True)
    for iteration in range(1, MOST + 1):
        delta = k * sd
        cut = np.clip(values, average - delta, average + delta)
        new_average, new_sd = float(cut.mean()), correction * float(cut.std(ddof=1))
        done = abs(new_average - average) <= CONVERGED * abs(new_sd or 1) and abs(new_sd - sd) <= CONVERGED * (
            new_sd or 1
        )
        average, sd = new_average, new_sd
        if done or sd == 0:
            return Robust(average, sd, iteration, factors, values.size, collapsed=sd == 0)
    raise InvalidArgument("x", UNSETTLED)


def limit_and_correction(nu: int) -> tuple[float, float]:
    """η and ξ of algorithm S for ``nu`` degrees of freedom (tabulated in ISO 5725-5 and ISO 13528, annex C)."""
    point = float(stats.chi2.ppf(0.9, nu))
    eta = math.sqrt(point / nu)
    return eta, 1 / math.sqrt(float(stats.chi2.cdf(point, nu + 2)) + 0.1 * eta**2)


def algorithm_s(w: ArrayLike, *, nu: int) -> Robust:
    """Algorithm S: robust pooled standard deviation of within-laboratory spreads ``w`` (standard deviations, or ranges
    of two with ν = 1), each with ``nu`` degrees of freedom (ISO 13528, C.4; ISO 5725-5).

    The limit factor η is the 90 % point √(χ²₀.₉(ν)/ν) and ξ corrects for winsorising, both computed, not read.
    """
    values = vector("w", w)
    if (values < 0).any():
        raise InvalidArgument("w", "a spread is never negative")
    freedom = whole("nu", nu, least=1)
    eta, xi = limit_and_correction(freedom)
    sd = float(np.median(values))
    for iteration in range(1, MOST + 1):
        cut = np.minimum(values, eta * sd)
        new = xi * math.sqrt(float((cut**2).mean()))
        if abs(new - sd) <= CONVERGED * (new or 1):
            return Robust(None, new, iteration, "exact", values.size, collapsed=new == 0)
        sd = new
    raise InvalidArgument("w", UNSETTLED)


@dataclass(frozen=True, slots=True)
class Homogeneity:
    """Homogeneity check of proficiency items (ISO 13528, annex B), with both criteria, the factors ``f1`` and ``f2`` of
    the second, and Cochran's statistic of the duplicates.
    """

    mean: float
    s_x: float
    s_w: float
    s_s: float
    cochran: float
    f1: float
    f2: float
    limit: float
    expanded_limit: float
    homogeneous: bool


def homogeneity_of_items(pairs: Sequence[Sequence[float]], *, sigma_pt: float) -> Homogeneity:
    """Duplicate measurements on g items: s_s ≤ 0.3 σ_pt (B.2.2), else s_s ≤ √c with c = F₁(0.3σ)² + F₂s_w²
    (B.2.3), F₁ and F₂ computed from χ² and F to the two decimals the standard prints.
    """
    data = np.asarray(pairs, dtype=np.float64)
    if data.ndim != 2 or data.shape[1] != 2 or data.shape[0] < 2 or not np.isfinite(data).all():  # noqa: PLR2004
        raise InvalidArgument("pairs", "must be two finite results for each of at least two items")
    g = data.shape[0]
    averages, ranges = data.mean(axis=1), np.abs(data[:, 0] - data[:, 1])
    s_x, s_w = float(averages.std(ddof=1)), math.sqrt(float((ranges**2).sum()) / (2 * g))
    s_s = math.sqrt(max(0.0, s_x**2 - s_w**2 / 2))
    limit = 0.3 * positive("sigma_pt", sigma_pt)
    f1 = round(float(stats.chi2.ppf(0.95, g - 1)) / (g - 1), 2)
    f2 = round((float(stats.f.ppf(0.95, g - 1, g)) - 1) / 2, 2)
    expanded = math.sqrt(f1 * limit**2 + f2 * s_w**2)
    largest = float((ranges**2).max() / (ranges**2).sum()) if ranges.any() else math.nan
    passed = s_s <= limit or s_s <= expanded
    return Homogeneity(float(averages.mean()), s_x, s_w, s_s, largest, f1, f2, limit, expanded, passed)
