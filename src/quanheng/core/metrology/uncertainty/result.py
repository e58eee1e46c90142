"""Results that remember where they come from."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from quanheng.core.metrology.errors import InvalidArgument, probability, root
from quanheng.core.metrology.statement import Statement
from quanheng.core.metrology.uncertainty.influence import Correlation, Influence, correlation_matrix, union

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Coverage:
    """Expanded uncertainty: ``k`` from Student t with ``nu`` degrees of freedom (truncated to a whole number when
    ``truncated``, as JCGM 100, G.4.1 does), ``expanded`` = k·u, with coverage probability ``p``.
    """

    p: float
    k: float
    nu: float
    truncated: bool
    expanded: float


@dataclass(frozen=True, slots=True)
class Result:
    """One or several output quantities with their exact linear link to the elementary influences.

    ``weights`` has shape (outputs, influences): ∂(output)/∂(influence). Covariances within this result, and with any
    other that holds the same influence ids, follow from it; that is what survives files and years.
    """

    names: tuple[str, ...]
    units: tuple[str, ...]
    values: Array
    weights: Array
    influences: tuple[Influence, ...]
    correlations: tuple[Correlation, ...] = ()

    def components(self, output: int = 0) -> Array:
        """Uncertainty components c·u of one output, one for each influence, with sign."""
        return np.asarray(self.weights[output] * np.array([i.u for i in self.influences]))

    @property
    def covariance(self) -> Array:
        """Covariance matrix of the outputs."""
        parts = self.weights * np.array([i.u for i in self.influences])
        return np.asarray(parts @ correlation_matrix(self.influences, self.correlations) @ parts.T)

    @property
    def u(self) -> Array:
        """Combined standard uncertainties of the outputs."""
        parts = self.weights * np.array([i.u for i in self.influences])
        return root("correlations", np.diag(self.covariance), np.abs(parts).sum(axis=1) ** 2)

    @property
    def correlation(self) -> Array:
        """Correlation matrix of the outputs."""
        u = self.u
        if (u == 0).any():
            raise InvalidArgument("result", "an output without uncertainty has no correlation")
        return np.asarray(self.covariance / np.outer(u, u))

    def degrees_of_freedom(self, output: int = 0) -> float:
        """Effective degrees of freedom (Welch–Satterthwaite, JCGM 100, G.4.1).

        Influences of one ``ensemble`` count as one component with their shared degrees of freedom. Other correlated
        influences with finite degrees of freedom leave the formula without meaning: that is an error, not infinity.
        """
        parts, matrix = self.components(output), correlation_matrix(self.influences, self.correlations)
        groups: dict[str, list[int]] = {}
        for i, influence in enumerate(self.influences):
            groups.setdefault((influence.ensemble and f"ensemble {influence.ensemble}") or influence.id, []).append(i)
        self._refuse_crossing(groups, parts, matrix)
        total = float(parts @ matrix @ parts)
        weight = 0.0
        for members in groups.values():
            if len(members) == 1:
                weight += float(parts[members[0]]) ** 4 / self.influences[members[0]].dof
                continue
            nus = {self.influences[i].dof for i in members}
            if len(nus) > 1:
                raise InvalidArgument("ensemble", f"{members} of one ensemble have different degrees of freedom {nus}")
            variance = float(parts[members] @ matrix[np.ix_(members, members)] @ parts[members])
            weight += variance**2 / nus.pop()
        if total == 0:
            raise InvalidArgument("result", Statement("an output without uncertainty has no degrees of freedom"))
        return math.inf if weight == 0 else total**2 / weight

    def _refuse_crossing(self, groups: dict[str, list[int]], parts: Array, matrix: Array) -> None:
        group_of = {i: name for name, members in groups.items() for i in members}
        for i, j in zip(*np.nonzero(np.triu(matrix, 1)), strict=True):
            finite = min(self.influences[i].dof, self.influences[j].dof) < math.inf
            if finite and group_of[i] != group_of[j] and parts[i] and parts[j]:
                raise InvalidArgument(
                    "correlations",
                    Statement(
                        "{first} and {second} are correlated with finite degrees of freedom and no ensemble: "
                        "Welch–Satterthwaite does not hold (JCGM 100, G.4.1), use Monte Carlo",
                        first=self.influences[i].id,
                        second=self.influences[j].id,
                    ),
                )

    def coverage(self, p: float = 0.95, output: int = 0, *, truncated: bool = False) -> Coverage:
        """Expanded uncertainty of one output for the coverage probability ``p``."""
        nu = self.degrees_of_freedom(output)
        # four degrees of freedom computed as 3.9999999999999 are four
        used = float(math.floor(nu * (1 + 1e-9))) if truncated and math.isfinite(nu) else nu
        if used == 0:
            raise InvalidArgument("truncated", f"{nu:.3g} effective degrees of freedom truncate to none")
        tail = (1 + probability("p", p)) / 2
        k = float(stats.norm.ppf(tail) if math.isinf(used) else stats.t.ppf(tail, used))
        return Coverage(p, k, used, truncated, k * float(self.u[output]))

    def select(self, *outputs: int) -> "Result":
        """Some of the outputs, in the given order, with all their links."""
        rows = list(outputs)
        return Result(
            tuple(self.names[i] for i in rows),
            tuple(self.units[i] for i in rows),
            self.values[rows],
            self.weights[rows],
            self.influences,
            self.correlations,
        )


def stack(results: Sequence[Result]) -> Result:
    """Several results as one, over the union of their influences: their mutual covariances are then those of
    ``covariance``, whatever files they came from.
    """
    influences = union([r.influences for r in results])
    place = {influence.id: i for i, influence in enumerate(influences)}
    rows = []
    for result in results:
        wide = np.zeros((len(result.names), len(influences)))
        wide[:, [place[i.id] for i in result.influences]] = result.weights
        rows.append(wide)
    pairs = {c.key: c for r in results for c in r.correlations}
    for result in results:
        for c in result.correlations:
            if not math.isclose(pairs[c.key].r, c.r, rel_tol=1e-12, abs_tol=1e-15):
                raise InvalidArgument("correlations", f"two results disagree about r{c.key}")
    return Result(
        tuple(n for r in results for n in r.names),
        tuple(n for r in results for n in r.units),
        np.concatenate([r.values for r in results]),
        np.concatenate(rows),
        tuple(influences),
        tuple(pairs.values()),
    )
