"""Linking a regional comparison to a CIPM one through shared participants or shared influences.

B. D. Hall and B. Koo, Metrology 1 (2021) 166: when certificates carry their influence components, the correlation of a
linking laboratory's two results is known, not guessed.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from quanheng.core.metrology.errors import ROUNDING, InvalidArgument, finite, positive, root
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
        return finite("x", x) - self.shift, positive("k", k) * math.hypot(positive("u", u), self.u)


def link(laboratories: Sequence[LinkingLaboratory]) -> Link:
    """The weighted mean of what each linking laboratory says the shift is: x_second − d_first, with
    u² = u₁² + u₂² − 2·r·u₁·u₂.

    The linking laboratories' shifts are taken as independent of each other and of the participants. They are not where
    they share a standard, or where d_first holds the uncertainty of one reference value: :func:`link_results` knows.
    """
    if not laboratories:
        raise InvalidArgument("laboratories", "a link needs at least one laboratory in both comparisons")
    shifts, spreads = [], []
    for lab in laboratories:
        if not -1 <= finite("r", lab.r) <= 1:
            raise InvalidArgument("r", f"{lab.name}: a correlation lies between −1 and 1")
        u1, u2 = positive("u_first", lab.u_first), positive("u_second", lab.u_second)
        spreads.append(float(root("r", u1**2 + u2**2 - 2 * lab.r * u1 * u2, u1**2 + u2**2)))
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


@dataclass(frozen=True, slots=True)
class ResultLink:
    """A link that remembers its influences: ``shift`` is itself a result, so that a degree of equivalence takes into
    account everything the participant shares with the linking laboratories. ``weights`` by linking laboratory.
    """

    shift: Result
    weights: tuple[tuple[str, float], ...]
    decisions: tuple[str, ...]

    def degree(self, participant: Result) -> Result:
        """Degree of equivalence in the first comparison of a result of the second."""
        both = _in_one_unit([participant, self.shift])
        return _combined("d", both, np.array([[1.0, -1.0]]))


def link_results(linking: Mapping[str, tuple[Result, Result]]) -> ResultLink:
    """Link by budgets: for each linking laboratory its degree of equivalence in the first comparison and its result in
    the second, both with their influences (from their files). The shifts are weighted by generalised least squares
    with all their covariances (B. D. Hall and B. Koo 2021).
    """
    if not linking:
        raise InvalidArgument("linking", "a link needs at least one laboratory in both comparisons")
    flat = [one for pair in linking.values() for one in pair]
    together = _in_one_unit(flat)
    n = len(linking)
    differences = np.zeros((n, 2 * n))
    differences[np.arange(n), 2 * np.arange(n)], differences[np.arange(n), 2 * np.arange(n) + 1] = -1.0, 1.0
    covariance = differences @ together.covariance @ differences.T
    spread = np.sqrt(np.diag(covariance))
    if (spread == 0).any() or float(np.linalg.eigvalsh(covariance / np.outer(spread, spread))[0]) < ROUNDING:
        raise InvalidArgument("linking", "the shifts are wholly correlated: leave out a laboratory that adds nothing")
    pull = np.linalg.solve(covariance, np.ones(n))
    weights = pull / pull.sum()
    shift = _combined("shift", together, (weights @ differences)[None])
    shifts = differences @ together.values
    notes = tuple(
        f"{name}: shift {s:.6g}, u {u:.3g}, weight {w:.3f}"
        for name, s, u, w in zip(linking, shifts, spread, weights, strict=True)
    )
    return ResultLink(shift, tuple(zip(linking, map(float, weights), strict=True)), notes)


def _in_one_unit(results: Sequence[Result]) -> Result:
    if any(len(one.names) != 1 for one in results):
        raise InvalidArgument("linking", "give single outputs; use select()")
    together = stack(results)
    if len(set(together.units)) > 1:
        raise InvalidArgument(
            "linking", f"the results are in different units: {', '.join(sorted(set(together.units)))}"
        )
    return together


def _combined(name: str, together: Result, rows: Array) -> Result:
    """Linear combination ``rows`` (1, outputs) of results, with all their influences."""
    return Result(
        (name,),
        together.units[:1],
        rows @ together.values,
        rows @ together.weights,
        together.influences,
        together.correlations,
    )
