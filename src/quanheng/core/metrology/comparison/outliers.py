"""Outlier tests of ISO 5725-2: Cochran for variances, Grubbs for one and for two means.

They tell stragglers (5 %) from outliers (1 %); what is left out, and why, is for people to decide.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from quanheng.core.metrology.errors import InvalidArgument, probability, vector, whole

Array = NDArray[np.float64]


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
    """Upper critical value of Cochran's C for ``p`` variances of ``n`` results each (from F with the level shared among
    them, as the printed table has it to its last digit but for single roundings).
    """
    whole("p", p, least=2)
    whole("n", n, least=2)
    level = probability("significance", significance) / p
    f = float(stats.f.isf(level, n - 1, (p - 1) * (n - 1)))
    return 1 / (1 + (p - 1) / f)


def cochran(sds: Sequence[float], *, n: int) -> OutlierTest:
    """Cochran's test of the largest of several within-group variances, ``n`` results each (ISO 5725-2, 7.3.3)."""
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
    """Grubbs' test of the value farthest from the mean (ISO 5725-2, 7.3.4.1)."""
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


@dataclass(frozen=True, slots=True)
class PairTest:
    """Grubbs' test of the two largest or two smallest: ``statistic`` is the sum of squares without the pair over the
    one with it, so that a *small* value is suspect. Critical values and ``p`` from ``trials`` seeded trials.
    """

    suspects: tuple[int, int]
    statistic: float
    critical_5: float
    critical_1: float
    p: float
    trials: int
    seed: int

    @property
    def verdict(self) -> str:
        """What the two levels say."""
        if self.statistic >= self.critical_5:
            return "correct"
        return "straggler" if self.statistic >= self.critical_1 else "outlier"


def grubbs_pair(x: Sequence[float], *, seed: int, trials: int = 200_000) -> PairTest:
    """Grubbs' test of two outlying values on one side (ISO 5725-2, 7.3.4.2), of the side that stands out more; the
    levels are two-sided, as in the printed table, whose values the simulation meets within 0.002.
    """
    values = vector("x", x, least=4)
    if not np.ptp(values):
        raise InvalidArgument("x", "all values are equal")
    rng = np.random.Generator(np.random.SFC64(np.random.SeedSequence(whole("seed", seed))))
    n = whole("trials", trials, least=10_000)
    null = np.minimum(*_without_pairs(np.sort(rng.standard_normal((n, values.size)), axis=1)))
    order = np.argsort(values)
    high, low = (float(part[0]) for part in _without_pairs(values[order][None]))
    chosen = order[-2:] if high <= low else order[:2]
    statistic = min(high, low)
    critical_5, critical_1 = (float(c) for c in np.quantile(null, [0.05, 0.01]))
    p = float((null <= statistic).mean())
    return PairTest((int(chosen[0]), int(chosen[1])), statistic, critical_5, critical_1, p, n, seed)


def _without_pairs(ordered: Array) -> tuple[Array, Array]:
    """Sum of squares without the two largest, and without the two smallest, over the whole, of every ordered row."""
    n = ordered.shape[1]
    whole_sum = ordered.var(axis=1) * n
    parts = [part.var(axis=1) * (n - 2) / whole_sum for part in (ordered[:, :-2], ordered[:, 2:])]
    return np.asarray(parts[0]), np.asarray(parts[1])
