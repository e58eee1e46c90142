"""Reference values that add a variance between laboratories to the stated uncertainties.

R. DerSimonian and N. Laird (1986); R. C. Paule and J. Mandel (1982); S. Pommé and J. Keightley, Metrologia 52 (2015)
S200.
"""

import math
from dataclasses import replace

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import optimize

from quanheng.core.metrology.comparison.reference import ReferenceValue, consistency, data, mean_of
from quanheng.core.metrology.errors import InvalidArgument, positive
from quanheng.core.metrology.statement import Statement

Array = NDArray[np.float64]
BETWEEN = "variance between laboratories {variance:.6g}"


def _said(s2: float) -> Statement:
    if s2 > 0:
        return Statement(BETWEEN, variance=s2)
    return Statement("χ² does not exceed its degrees of freedom: no variance added")


def _random_effects(method: str, values: Array, spread: Array, tau2: float, note: str) -> ReferenceValue:
    precision = 1 / (spread**2 + tau2)
    weights = precision / precision.sum()
    test = consistency(values, spread)
    return ReferenceValue(
        method,
        mean_of(values, weights),
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
    values, spread = data(x, u)
    w = spread**-2
    q = consistency(values, spread).chi2
    raw = (q - (values.size - 1)) / float(w.sum() - (w**2).sum() / w.sum())
    return _random_effects("DerSimonian–Laird", values, spread, max(0.0, raw), _said(raw))


def mandel_paule_variance(x: ArrayLike, u: ArrayLike) -> float:
    """The variance between laboratories that makes χ² equal to its degrees of freedom; zero when χ² is below them."""
    values, spread = data(x, u)

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
    values, spread = data(x, u)
    s2 = mandel_paule_variance(values, spread)
    return _random_effects("Mandel–Paule", values, spread, s2, _said(s2))


def restricted_maximum_likelihood(x: ArrayLike, u: ArrayLike) -> ReferenceValue:
    """Random effects with the variance between laboratories of largest restricted likelihood, zero or more."""
    values, spread = data(x, u)

    def cost(s2: float) -> float:
        w = 1 / (spread**2 + s2)
        centre = values @ w / w.sum()
        return 0.5 * float(-np.log(w).sum() + np.log(w.sum()) + (w * (values - centre) ** 2).sum())

    def slope(s2: float) -> float:
        w = 1 / (spread**2 + s2)
        away = values - values @ w / w.sum()
        return float(w.sum() - (w**2).sum() / w.sum() - (w**2 * away**2).sum())

    reach = float(np.ptp(values)) ** 2 + float(spread.max()) ** 2
    grid = np.concatenate([[0.0], reach * np.logspace(-12, 1, 400)])
    best = int(np.argmin([cost(s2) for s2 in grid]))
    s2 = 0.0
    if best:
        s2 = float(optimize.brentq(slope, grid[best - 1], grid[min(best + 1, grid.size - 1)], xtol=reach * 1e-15))
    return _random_effects("restricted maximum likelihood", values, spread, s2, Statement(BETWEEN, variance=s2))


def knapp_hartung_u(x: ArrayLike, u: ArrayLike, reference: ReferenceValue) -> float:
    """Standard uncertainty of a random-effects mean from the weighted scatter of the results about it (Hartung and
    Knapp 2001; Sidik and Jonkman 2002), to be used with Student t and n − 1 degrees of freedom.
    """
    values, spread = data(x, u)
    w = 1 / (spread**2 + reference.between**2)
    return math.sqrt(float((w * (values - reference.value) ** 2).sum()) / (values.size - 1) / float(w.sum()))


def power_moderated_mean(x: ArrayLike, u: ArrayLike, *, alpha: float | None = None) -> ReferenceValue:
    """Power-moderated mean of CCRI(II) (Pommé and Keightley 2015): weights between those of the arithmetic mean
    (alpha = 0) and of Mandel–Paule (alpha = 2); alpha = 2 − 3/N unless given.
    """
    values, spread = data(x, u)
    n = values.size
    power = 2 - 3 / n if alpha is None else positive("alpha", alpha, zero=True)
    if power > 2:  # noqa: PLR2004  beyond Mandel–Paule the weights would overtake 1/u²
        raise InvalidArgument("alpha", f"lies between 0 and 2, not {power!r}")
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
        value=mean_of(values, weights),
        u=u_ref,
        weights=weights,
        decisions=(
            Statement("alpha = {alpha:.4g}; variance between laboratories {variance:.6g}", alpha=power, variance=s2),
        ),
    )


def _mean_variance(values: Array) -> float:
    return float(((values - values.mean()) ** 2).sum()) / (values.size * (values.size - 1))
