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
CONVERGED = 1e-14
MOST = 10_000


@dataclass(frozen=True, slots=True)
class Robust:
    """Robust average (``None`` for algorithm S, which pools spreads) and standard deviation, with iterations, factors
    used, and whether the spread collapsed.
    """

    average: float | None
    sd: float
    iterations: int
    factors: Factors
    collapsed: bool = False


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
            return Robust(average, 0.0, 0, factors, collapsed=True)
    for iteration in range(1, MOST + 1):
        delta = k * sd
        cut = np.clip(values, average - delta, average + delta)
        new_average, new_sd = float(cut.mean()), correction * float(cut.std(ddof=1))
        done = abs(new_average - average) <= CONVERGED * abs(new_sd or 1) and abs(new_sd - sd) <= CONVERGED * (
            new_sd or 1
        )
        average, sd = new_average, new_sd
        if done or sd == 0:
            return Robust(average, sd, iteration, factors, collapsed=sd == 0)
    return Robust(average, sd, MOST, factors)


def algorithm_s(w: ArrayLike, *, nu: int) -> Robust:
    """Algorithm S: robust pooled standard deviation of within-laboratory spreads ``w`` (standard deviations, or ranges
    of two with ν = 1), each with ``nu`` degrees of freedom (ISO 13528, C.4; ISO 5725-5).

    The limit factor η is the 90 % point √(χ²₀.₉(ν)/ν) and ξ corrects for winsorising, both computed, not read.
    """
    values = vector("w", w)
    if (values < 0).any():
        raise InvalidArgument("w", "a spread is never negative")
    freedom = whole("nu", nu, least=1)
    point = float(stats.chi2.ppf(0.9, freedom))
    eta = math.sqrt(point / freedom)
    xi = 1 / math.sqrt(float(stats.chi2.cdf(point, freedom + 2)) + 0.1 * eta**2)
    sd = float(np.median(values))
    for iteration in range(1, MOST + 1):
        cut = np.minimum(values, eta * sd)
        new = xi * math.sqrt(float((cut**2).mean()))
        if abs(new - sd) <= CONVERGED * (new or 1):
            return Robust(None, new, iteration, "exact", collapsed=new == 0)
        sd = new
    return Robust(None, sd, MOST, "exact")


@dataclass(frozen=True, slots=True)
class Homogeneity:
    """Homogeneity check of proficiency items (ISO 13528, annex B), with both criteria."""

    mean: float
    s_x: float
    s_w: float
    s_s: float
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
    return Homogeneity(float(averages.mean()), s_x, s_w, s_s, limit, expanded, s_s <= limit or s_s <= expanded)
