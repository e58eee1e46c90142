"""Measurement standards (计量标准) to JJF 1033: repeatability, stability, verification of results, control charts."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import integrate, special

from quanheng.core.metrology.errors import InvalidArgument, finite, positive, standard_uncertainties, vector, whole

Array = NDArray[np.float64]
LEAST_GROUPS = 4


@dataclass(frozen=True, slots=True)
class Verdict:
    """A test of JJF 1033: the figure, its limit, whether it passes, and the rule in words."""

    value: float
    limit: float
    passed: bool
    rule: str


def repeatability(x: ArrayLike) -> float:
    """Experimental standard deviation of n ≥ 2 repeated observations (n as large as practicable, usually ≥ 10)."""
    return float(vector("x", x, least=2).std(ddof=1))


def repeatability_holds(x: ArrayLike, *, established: float) -> Verdict:
    """The yearly check of an established standard: s must not exceed the value found when it was set up; a larger one
    calls for a new evaluation of uncertainty.
    """
    s, limit = repeatability(x), positive("established", established)
    return Verdict(s, limit, s <= limit, "重复性不大于建标时的重复性；否则按新值重新评定不确定度")


def stability_new(groups: Sequence[ArrayLike], *, limit: float) -> Verdict:
    """Stability of a new standard by a check standard: max − min of at least four group means taken more than a month
    apart. ``limit``: |MPE| when used at nominal value (级), U (k = 2) of the correction when corrected (等).
    """
    if len(groups) < LEAST_GROUPS:
        raise InvalidArgument("groups", f"a new standard needs at least {LEAST_GROUPS} groups, not {len(groups)}")
    means = [float(vector(f"groups[{i}]", g).mean()) for i, g in enumerate(groups)]
    change, bound = max(means) - min(means), positive("limit", limit)
    return Verdict(change, bound, change < bound, "新建计量标准：各组平均值的极差小于限值")


def stability_established(last_year: ArrayLike, this_year: ArrayLike, *, limit: float) -> Verdict:
    """Stability of an established standard: |this year's mean − last year's| below ``limit``."""
    change = abs(float(vector("this_year", this_year).mean()) - float(vector("last_year", last_year).mean()))
    bound = positive("limit", limit)
    return Verdict(change, bound, change < bound, "已建计量标准：相邻两年平均值之差的绝对值小于限值")


def verify_by_transfer(
    y_lab: float, expanded_lab: float, k_lab: float, y_ref: float, expanded_ref: float, k_ref: float
) -> Verdict:
    """Verification of results by transfer comparison: |y_lab − y_ref| ≤ √(U_lab² + U_ref²), both brought to k = 2."""
    u_lab = positive("expanded_lab", expanded_lab) / positive("k_lab", k_lab)
    u_ref = positive("expanded_ref", expanded_ref) / positive("k_ref", k_ref)
    limit, value = 2 * math.hypot(u_lab, u_ref), abs(finite("y_lab", y_lab) - finite("y_ref", y_ref))
    return Verdict(value, limit, value <= limit, "传递比较法：差值的绝对值不大于两者 U（k=2）的方和根")


def verify_by_comparison(x: ArrayLike, *, own: int, expanded: float) -> Verdict:
    """Verification among n ≥ 3 laboratories without a higher standard: |y_lab − ȳ| ≤ √((n−1)/n)·U_lab. ``x`` holds
    all results, ``own`` is one's own index.
    """
    values = vector("x", x, least=3)
    if whole("own", own) >= values.size:
        raise InvalidArgument("own", f"there is no result number {own}")
    value = abs(float(values[own] - values.mean()))
    limit = math.sqrt((values.size - 1) / values.size) * positive("expanded", expanded)
    return Verdict(value, limit, value <= limit, "比对法：与平均值之差的绝对值不大于 √((n−1)/n)·U")


def _order_d(n: int, moment: Literal[1, 2]) -> float:
    """E[R] (d₂) or E[R²] of the range of n standard normal values, by quadrature."""

    def tail(r: float) -> float:
        """P(range > r)."""
        inner = integrate.quad(
            lambda x: (
                math.exp(-x * x / 2) / math.sqrt(2 * math.pi) * (special.ndtr(x + r) - special.ndtr(x)) ** (n - 1)
            ),
            -9,
            9,
            limit=200,
        )[0]
        return float(1 - n * inner)

    weight = (lambda _r: 1.0) if moment == 1 else (lambda r: 2 * r)
    return float(integrate.quad(lambda r: weight(r) * tail(r), 0, 14, limit=200)[0])


@dataclass(frozen=True, slots=True)
class ControlChart:
    """Limits of a mean and a spread chart, the points, and what the run rules found (index, rule)."""

    centre: float
    lower: float
    upper: float
    spread_centre: float
    spread_lower: float
    spread_upper: float
    means: Array
    spreads: Array
    signals: tuple[tuple[int, str], ...]


def control_chart(groups: ArrayLike, *, spread: Literal["s", "range"] = "s") -> ControlChart:
    """Mean and standard deviation (or range) chart of g ≥ 2 groups of equal size n ≥ 2 (GB/T 17989.2, ISO 7870-2).

    Factors are computed, not read: c₄ for s; d₂ and d₃ for ranges.
    """
    data = np.asarray(groups, dtype=np.float64)
    if data.ndim != 2 or min(data.shape) < 2 or not np.isfinite(data).all():  # noqa: PLR2004
        raise InvalidArgument("groups", "must be at least two groups of one size of at least two finite results")
    n = data.shape[1]
    means = data.mean(axis=1)
    if spread == "s":
        spreads = data.std(axis=1, ddof=1)
        c4 = math.sqrt(2 / (n - 1)) * math.exp(special.gammaln(n / 2) - special.gammaln((n - 1) / 2))
        unit, wander = c4, math.sqrt(1 - c4**2)
    else:
        spreads = np.ptp(data, axis=1)
        unit = _order_d(n, 1)
        wander = math.sqrt(_order_d(n, 2) - unit**2)
    sigma = float(spreads.mean()) / unit
    if sigma == 0:
        raise InvalidArgument("groups", "no group scatters at all: a chart has no limits")
    centre, reach = float(means.mean()), 3 * sigma / math.sqrt(n)
    middle = float(spreads.mean())
    low, high = max(0.0, middle - 3 * wander * sigma), middle + 3 * wander * sigma
    found = [*run_rules((means - centre) / (reach / 3))]
    found += [(i, "离散图超出控制限") for i in np.flatnonzero((spreads > high) | (spreads < low)).tolist()]
    return ControlChart(centre, centre - reach, centre + reach, middle, low, high, means, spreads, tuple(sorted(found)))


def run_rules(z: ArrayLike) -> list[tuple[int, str]]:
    """Eight run rules on standardised means: (index of the point that completes the pattern, rule). They are the tests
    for special causes of ISO 8258:1991 and GB/T 4091-2001, which ISO 7870-2 and GB/T 17989.2 keep as advice and which
    JJF 1033 names. In "2 of 3" and "4 of 5" the completing point itself lies beyond.
    """
    x = vector("z", z)
    found = []
    for i in range(x.size):
        past = x[: i + 1]
        found += [(i, name) for length, name, broken in RULES if i + 1 >= length and broken(past[-length:])]
        found += [(i, name) for most, least, sigma, name in COUNTED if _counted(past[-most:], least, sigma)]
    return found


def _counted(window: Array, least: int, sigma: float) -> bool:
    """Whether ``least`` points of the window lie beyond ``sigma`` on one side, the last among them."""
    side = window * np.sign(window[-1])
    return bool(side[-1] > sigma and (side > sigma).sum() >= least)


RULES: tuple[tuple[int, str, Callable[[Array], Any]], ...] = (
    (1, "超出 3σ", lambda w: abs(w[-1]) > 3),  # noqa: PLR2004
    (9, "连续 9 点在中心线同侧", lambda w: abs(np.sign(w).sum()) == 9),  # noqa: PLR2004
    (6, "连续 6 点递增或递减", lambda w: (np.diff(w) > 0).all() or (np.diff(w) < 0).all()),
    (14, "连续 14 点上下交替", lambda w: (np.diff(w)[1:] * np.diff(w)[:-1] < 0).all()),
    (15, "连续 15 点在 1σ 以内", lambda w: (abs(w) < 1).all()),
    (8, "连续 8 点在 1σ 以外", lambda w: (abs(w) > 1).all()),
)
COUNTED = ((3, 2, 2.0, "连续 3 点中 2 点在同侧 2σ 以外"), (5, 4, 1.0, "连续 5 点中 4 点在同侧 1σ 以外"))


def weighted_history(x: ArrayLike, u: ArrayLike) -> tuple[float, float, float]:
    """The standard's own successive calibrations: weighted mean, its u, and the largest |E_n| (k = 2) between
    neighbours. They are taken as independent; what their common reference adds is not seen here.
    """
    values = vector("x", x, least=2)
    spread = standard_uncertainties("u", u, values.size)
    w = spread**-2
    en = np.abs(np.diff(values)) / (2 * np.hypot(spread[1:], spread[:-1]))
    return float(values @ w / w.sum()), float(w.sum() ** -0.5), float(en.max())
