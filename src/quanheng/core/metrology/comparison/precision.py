"""Repeatability and reproducibility (ISO 5725-2), with Cochran, Grubbs and Mandel's h and k."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from quanheng.core.metrology.errors import InvalidArgument, probability, vector, whole

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Anova:
    """One-way analysis of variance of groups of unequal size. ``n0`` is the effective group size."""

    groups: tuple[str, ...]
    sizes: Array
    means: Array
    sds: Array
    grand_mean: float
    ms_between: float
    ms_within: float
    nu_between: int
    nu_within: int
    n0: float

    @property
    def f(self) -> float:
        """F ratio; infinite when the groups have no scatter within."""
        return math.inf if self.ms_within == 0 else self.ms_between / self.ms_within

    @property
    def p(self) -> float:
        """P(F > f) under equal means."""
        return float(stats.f.sf(self.f, self.nu_between, self.nu_within))


def one_way(groups: Mapping[str, Sequence[float]]) -> Anova:
    """Analysis of variance of ``groups`` (name → results). Needs two groups and one of them repeated."""
    if len(groups) < 2:  # noqa: PLR2004
        raise InvalidArgument("groups", "needs at least two groups")
    arrays = {name: vector(f"groups[{name}]", values) for name, values in groups.items()}
    sizes = np.array([a.size for a in arrays.values()], dtype=np.float64)
    total, count = float(sizes.sum()), len(arrays)
    if total == count:
        raise InvalidArgument("groups", "no group has repeated results: there is no scatter within")
    means = np.array([a.mean() for a in arrays.values()])
    grand = float((sizes * means).sum() / total)
    between = float((sizes * (means - grand) ** 2).sum()) / (count - 1)
    within = float(sum(((a - a.mean()) ** 2).sum() for a in arrays.values())) / (total - count)
    n0 = (total - float((sizes**2).sum()) / total) / (count - 1)
    sds = np.array([a.std(ddof=1) if a.size > 1 else math.nan for a in arrays.values()])
    return Anova(tuple(arrays), sizes, means, sds, grand, between, within, count - 1, int(total) - count, n0)


def one_way_of_summaries(means: Sequence[float], sds: Sequence[float], *, n: int) -> Anova:
    """The same from group means and standard deviations, ``n`` results in each group."""
    centre, spread = vector("means", means, least=2), vector("sds", sds, least=2)
    if centre.size != spread.size or (spread < 0).any():
        raise InvalidArgument("sds", "needs one standard deviation of zero or more for each mean")
    size, count = whole("n", n, least=2), centre.size
    between, within = size * float(centre.var(ddof=1)), float((spread**2).mean())
    names = tuple(str(i + 1) for i in range(count))
    sizes = np.full(count, float(size))
    return Anova(
        names, sizes, centre, spread, float(centre.mean()), between, within, count - 1, count * (size - 1), float(size)
    )


@dataclass(frozen=True, slots=True)
class Precision:
    """s_r, s_L, s_R and Mandel's statistics, with what was decided (``s_L`` set to zero when its estimate is
    negative).
    """

    anova: Anova
    s_r: float
    s_l: float
    s_big_r: float
    mandel_h: Array
    mandel_k: Array
    decisions: tuple[str, ...]


def precision(laboratories: Mapping[str, Sequence[float]]) -> Precision:
    """Precision of a method from one level of an interlaboratory experiment (ISO 5725-2, 7.4), unequal replicates
    allowed. Nothing is excluded: see :func:`cochran` and :func:`grubbs` for the tests.
    """
    anova = one_way(laboratories)
    raw = (anova.ms_between - anova.ms_within) / anova.n0
    s_l2 = max(0.0, raw)
    decisions = (
        (f"estimate of s_L² is negative ({raw:.4g}) and was set to zero (ISO 5725-2, 7.4.5.3)",) if raw < 0 else ()
    )
    h = (anova.means - anova.means.mean()) / anova.means.std(ddof=1)
    k = anova.sds / math.sqrt(anova.ms_within) if anova.ms_within > 0 else np.full(anova.sds.shape, math.nan)
    return Precision(
        anova, math.sqrt(anova.ms_within), math.sqrt(s_l2), math.sqrt(s_l2 + anova.ms_within), h, k, decisions
    )


@dataclass(frozen=True, slots=True)
class OutlierTest:
    """Outcome of a test for one suspect: its index, statistic, critical values at 5 % and 1 %, and the reading
    ``correct``, ``straggler`` or ``outlier`` (ISO 5725-2, 7.3.2.1).
    """

    name: str
    suspect: int
    statistic: float
    critical_5: float
    critical_1: float

    @property
    def verdict(self) -> str:
        """What the two levels say."""
        if self.statistic <= self.critical_5:
            return "correct"
        return "straggler" if self.statistic <= self.critical_1 else "outlier"


def cochran_critical(p: int, n: int, significance: float) -> float:
    """Upper critical value of Cochran's C for ``p`` variances of ``n`` results each."""
    level = probability("significance", significance) / p
    f = float(stats.f.isf(level, n - 1, (p - 1) * (n - 1)))
    return 1 / (1 + (p - 1) / f)


def cochran(sds: Sequence[float], *, n: int) -> OutlierTest:
    """Cochran's test of the largest of several within-group variances, ``n`` results each."""
    values = vector("sds", sds, least=2)
    if (values < 0).any() or not values.any():
        raise InvalidArgument("sds", "standard deviations are zero or more, and not all zero")
    squares = values**2
    statistic = float(squares.max() / squares.sum())
    return OutlierTest(
        "Cochran",
        int(squares.argmax()),
        statistic,
        cochran_critical(values.size, n, 0.05),
        cochran_critical(values.size, n, 0.01),
    )


def grubbs_critical(p: int, significance: float) -> float:
    """Two-sided critical value of Grubbs' test for one outlier among ``p`` values."""
    t2 = float(stats.t.isf(probability("significance", significance) / (2 * p), p - 2)) ** 2
    return (p - 1) / math.sqrt(p) * math.sqrt(t2 / (p - 2 + t2))


def grubbs(x: Sequence[float]) -> OutlierTest:
    """Grubbs' test of the value farthest from the mean."""
    values = vector("x", x, least=3)
    s = float(values.std(ddof=1))
    if s == 0:
        raise InvalidArgument("x", "all values are equal")
    away = np.abs(values - values.mean())
    return OutlierTest(
        "Grubbs",
        int(away.argmax()),
        float(away.max()) / s,
        grubbs_critical(values.size, 0.05),
        grubbs_critical(values.size, 0.01),
    )
