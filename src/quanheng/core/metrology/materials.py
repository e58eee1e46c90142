"""Reference materials (标准物质) to ISO Guide 35: homogeneity, stability, characterisation, shelf life, sample."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import stats

from quanheng.core.metrology.comparison.precision import Anova, one_way
from quanheng.core.metrology.errors import InvalidArgument, finite, positive, probability, vector
from quanheng.core.metrology.lines import Line, straight_line


@dataclass(frozen=True, slots=True)
class Homogeneity:
    """Between-unit homogeneity: ``s_bb`` (zero when its estimate is negative), the most that the method's
    repeatability can hide ``u_bb_min``, and ``u_bb`` = the larger of both. ``significant``: F test at 5 %.
    """

    anova: Anova
    s_bb: float
    u_bb_min: float
    u_bb: float
    significant: bool
    decisions: tuple[str, ...]


def homogeneity(units: Mapping[str, Sequence[float]]) -> Homogeneity:
    """Analysis of variance over the units of a batch, unequal numbers allowed (ISO Guide 35:2017, 7.7 and B.4).

    u_bb,min = √(MS_within/n₀)·(2/ν_within)^¼.
    """
    anova = one_way(units)
    raw = (anova.ms_between - anova.ms_within) / anova.n0
    s_bb = math.sqrt(max(raw, 0.0))
    least = math.sqrt(anova.ms_within / anova.n0) * (2 / anova.nu_within) ** 0.25
    notes = [] if raw >= 0 else [f"the between-unit variance is estimated negative ({raw:.3g}) and set to zero"]
    if s_bb < least:
        notes.append("the repeatability hides smaller differences: u_bb,min is used")
    return Homogeneity(anova, s_bb, least, max(s_bb, least), anova.p < 0.05, tuple(notes))  # noqa: PLR2004


@dataclass(frozen=True, slots=True)
class Stability:
    """Stability over a period: the trend, whether it is significant at 5 %, and u_stab = se(slope)·period, which holds
    for a stable material only: ``decisions`` say so where there is a trend.
    """

    line: Line
    significant: bool
    u_stab: float
    period: float
    decisions: tuple[str, ...] = ()


def stability(t: ArrayLike, y: ArrayLike, *, period: float) -> Stability:
    """Long- or short-term stability by regression (ISO Guide 35:2017, 8.7): a material without significant trend gets
    u_stab = s(slope)·``period``, in the unit of ``y``; ``period`` in the unit of ``t`` (validity plus monitoring gap).
    """
    line = straight_line(t, y)
    trend = line.p_slope < 0.05  # noqa: PLR2004
    note = (
        f"the trend is significant (p = {line.p_slope:.3g}): u_stab does not cover it; correct the value, widen the "
        f"uncertainty by {abs(line.slope) * period:.3g} or shorten the period"
        if trend
        else f"no significant trend (p = {line.p_slope:.3g})"
    )
    return Stability(line, trend, line.se_slope * positive("period", period), period, (note,))


def shelf_life(line: Line, *, u_limit: float, value: float | None = None, confidence: float = 0.95) -> float:
    """Longest period whose degradation u_stab = s(slope)·t stays within ``u_limit``; with a significant trend, the
    time at which the confidence limit of the line leaves ``value`` ± ``u_limit``. Infinity when it never does.
    """
    limit = positive("u_limit", u_limit)
    if value is None:
        return math.inf if line.se_slope == 0 else limit / line.se_slope
    q = float(stats.t.ppf((1 + probability("confidence", confidence)) / 2, line.nu))
    start = finite("value", value)

    def left(t: float) -> bool:
        at, half = line.intercept + line.slope * t, q * line.u_mean(t)
        return at + half > start + limit or at - half < start - limit

    if left(0.0):
        return 0.0
    high = 1.0
    while not left(high):
        high *= 2
        if high > 1e9:  # noqa: PLR2004  nothing is monitored for a thousand million periods
            return math.inf
    low = 0.0
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (low, middle) if left(middle) else (middle, high)
    return low


@dataclass(frozen=True, slots=True)
class Characterisation:
    """Value assigned from laboratories: mean of means and u_char = s/√p. Nothing is removed."""

    value: float
    u_char: float
    laboratories: int
    s: float
    normal_p: float


def characterise(laboratories: Mapping[str, Sequence[float]]) -> Characterisation:
    """Characterisation by several laboratories of equal standing (ISO Guide 35:2017, 9.4): the mean of their means.

    ``normal_p`` is the Shapiro–Wilk probability of the means; removal of a laboratory is for people, with a reason.
    """
    if len(laboratories) < 3:  # noqa: PLR2004
        raise InvalidArgument("laboratories", "needs at least three laboratories")
    means = np.array([vector(f"laboratories[{n}]", v).mean() for n, v in laboratories.items()])
    s = float(means.std(ddof=1))
    normal = float(stats.shapiro(means).pvalue) if s else 1.0
    return Characterisation(float(means.mean()), s / math.sqrt(means.size), means.size, s, normal)


@dataclass(frozen=True, slots=True)
class CertifiedValue:
    """Certified value with combined and expanded uncertainty and the parts it was made of."""

    value: float
    u: float
    expanded: float
    k: float
    parts: tuple[tuple[str, float], ...]


def certify(
    value: float, *, u_char: float, u_bb: float, u_long: float = 0.0, u_short: float = 0.0, k: float = 2.0
) -> CertifiedValue:
    """u² = u²_char + u²_bb + u²_lts + u²_sts (ISO Guide 35:2017, 5.5)."""
    parts = (("char", u_char), ("bb", u_bb), ("lts", u_long), ("sts", u_short))
    u = math.sqrt(sum(positive(f"u_{name}", part, zero=True) ** 2 for name, part in parts))
    return CertifiedValue(finite("value", value), u, positive("k", k) * u, k, parts)


def minimum_sample(masses: ArrayLike, relative_sds: ArrayLike, *, target: float) -> float:
    """Minimum sample by Ingamells' constant K = R²·m: the mass at which the sampling relative standard deviation is
    ``target``. ``relative_sds`` are in per cent, like ``target``, already without the method's repeatability.
    """
    m, r = vector("masses", masses), vector("relative_sds", relative_sds)
    if m.size != r.size or (m <= 0).any() or (r < 0).any():
        raise InvalidArgument("masses", "needs one positive mass for each relative standard deviation of zero or more")
    return float((r**2 * m).mean()) / positive("target", target) ** 2
