"""Repeatability and reproducibility (ISO 5725-2) with Mandel's h and k."""

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
        """F ratio; infinite when the groups have no scatter within, NaN when nothing scatters at all."""
        if self.ms_within == 0:
            return math.inf if self.ms_between > 0 else math.nan
        return self.ms_between / self.ms_within

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
    """s_r, s_L, s_R and Mandel's statistics, with what was decided: exclusions with their reasons, and ``s_L`` set to
    zero when its estimate is negative. h and k are NaN where there is no scatter to compare with.
    """

    anova: Anova
    s_r: float
    s_l: float
    s_big_r: float
    mandel_h: Array
    mandel_k: Array
    decisions: tuple[str, ...]


def precision(laboratories: Mapping[str, Sequence[float]], *, exclude: Mapping[str, str] | None = None) -> Precision:
    """Precision of a method from one level of an interlaboratory experiment (ISO 5725-2, 7.4), unequal replicates
    allowed. Only what ``exclude`` names (laboratory → reason) is left out, and the decisions keep the reason: see
    :func:`~quanheng.core.metrology.comparison.outliers.cochran`, ``grubbs`` and ``grubbs_pair`` for the tests.
    """
    out = dict(exclude or {})
    for name, reason in out.items():
        if name not in laboratories or not reason.strip():
            raise InvalidArgument("exclude", f"{name}: needs a laboratory of this experiment and a reason")
    anova = one_way({name: x for name, x in laboratories.items() if name not in out})
    raw = (anova.ms_between - anova.ms_within) / anova.n0
    s_l2 = max(0.0, raw)
    decisions = [f"{name} left out: {reason}" for name, reason in out.items()]
    if raw < 0:
        decisions.append(f"estimate of s_L² is negative ({raw:.4g}) and was set to zero (ISO 5725-2, 7.4.5.3)")
    scatter = float(anova.means.std(ddof=1))
    h = (anova.means - anova.means.mean()) / scatter if scatter else np.full(anova.means.shape, math.nan)
    k = anova.sds / math.sqrt(anova.ms_within) if anova.ms_within > 0 else np.full(anova.sds.shape, math.nan)
    return Precision(
        anova, math.sqrt(anova.ms_within), math.sqrt(s_l2), math.sqrt(s_l2 + anova.ms_within), h, k, tuple(decisions)
    )


def mandel_critical(p: int, n: int, significance: float) -> tuple[float, float]:
    """Critical values of Mandel's h (two-sided) and k for ``p`` laboratories of ``n`` results each (ISO 5725-2, 8.3.1;
    P.-T. Wilrich, AStA 97 (2013) 1).
    """
    count, size = whole("p", p, least=3), whole("n", n, least=2)
    level = probability("significance", significance)
    t = float(stats.t.isf(level / 2, count - 2))
    f = float(stats.f.isf(level, size - 1, (count - 1) * (size - 1)))
    return (count - 1) * t / math.sqrt(count * (t**2 + count - 2)), math.sqrt(count / (1 + (count - 1) / f))
