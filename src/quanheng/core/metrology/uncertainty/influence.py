"""Influence quantities with a permanent identity."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from quanheng.core.metrology.errors import InvalidArgument, finite
from quanheng.core.metrology.statement import Statement
from quanheng.core.metrology.uncertainty.distributions import Distribution, degrees_of_freedom, from_json

PSD_TOLERANCE = 1e-10


@dataclass(frozen=True, slots=True)
class Influence:
    """影响量: one elementary influence quantity, the same wherever its ``id`` appears, in whatever file and year.

    ``nu`` overrides the degrees of freedom of the distribution (the reliability of a type B estimate, JCGM 100, G.4).
    ``ensemble`` names a group of influences estimated from one set of simultaneous observations, whose correlated
    contributions share their degrees of freedom.
    """

    id: str
    label: str
    distribution: Distribution
    unit: str = "1"
    kind: Literal["A", "B"] = "B"
    nu: float | None = None
    ensemble: str = ""
    source: str = ""

    def __post_init__(self) -> None:
        if not self.id.strip():
            raise InvalidArgument("id", "an influence quantity needs a permanent id")
        degrees_of_freedom(self.dof)

    @property
    def value(self) -> float:
        """Best estimate."""
        return self.distribution.value

    @property
    def u(self) -> float:
        """Standard uncertainty for first-order propagation."""
        return self.distribution.u

    @property
    def dof(self) -> float:
        """Degrees of freedom of ``u``."""
        return self.distribution.nu if self.nu is None else self.nu

    def as_json(self) -> dict[str, Any]:
        """The record that travels with every result that inherits this influence."""
        return {
            "id": self.id,
            "label": self.label,
            "unit": self.unit,
            "kind": self.kind,
            "nu": repr(self.dof),
            "ensemble": self.ensemble,
            "source": self.source,
            "distribution": self.distribution.as_json(),
        }


def influence_from_json(data: Mapping[str, Any]) -> Influence:
    """Read what :meth:`Influence.as_json` wrote."""
    nu = float(data["nu"])
    made = from_json(dict(data["distribution"]))
    return Influence(
        id=data["id"],
        label=data["label"],
        distribution=made,
        unit=data["unit"],
        kind=data["kind"],
        nu=None if nu == made.nu else nu,
        ensemble=data.get("ensemble", ""),
        source=data.get("source", ""),
    )


@dataclass(frozen=True, slots=True)
class Correlation:
    """Correlation coefficient ``r`` between two influences, by id."""

    first: str
    second: str
    r: float

    def __post_init__(self) -> None:
        if self.first == self.second:
            raise InvalidArgument("correlation", f"{self.first} is correlated with itself by 1, always")
        if not -1 <= finite("r", self.r) <= 1:
            raise InvalidArgument("correlation", f"r({self.first}, {self.second}) = {self.r} lies outside −1..1")

    @property
    def key(self) -> tuple[str, str]:
        """Both ids in order."""
        return (self.first, self.second) if self.first < self.second else (self.second, self.first)


def union(groups: Sequence[Sequence[Influence]]) -> list[Influence]:
    """All influences of several results, each once, in order of first appearance.

    Raises when one id stands for two different quantities: identity would be lost.
    """
    known: dict[str, Influence] = {}
    for group in groups:
        for influence in group:
            earlier = known.setdefault(influence.id, influence)
            if _quantity(earlier) != _quantity(influence):
                raise InvalidArgument(
                    "id", Statement("{id} stands for two different quantities: keep ids permanent", id=influence.id)
                )
    return list(known.values())


def _quantity(influence: Influence) -> tuple[Any, ...]:
    """What makes two records the same quantity; label, kind and source may be told differently."""
    return influence.distribution, influence.dof, influence.unit, influence.ensemble


def correlation_matrix(influences: Sequence[Influence], correlations: Sequence[Correlation]) -> NDArray[np.float64]:
    """The q × q correlation matrix. Raises for an unknown id, a contradiction, or a matrix that is not positive
    semidefinite; nothing is repaired silently.
    """
    place = {influence.id: i for i, influence in enumerate(influences)}
    matrix = np.eye(len(influences))
    seen: dict[tuple[str, str], float] = {}
    for c in correlations:
        for name in (c.first, c.second):
            if name not in place:
                raise InvalidArgument("correlations", f"{name} is not an influence of this budget")
        if not math.isclose(seen.setdefault(c.key, c.r), c.r, rel_tol=1e-12, abs_tol=1e-15):
            raise InvalidArgument("correlations", f"r{c.key} is given twice, as {seen[c.key]} and {c.r}")
        matrix[place[c.first], place[c.second]] = matrix[place[c.second], place[c.first]] = c.r
    if seen and float(np.linalg.eigvalsh(matrix)[0]) < -PSD_TOLERANCE * len(influences):
        raise InvalidArgument("correlations", Statement("the correlation matrix is not positive semidefinite"))
    return matrix
