"""Linking a regional comparison to a CIPM one through shared participants or shared influences.

B. D. Hall and B. Koo, Metrology 1 (2021) 166: when certificates carry their influence components, the correlation of a
linking laboratory's two results is known, not guessed.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from quanheng.core.metrology.errors import InvalidArgument, finite, positive
from quanheng.core.metrology.uncertainty.result import Result, stack

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class LinkingLaboratory:
    """A laboratory in both comparisons: its degree of equivalence in the first (the CIPM one), its value in the
    second, and the correlation ``r`` between its two results (from its budgets, or stated).
    """

    name: str
    d_first: float
    u_first: float
    x_second: float
    u_second: float
    r: float


@dataclass(frozen=True, slots=True)
class Link:
    """``shift`` turns a value of the second comparison into a degree of equivalence of the first: d = x − shift.

    ``weights`` of the linking laboratories; ``decisions`` say how they were found.
    """

    shift: float
    u: float
    weights: tuple[float, ...]
    decisions: tuple[str, ...]

    def degree(self, x: float, u: float, *, k: float = 2.0) -> tuple[float, float]:
        """Degree of equivalence and its U of a participant of the second comparison alone."""
        return x - self.shift, positive("k", k) * math.hypot(positive("u", u), self.u)


def link(laboratories: Sequence[LinkingLaboratory]) -> Link:
    """The weighted mean of what each linking laboratory says the shift is: x_second − d_first, with
    u² = u₁² + u₂² − 2·r·u₁·u₂.
    """
    if not laboratories:
        raise InvalidArgument("laboratories", "a link needs at least one laboratory in both comparisons")
    shifts, spreads = [], []
    for lab in laboratories:
        if not -1 <= finite("r", lab.r) <= 1:
            raise InvalidArgument("r", f"{lab.name}: a correlation lies between −1 and 1")
        u1, u2 = positive("u_first", lab.u_first), positive("u_second", lab.u_second)
        spreads.append(math.sqrt(max(u1**2 + u2**2 - 2 * lab.r * u1 * u2, 0.0)))
        shifts.append(finite("x_second", lab.x_second) - finite("d_first", lab.d_first))
    if min(spreads) == 0:
        raise InvalidArgument("r", "a linking laboratory's results are wholly correlated: its shift would be exact")
    precision = np.array(spreads) ** -2
    weights = precision / precision.sum()
    notes = tuple(
        f"{lab.name}: shift {s:.6g}, u {u:.3g}, weight {w:.3f}"
        for lab, s, u, w in zip(laboratories, shifts, spreads, weights, strict=True)
    )
    return Link(float(weights @ np.array(shifts)), float(precision.sum() ** -0.5), tuple(map(float, weights)), notes)


def shared_correlation(first: Result, second: Result) -> float:
    """Correlation of one laboratory's two single-output results, from the influences they share by id."""
    if len(first.names) != 1 or len(second.names) != 1:
        raise InvalidArgument("first", "give single outputs; use select()")
    return float(stack([first, second]).correlation[0, 1])
