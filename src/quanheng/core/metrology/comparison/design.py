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

from quanheng.core.metrology.errors import InvalidArgument, positive, standard_uncertainties, vector

Array = NDArray[np.float64]
Design = Literal["ring", "star", "petal"]


@dataclass(frozen=True, slots=True)
class Drift:
    """Straight line through the lead laboratory's values over time: slope, its u, the value at ``t0`` and the
    residual standard deviation. ``significant``: |slope| exceeds twice its u.
    """

    slope: float
    u_slope: float
    t0: float
    value: float
    u_value: float
    residual_sd: float
    significant: bool

    def at(self, t: float) -> tuple[float, float]:
        """Value and standard uncertainty of the line at time ``t``."""
        return self.value + self.slope * (t - self.t0), math.hypot(self.u_value, self.u_slope * (t - self.t0))


def drift(t: ArrayLike, x: ArrayLike) -> Drift:
    """Least squares through the lead's repeated values (at least three, at different times)."""
    times, values = vector("t", t, least=3), vector("x", x, least=3)
    if times.size != values.size:
        raise InvalidArgument("t", "needs one time for each value")
    centre = float(times.mean())
    away = times - centre
    sxx = float((away**2).sum())
    if sxx == 0:
        raise InvalidArgument("t", "all values were taken at one time: no drift can be seen")
    slope = float((away * values).sum()) / sxx
    residual = values - values.mean() - slope * away
    s = math.sqrt(float((residual**2).sum()) / (values.size - 2))
    u_slope = s / math.sqrt(sxx)
    return Drift(slope, u_slope, centre, float(values.mean()), s / math.sqrt(values.size), s, abs(slope) > 2 * u_slope)


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
    change = abs(last - first)
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
    """Differences from the lead's value at the time of each visit, with u (measurement, lead repeatability and drift
    together) and the covariance that the shared lead values cause; ``decisions`` say what each was compared with.
    """

    laboratories: tuple[str, ...]
    d: Array
    u: Array
    covariance: Array
    decisions: tuple[str, ...]


def normalise(visits: Sequence[Visit], *, lead: str, design: Design) -> Normalised:
    """Refer every visit to the lead laboratory.

    ``ring``: the lead opens and closes (a line in time through all its visits); ``star``: it measures after every
    participant; ``petal``: after every group. In star and petal each result is compared with the mean of the lead's
    visits just before and just after it.
    """
    ordered = sorted(visits, key=lambda v: v.t)
    leads = [v for v in ordered if v.laboratory == lead]
    others = [v for v in ordered if v.laboratory != lead]
    if len(leads) < 2 or not others:  # noqa: PLR2004
        raise InvalidArgument("visits", f"{lead} must measure at least twice, and somebody else once")
    if ordered[0].laboratory != lead or ordered[-1].laboratory != lead:
        raise InvalidArgument("visits", f"{lead} must open and close the {design}")
    if design == "star" and any(lead not in {a.laboratory, b.laboratory} for a, b in pairwise(ordered)):
        raise InvalidArgument("visits", "in a star the lead laboratory measures between any two participants")
    standard_uncertainties("u", [v.u for v in ordered], len(ordered))
    weights = np.zeros((len(others), len(leads)))
    notes = []
    for row, visit in enumerate(others):
        before = max(i for i, v in enumerate(leads) if v.t <= visit.t)
        after = before + 1
        if design == "ring":
            t = np.array([v.t for v in leads])
            away = t - t.mean()
            spread = float((away**2).sum())
            weights[row] = 1 / len(leads) + (away * (visit.t - t.mean()) / spread if spread else 0)
            notes.append(f"{visit.laboratory}: against the line through the lead's {len(leads)} visits")
        else:
            weights[row, [before, after]] = 0.5
            notes.append(f"{visit.laboratory}: against the mean of the lead's visits {before + 1} and {after + 1}")
    lead_x, lead_u = np.array([v.x for v in leads]), np.array([v.u for v in leads])
    d = np.array([v.x for v in others]) - weights @ lead_x
    covariance = (weights * lead_u**2) @ weights.T + np.diag([v.u**2 for v in others])
    return Normalised(tuple(v.laboratory for v in others), d, np.sqrt(np.diag(covariance)), covariance, tuple(notes))
