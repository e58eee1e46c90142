"""Coverage regions of several outputs (JCGM 102:2011, 6.5), for outputs that are jointly normal."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import stats

from quanheng.core.metrology.errors import InvalidArgument, probability
from quanheng.core.metrology.uncertainty.result import Result

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Region:
    """Two regions with the coverage probability ``p``: the ellipsoid (η − y)ᵀ·V⁻¹·(η − y) ≤ ``k_ellipse``², exact, and
    the box y ± ``k_box``·u, which holds ``p`` or more whatever the correlations (Bonferroni).
    """

    p: float
    centre: Array
    covariance: Array
    k_ellipse: float
    k_box: float

    def in_ellipse(self, points: ArrayLike) -> NDArray[np.bool_]:
        """Whether points (n, outputs) lie in the ellipsoid."""
        away = np.asarray(points, dtype=np.float64) - self.centre
        pulled = np.linalg.solve(self.covariance, away.T).T
        return np.asarray((away * pulled).sum(axis=1) <= self.k_ellipse**2)

    def in_box(self, points: ArrayLike) -> NDArray[np.bool_]:
        """Whether points (n, outputs) lie in the box."""
        away = np.abs(np.asarray(points, dtype=np.float64) - self.centre)
        return np.asarray((away <= self.k_box * np.sqrt(np.diag(self.covariance))).all(axis=1))


def coverage_region(result: Result, p: float = 0.95) -> Region:
    """Regions for all outputs of ``result`` together. Raises where the outputs are linearly dependent: they then fill
    no region, and one of them says nothing of its own.
    """
    m = len(result.names)
    covariance, r = result.covariance, result.correlation
    if float(np.linalg.eigvalsh(r)[0]) < 1e-12 * m:
        raise InvalidArgument("result", "its outputs depend on each other linearly: leave one out with select()")
    k_box = float(stats.norm.isf((1 - probability("p", p)) / (2 * m)))
    return Region(p, result.values, covariance, math.sqrt(float(stats.chi2.ppf(p, m))), k_box)
