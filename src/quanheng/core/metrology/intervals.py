"""Calibration intervals (校准间隔) to ILAC-G24:2022 / OIML D 10:2022.

Method 1, staircase: :func:`staircase`. Method 2, control chart: :func:`control_chart_interval`. Method 3, in-use time:
:func:`in_use_time`. Method 4, checks in service ("black box"): :func:`in_service_check`. Method 5, other statistical
approaches: NCSLI RP-1 A3 (:func:`a3_interval`) and S2 (:func:`s2_intervals`), and the variables method with drift
models (:func:`drift_model` with :func:`interval_for_uncertainty` and :func:`interval_for_tolerance`).

Times are in one unit of the caller's (days, weeks); reliabilities are shares in tolerance between 0 and 1.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import optimize, special, stats

from quanheng.core.metrology.errors import InvalidArgument, finite, positive, probability, vector, whole
from quanheng.core.metrology.lines import straight_line

Array = NDArray[np.float64]
FIRST_STEP, STEP_GROWTH = 1e-3, 1.02


@dataclass(frozen=True, slots=True)
class Stairs:
    """ILAC-G24 method 1, automatic adjustment ("staircase"): the next interval and why."""

    interval: float
    reason: str


def staircase(
    interval: float, *, error: float, mpe: float, safe_share: float = 0.8, longer: float = 1.5, shorter: float = 0.5
) -> Stairs:
    """Lengthen by ``longer`` when |error| is within ``safe_share`` of the maximum permissible error, keep it up to the
    limit, shorten by ``shorter`` beyond. The factors are the operator's choice; the guide gives none.
    """
    now, limit = positive("interval", interval), positive("mpe", mpe)
    share = abs(finite("error", error)) / limit
    if share <= probability("safe_share", safe_share):
        return Stairs(now * _lengthening(longer), f"|error| is {share:.0%} of the limit: longer")
    if share <= 1:
        return Stairs(now, f"|error| is {share:.0%} of the limit: unchanged")
    return Stairs(now * _shortening(shorter), f"|error| is {share:.0%} of the limit: shorter")


def _lengthening(factor: float) -> float:
    if finite("longer", factor) <= 1:
        raise InvalidArgument("longer", f"must be more than one, not {factor!r}")
    return factor


def _shortening(factor: float) -> float:
    return probability("shorter", factor)


def control_chart_interval(t: ArrayLike, error: ArrayLike, *, mpe: float, coverage: float = 2.0) -> float:
    """Method 2: the time from the last calibration until the line through the errors, widened by ``coverage``
    residual standard deviations of its prediction, meets ± ``mpe``. Zero when it is already beyond.
    """
    line = straight_line(t, error)
    last, limit = float(np.max(vector("t", t))), positive("mpe", mpe)
    wide = positive("coverage", coverage)

    def beyond(ahead: float) -> bool:
        at = line.intercept + line.slope * (last + ahead)
        return abs(at) + wide * line.u_prediction(last + ahead) > limit

    return _first_time(beyond)


def _first_time(beyond: Callable[[float], bool], horizon: float = 1e9) -> float:
    """The first time at which ``beyond`` holds: steps that grow by 2 %, so that an excursion is not stepped over, then
    bisection. Infinity when none is found up to ``horizon``.
    """
    if beyond(0.0):
        return 0.0
    low, high = 0.0, FIRST_STEP
    while not beyond(high):
        low, high = high, high * STEP_GROWTH
        if high > horizon:
            return math.inf
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (low, middle) if beyond(middle) else (middle, high)
    return low


def in_use_time(interval: float, *, hours_per_day: float, hours_allowed: float) -> float:
    """Method 3: the interval in days when wear follows use: ``hours_allowed`` of use, at most ``interval``."""
    return min(
        positive("interval", interval),
        positive("hours_allowed", hours_allowed) / positive("hours_per_day", hours_per_day),
    )


def in_service_check(errors: ArrayLike, *, warning: float) -> bool:
    """Method 4, "black box" testing: whether a check of critical parameters calls for a full calibration now."""
    return bool((np.abs(vector("errors", errors)) > positive("warning", warning)).any())


@dataclass(frozen=True, slots=True)
class TestInterval:
    """NCSLI RP-1 method A3: the recommended interval, observed reliability, its confidence range, and the confidence
    with which the assigned interval is rejected. ``changed`` only when that confidence reaches the one asked for.
    """

    interval: float
    n: int
    in_tolerance: int
    reliability: float
    reliability_range: tuple[float, float]
    rejection_confidence: float
    changed: bool


def a3_interval(*, n: int, in_tolerance: int, interval: float, target: float, confidence: float = 0.5) -> TestInterval:
    """Method A3 (interval test): with ``in_tolerance`` of ``n`` calibrations found in tolerance at the assigned
    ``interval``, I = I₀·10^(C·(R − R_target)), where C = 1 − 2·P is the confidence of rejecting the assigned interval
    and P the binomial tail beyond the observation under the target.
    """
    total, good = whole("n", n, least=1), whole("in_tolerance", in_tolerance)
    if good > total:
        raise InvalidArgument("in_tolerance", f"{good} of {total} cannot be in tolerance")
    aim, level, now = (
        probability("target", target),
        probability("confidence", confidence),
        positive("interval", interval),
    )
    share = good / total
    tail = stats.binom.cdf(good, total, aim) if share < aim else stats.binom.sf(good - 1, total, aim)
    rejection = max(0.0, 1 - 2 * float(tail))
    side = (1 - level) / 2
    low = float(stats.beta.ppf(side, good, total - good + 1)) if good else 0.0
    high = float(stats.beta.ppf(1 - side, good + 1, total - good)) if good < total else 1.0
    changed = rejection >= level
    new = now * 10 ** (rejection * (share - aim)) if changed else now
    return TestInterval(new, total, good, share, (low, high), rejection, changed)


Reliability = Callable[..., Array]
MODELS: dict[str, tuple[Reliability, tuple[float, ...]]] = {
    "exponential": (lambda t, a: np.exp(-a * t), (0.03,)),
    "weibull": (lambda t, a, b: np.exp(-((a * t) ** b)), (0.03, 0.8)),
    "mixed exponential": (lambda t, a, b: (1 + a * t) ** -b, (0.03, 1.0)),
    "random walk": (lambda t, a, b: special.erf(1 / np.sqrt(2 * (a + b * t))), (0.01, 0.1)),
    "restricted random walk": (
        lambda t, a, b, c: special.erf(1 / np.sqrt(2 * (a + b * (1 - np.exp(-c * t))))),
        (0.01, 1.0, 0.05),
    ),
    "drift": (lambda t, a, b: special.ndtr(a + b * t) + special.ndtr(a - b * t) - 1, (2.0, 0.05)),
}
"""Reliability models of RP-1 (method S2), with starting values; all parameters are zero or more."""


@dataclass(frozen=True, slots=True)
class FittedModel:
    """One reliability model by maximum likelihood: parameters, log-likelihood, AIC, and the interval for the target
    (infinite when the model never falls to it).
    """

    name: str
    parameters: tuple[float, ...]
    log_likelihood: float
    aic: float
    interval: float


def s2_intervals(
    t: ArrayLike, n: ArrayLike, reliability: ArrayLike, *, target: float, models: Sequence[str] = tuple(MODELS)
) -> list[FittedModel]:
    """Method S2 (binomial likelihood of grouped calibrations): every model fitted, best AIC first.

    ``t`` midpoints of the time groups, ``n`` calibrations in each, ``reliability`` the share found in tolerance.
    """
    times, counts, share = vector("t", t, least=2), vector("n", n, least=2), vector("reliability", reliability, least=2)
    if not times.size == counts.size == share.size:
        raise InvalidArgument("n", "t, n and reliability need one entry for each group")
    if (times <= 0).any() or (counts <= 0).any() or (share < 0).any() or (share > 1).any():
        raise InvalidArgument("reliability", "times and counts are more than zero, reliabilities lie between 0 and 1")
    aim = probability("target", target)
    return sorted((_fit(name, times, counts, share, aim) for name in models), key=lambda m: m.aic)


def _fit(name: str, t: Array, n: Array, share: Array, target: float) -> FittedModel:
    if name not in MODELS:
        raise InvalidArgument("models", f"{name!r} is not one of {', '.join(MODELS)}")
    model, start = MODELS[name]

    def cost(x: Array) -> float:
        r = np.clip(model(t, *np.maximum(x, 1e-12)), 1e-12, 1 - 1e-12)
        return -float((n * (share * np.log(r) + (1 - share) * np.log1p(-r))).sum())

    best = min(
        (
            optimize.minimize(cost, np.array(start) * scale, method="L-BFGS-B", bounds=[(1e-12, None)] * len(start))
            for scale in (0.3, 1.0, 3.0)
        ),
        key=lambda fit: float(fit.fun),
    )
    x = tuple(float(v) for v in best.x)
    interval = _first_time(lambda day: bool(model(np.array([max(day, 1e-9)]), *x)[0] < target))
    return FittedModel(name, x, -float(best.fun), 2 * float(best.fun) + 2 * len(x), interval)


@dataclass(frozen=True, slots=True)
class Drifting:
    """Variables method: polynomial through zero δ(t) = Σ bⱼ·tʲ, covariance of b, residual standard deviation."""

    b: tuple[float, ...]
    covariance: Array
    s: float
    u0: float

    def change(self, t: float) -> float:
        """Predicted change at ``t``."""
        return float(sum(b * t ** (j + 1) for j, b in enumerate(self.b)))

    def u(self, t: float) -> float:
        """Standard uncertainty at ``t``: calibration, prediction of the line and residual scatter."""
        powers = np.array([t ** (j + 1) for j in range(len(self.b))])
        return math.sqrt(self.u0**2 + self.s**2 + float(powers @ self.covariance @ powers))


def drift_model(dt: ArrayLike, change: ArrayLike, *, u0: float, order: int = 1) -> Drifting:
    """Fit the change between calibrations against elapsed time (NASA-HDBK-8739.19-5, chapter 7); zero at zero."""
    times, delta = vector("dt", dt, least=2), vector("change", change, least=2)
    degree = whole("order", order, least=1)
    if times.size != delta.size or times.size <= degree:
        raise InvalidArgument(
            "change", f"a polynomial of order {degree} needs more than {degree} changes, one for each dt"
        )
    if (times <= 0).any():
        raise InvalidArgument("dt", f"entry {int(np.flatnonzero(times <= 0)[0])} is not more than zero")
    design = np.stack([times ** (j + 1) for j in range(degree)], axis=1)
    if np.linalg.matrix_rank(design / np.abs(design).max(axis=0)) < degree:
        raise InvalidArgument("dt", f"a polynomial of order {degree} needs {degree} different times")
    b, *_ = np.linalg.lstsq(design, delta, rcond=None)
    s2 = float(((delta - design @ b) ** 2).sum()) / (times.size - degree)
    return Drifting(
        tuple(map(float, b)),
        np.asarray(s2 * np.linalg.inv(design.T @ design), dtype=np.float64),
        math.sqrt(s2),
        positive("u0", u0),
    )


def interval_for_uncertainty(model: Drifting, *, u_target: float) -> float:
    """Time at which the standard uncertainty grows to ``u_target``; zero when it is above it from the start."""
    limit = positive("u_target", u_target)
    return _first_time(lambda t: model.u(t) > limit)


def interval_for_tolerance(model: Drifting, *, value: float, lower: float, upper: float, k: float = 2.0) -> float:
    """Time at which value + change ± k·u first leaves the tolerance limits."""
    wide = positive("k", k)
    finite("value", value)
    if not finite("lower", lower) < finite("upper", upper):
        raise InvalidArgument("upper", f"the upper limit {upper} must be above the lower limit {lower}")
    return _first_time(
        lambda t: (
            value + model.change(t) + wide * model.u(t) > upper or value + model.change(t) - wide * model.u(t) < lower
        )
    )
