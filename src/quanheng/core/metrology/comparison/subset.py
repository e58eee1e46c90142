"""The largest consistent subset of the results of a comparison (M. G. Cox, Metrologia 44 (2007) 187)."""

import itertools
import math

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import stats

from quanheng.core.metrology.comparison.reference import ReferenceValue, data, weighted_mean
from quanheng.core.metrology.errors import probability
from quanheng.core.metrology.statement import Statement

Array = NDArray[np.float64]
LARGEST_SEARCH = 200_000
SEARCHED = "participant {participant} left out: not in the largest consistent subset (all subsets searched)"
STEPWISE = (
    "participant {participant} left out: not in the largest consistent subset "
    "(most discrepant result removed one at a time)"
)


def largest_consistent_subset(x: ArrayLike, u: ArrayLike, *, significance: float = 0.05) -> ReferenceValue:
    """The weighted mean of the largest subset that passes the χ² test; of several, the one with the smallest χ²
    (Cox 2007). All subsets are searched while there are at most 200,000 of a size; beyond that the most discrepant
    result leaves the best subset one at a time, and the decisions say so.
    """
    values, spread = data(x, u)
    n = values.size
    kept, exhaustive = _subset(values, spread, probability("significance", significance))
    inner = weighted_mean(values[kept], spread[kept], significance=significance) if len(kept) > 1 else None
    weights = np.zeros(n)
    weights[kept] = inner.weights if inner else 1.0
    included = weights > 0
    reasons = [Statement(SEARCHED if exhaustive else STEPWISE, participant=i) for i in range(n) if not included[i]]
    return ReferenceValue(
        "largest consistent subset",
        inner.value if inner else float(values[kept[0]]),
        inner.u if inner else float(spread[kept[0]]),
        weights,
        included,
        chi2=inner.chi2 if inner else None,
        chi2_p=inner.chi2_p if inner else None,
        decisions=(*reasons, *(inner.decisions if inner else (Statement("one result alone remains"),))),
    )


def _subset(values: Array, spread: Array, significance: float) -> tuple[list[int], bool]:
    """Places of the subset, and whether every subset of its size was searched."""
    n = values.size
    kept = list(range(n))
    for size in range(n, 1, -1):
        if math.comb(n, size) > LARGEST_SEARCH:
            return _stepwise(values, spread, kept, significance), False
        candidates = np.array(list(itertools.combinations(range(n), size)))
        chi2 = _chi2(values[candidates], spread[candidates])
        best = int(np.argmin(chi2))
        kept = candidates[best].tolist()
        if stats.chi2.sf(chi2[best], size - 1) >= significance:
            return kept, True
    return [int(np.argmin(spread))], True


def _chi2(values: Array, spread: Array) -> Array:
    """χ² of every row against its weighted mean."""
    w = spread**-2
    means = (w * values).sum(axis=1, keepdims=True) / w.sum(axis=1, keepdims=True)
    return np.asarray((w * (values - means) ** 2).sum(axis=1))


def _stepwise(values: Array, spread: Array, kept: list[int], significance: float) -> list[int]:
    while len(kept) > 1:
        inner = weighted_mean(values[kept], spread[kept])
        if inner.chi2_p is not None and inner.chi2_p >= significance:
            break
        d = np.abs(values[kept] - inner.value) / np.sqrt(spread[kept] ** 2 - inner.u**2)
        kept = [k for i, k in enumerate(kept) if i != int(np.argmax(d))]
    return kept
