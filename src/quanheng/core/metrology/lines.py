"""Straight lines by least squares: drift of standards, stability of materials, calibration lines (JCGM 100, H.3)."""

import math
from dataclasses import dataclass

from numpy.typing import ArrayLike
from scipy import stats

from quanheng.core.metrology.errors import InvalidArgument, vector


@dataclass(frozen=True, slots=True)
class Line:
    """Least-squares line y = intercept + slope·t: standard errors, residual standard deviation, p of the slope."""

    slope: float
    se_slope: float
    intercept: float
    se_intercept: float
    covariance: float
    s: float
    nu: int
    p_slope: float
    mean_t: float
    sxx: float
    n: int

    def u_mean(self, t: float) -> float:
        """Standard uncertainty of the line at ``t``."""
        return self.s * math.sqrt(1 / self.n + (t - self.mean_t) ** 2 / self.sxx)

    def u_prediction(self, t: float) -> float:
        """Standard uncertainty of one new observation at ``t``."""
        return self.s * math.sqrt(1 + 1 / self.n + (t - self.mean_t) ** 2 / self.sxx)


def straight_line(t: ArrayLike, y: ArrayLike) -> Line:
    """Ordinary least squares through at least three points at two or more different ``t``."""
    times, values = vector("t", t, least=3), vector("y", y, least=3)
    if times.size != values.size:
        raise InvalidArgument("y", f"has {values.size} values for {times.size} times")
    centre, n = float(times.mean()), times.size
    away = times - centre
    sxx = float((away**2).sum())
    if sxx == 0:
        raise InvalidArgument("t", "all points stand at one time: a slope cannot be estimated")
    slope = float((away * values).sum()) / sxx
    intercept = float(values.mean()) - slope * centre
    s = math.sqrt(float(((values - intercept - slope * times) ** 2).sum()) / (n - 2))
    se = s / math.sqrt(sxx)
    p = _by_chance(slope, se, n - 2)
    return Line(
        slope, se, intercept, s * math.sqrt(1 / n + centre**2 / sxx), -centre * s**2 / sxx, s, n - 2, p, centre, sxx, n
    )


def _by_chance(slope: float, se: float, nu: int) -> float:
    if se == 0:  # the points lie on the line exactly
        return 0.0 if slope else 1.0
    return float(2 * stats.t.sf(abs(slope) / se, nu))
