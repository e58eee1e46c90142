"""Designs of a comparison (环式, 星式, 花瓣式) and the travelling standard's drift and stability.

The lead laboratory measures the travelling standard several times; every other result is compared with the lead's
value at the time it was taken.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from quanheng.core.metrology.errors import InvalidArgument, finite, positive, standard_uncertainties, vector
from quanheng.core.metrology.lines import straight_line

Array = NDArray[np.float64]
Design = Literal["ring", "star", "petal"]


@dataclass(frozen=True, slots=True)
class Drift:
    """Straight line through the lead laboratory's values over time: slope, its u, the value at ``t0`` and the
    residual standard deviation. ``p``: probability of such a slope without drift (Student t with n − 2 degrees of
    freedom); ``significant``: below 5 %.
    """

    slope: float
    u_slope: float
    t0: float
    value: float
    u_value: float
    residual_sd: float
    p: float
    significant: bool

    def at(self, t: float) -> tuple[float, float]:
        """Value and standard uncertainty of the line at time ``t``."""
        return self.value + self.slope * (t - self.t0), math.hypot(self.u_value, self.u_slope * (t - self.t0))


def drift(t: ArrayLike, x: ArrayLike) -> Drift:
    """Least squares through the lead's repeated values (at least three, at different times)."""
    line = straight_line(t, x)
    return Drift(
        line.slope,
        line.se_slope,
        line.mean_t,
        line.intercept + line.slope * line.mean_t,
        line.u_mean(line.mean_t),
        line.s,
        line.p_slope,
        line.p_slope < 0.05,  # noqa: PLR2004
    )


@dataclass(frozen=True, slots=True)
class Stability:
    """|last − first| of the lead laboratory against the u allowed for it. ``u_ts`` = half the change / √3."""

    change: float
    limit: float
    stable: bool
    u_ts: float


def stability(first: float, last: float, *, u_reference: float, share: float = 1 / 3) -> Stability:
    """The travelling standard is stable when its change is within ``share`` of the reference's standard uncertainty
    (a choice of the protocol); u_ts treats the change as the width of a rectangle.
    """
    change = abs(finite("last", last) - finite("first", first))
    limit = positive("share", share) * positive("u_reference", u_reference)
    return Stability(change, limit, change <= limit, change / 2 / math.sqrt(3))


@dataclass(frozen=True, slots=True)
class Visit:
    """One measurement of the travelling standard: who, when, value, standard uncertainty."""

    laboratory: str
    t: float
    x: float
    u: float


@dataclass(frozen=True, slots=True)
class Normalised:
    """Differences from the lead's value at the time of each visit, with u (measurement, lead repeatability, lead's
    common part, drift correction and instability together) and the covariance that the shared lead values cause;
    ``decisions`` say what each was compared with and what was added.
    """

    laboratories: tuple[str, ...]
    d: Array
    u: Array
    covariance: Array
    decisions: tuple[str, ...]


def normalise(
    visits: Sequence[Visit], *, lead: str, design: Design, u_common: float = 0.0, u_instability: float = 0.0
) -> Normalised:
    """Refer every visit to the lead laboratory.

    ``ring``: the lead opens and closes (a line in time through all its visits, which corrects drift); ``star``: it
    measures after every participant; ``petal``: after every group. In star and petal each result is compared with the
    mean of the lead's visits just before and just after it, which takes out a steady drift at half-way.

    ``u_common`` is the part of the lead's u that all its visits share (its standard), which no averaging reduces; the
    rest of each visit's u is its repeatability. ``u_instability`` is the travelling standard's own (u_ts of
    :func:`stability`), added to every difference.
    """
    ordered = sorted(visits, key=lambda v: finite("t", v.t))
    leads = [v for v in ordered if v.laboratory == lead]
    others = [v for v in ordered if v.laboratory != lead]
    _check_design(ordered, leads, others, lead, design)
    common, wander = positive("u_common", u_common, zero=True), positive("u_instability", u_instability, zero=True)
    lead_x, lead_u = np.array([v.x for v in leads]), np.array([v.u for v in leads])
    if (lead_u < common).any():
        raise InvalidArgument("u_common", f"{common!r} is more than the whole u of a visit of {lead}")
    weights, notes = _lead_weights(ordered, leads, lead, design)
    d = np.array([v.x for v in others]) - weights @ lead_x
    covariance = (weights * (lead_u**2 - common**2)) @ weights.T + common**2
    covariance += np.diag([v.u**2 + wander**2 for v in others])
    notes.append(
        f"u of the lead: {common:.6g} common to all its visits, the rest of each visit independent"
        if common
        else "u of the lead: independent from visit to visit, no common part was stated"
    )
    notes.append(f"instability of the travelling standard: {wander:.6g}" if wander else "no instability was added")
    return Normalised(tuple(v.laboratory for v in others), d, np.sqrt(np.diag(covariance)), covariance, tuple(notes))


def _check_design(ordered: list[Visit], leads: list[Visit], others: list[Visit], lead: str, design: Design) -> None:
    if design not in {"ring", "star", "petal"}:
        raise InvalidArgument("design", f"{design!r} is not one of ring, star, petal")
    if len(leads) < 2 or not others:  # noqa: PLR2004
        raise InvalidArgument("visits", f"{lead} must measure at least twice, and somebody else once")
    if ordered[0].laboratory != lead or ordered[-1].laboratory != lead:
        raise InvalidArgument("visits", f"{lead} must open and close the {design}")
    if design == "star" and any(lead not in {a.laboratory, b.laboratory} for a, b in pairwise(ordered)):
        raise InvalidArgument("visits", "in a star the lead laboratory measures between any two participants")
    vector("visits.x", [v.x for v in ordered])
    standard_uncertainties("visits.u", [v.u for v in ordered], len(ordered))


def _lead_weights(
    ordered: list[Visit], leads: list[Visit], lead: str, design: Design
) -> tuple[NDArray[np.float64], list[str]]:
    """How each difference weighs the lead's visits (every row sums to one), and that in words."""
    t = np.array([v.t for v in leads])
    away = t - t.mean()
    spread = float((away**2).sum())
    rows, notes, seen = [], [], 0
    for visit in ordered:
        if visit.laboratory == lead:
            seen += 1
        elif design == "ring":
            rows.append(1 / len(leads) + (away * (visit.t - t.mean()) / spread if spread else np.zeros(len(leads))))
            notes.append(f"{visit.laboratory}: against the line through the lead's {len(leads)} visits")
        else:
            rows.append(np.where(np.isin(np.arange(len(leads)), [seen - 1, seen]), 0.5, 0.0))
            notes.append(f"{visit.laboratory}: against the mean of the lead's visits {seen} and {seen + 1}")
    return np.array(rows), notes
