"""Degrees of equivalence (等效度) and performance scores."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from quanheng.core.metrology.comparison.reference import ReferenceValue
from quanheng.core.metrology.errors import (
    InvalidArgument,
    correlations,
    finite,
    positive,
    root,
    standard_uncertainties,
    vector,
)

Array = NDArray[np.float64]
SATISFACTORY, UNSATISFACTORY = 2.0, 3.0


@dataclass(frozen=True, slots=True)
class Degrees:
    """Unilateral degrees of equivalence: ``d`` = x − reference, standard uncertainty ``u``, expanded ``U`` = k·u."""

    d: Array
    u: Array
    expanded: Array
    k: float

    @property
    def en(self) -> Array:
        """E_n = d/U(d); satisfactory where |E_n| ≤ 1 (both at the same k by construction). NaN for the lead laboratory
        whose value is the reference: it is not compared with itself.
        """
        scores = np.full(self.d.shape, math.nan)
        np.divide(self.d, self.expanded, out=scores, where=self.expanded > 0)
        return scores


def degrees_of_equivalence(
    x: ArrayLike, u: ArrayLike, reference: ReferenceValue, *, k: float = 2.0, correlation: ArrayLike | None = None
) -> Degrees:
    """D and U(d) of every participant, with its correlation to the reference value it took part in:
    u²(d) = u² + u²_ref − 2·w·u² (for the plain weighted mean that is u² − u²_ref, outside it u² + u²_ref).

    ``u`` are the stated uncertainties: a variance between laboratories that the reference added is not added to them
    (the practice of the key comparisons of CCRI). ``correlation`` (n, n) between the participants, where they share a
    standard, must be the one the reference was made with.
    """
    values = vector("x", x)
    spread = standard_uncertainties("u", u, values.size)
    if reference.weights.size != values.size:
        raise InvalidArgument("reference", f"was made for {reference.weights.size} participants, not {values.size}")
    shared = np.eye(values.size) if correlation is None else correlations("correlation", correlation, values.size)
    with_reference = spread * (shared @ (spread * reference.weights))
    variance = spread**2 + reference.u**2 - 2 * with_reference
    standard = root("reference", variance, spread**2 + reference.u**2)
    return Degrees(values - reference.value, standard, positive("k", k) * standard, k)


@dataclass(frozen=True, slots=True)
class Pairs:
    """Bilateral degrees of equivalence: d[i, j] = xᵢ − xⱼ and U[i, j]."""

    d: Array
    expanded: Array
    k: float


def pairwise_degrees(x: ArrayLike, u: ArrayLike, *, correlation: ArrayLike | None = None, k: float = 2.0) -> Pairs:
    """Differences of every two participants. ``correlation`` (n, n) where results share a standard: the covariance of
    results with common influences is that of :func:`quanheng.core.metrology.uncertainty.stack`.
    """
    values = vector("x", x, least=2)
    spread = standard_uncertainties("u", u, values.size)
    matrix = np.eye(values.size) if correlation is None else correlations("correlation", correlation, values.size)
    both = spread[:, None] ** 2 + spread[None, :] ** 2
    standard = root("correlation", both - 2 * matrix * np.outer(spread, spread), both)
    return Pairs(values[:, None] - values[None, :], positive("k", k) * standard, k)


def en_score(
    x: float, expanded: float, reference: float, reference_expanded: float, *, k: float, reference_k: float
) -> float:
    """E_n = (x − ref)/√(U² + U_ref²) for independent values (ISO 13528, 9.7). The coverage factors must be equal:
    convert first, an E_n of mixed factors means nothing.
    """
    if not math.isclose(positive("k", k), positive("reference_k", reference_k), rel_tol=1e-9):
        raise InvalidArgument("reference_k", f"both uncertainties need one coverage factor, not {k} and {reference_k}")
    both = math.hypot(positive("expanded", expanded), positive("reference_expanded", reference_expanded, zero=True))
    return (finite("x", x) - finite("reference", reference)) / both


@dataclass(frozen=True, slots=True)
class Scores:
    """Performance scores and their reading: ``satisfactory`` |s| ≤ 2, ``questionable`` up to 3, ``unsatisfactory``."""

    kind: str
    values: Array

    @property
    def verdicts(self) -> tuple[str, ...]:
        """One word for each participant (ISO 13528, 9.4.2)."""
        return tuple(
            "satisfactory"
            if abs(s) <= SATISFACTORY
            else "questionable"
            if abs(s) < UNSATISFACTORY
            else "unsatisfactory"
            for s in self.values
        )


def z_scores(x: ArrayLike, *, assigned: float, sigma_pt: float) -> Scores:
    """Z = (x − x_pt)/σ_pt (ISO 13528, 9.4)."""
    return Scores("z", np.asarray((vector("x", x) - finite("assigned", assigned)) / positive("sigma_pt", sigma_pt)))


def z_prime_scores(x: ArrayLike, *, assigned: float, sigma_pt: float, u_assigned: float) -> Scores:
    """z′ = (x − x_pt)/√(σ_pt² + u²(x_pt)) (ISO 13528, 9.5)."""
    both = math.hypot(positive("sigma_pt", sigma_pt), positive("u_assigned", u_assigned, zero=True))
    return Scores("z'", np.asarray((vector("x", x) - finite("assigned", assigned)) / both))


def zeta_scores(x: ArrayLike, u: ArrayLike, *, assigned: float, u_assigned: float) -> Scores:
    """ζ = (x − x_pt)/√(u² + u²(x_pt)) (ISO 13528, 9.6)."""
    values = vector("x", x)
    spread = standard_uncertainties("u", u, values.size)
    both = np.hypot(spread, positive("u_assigned", u_assigned, zero=True))
    return Scores("zeta", np.asarray((values - finite("assigned", assigned)) / both))
