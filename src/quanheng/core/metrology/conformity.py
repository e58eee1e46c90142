"""Conformity assessment with measurement uncertainty (JCGM 106:2012).

Values, limits and uncertainties share one unit. Uncertainties are *standard* uncertainties unless a name says
otherwise. Risks are probabilities between 0 and 1.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from scipy import integrate, optimize, special

from quanheng.core.metrology.errors import InvalidArgument, finite, positive, probability

Density = Callable[[float], float]


@dataclass(frozen=True, slots=True)
class Limits:
    """An interval of permissible (or of accepted) values, JCGM 106, 3.3.5 and 3.3.9. ``None`` leaves a side open."""

    lower: float | None = None
    upper: float | None = None

    def __post_init__(self) -> None:
        low, high = self.ends
        if self.lower is None and self.upper is None:
            raise InvalidArgument("limits", "at least one side must have a limit")
        if math.isnan(low) or math.isnan(high) or low >= high:
            raise InvalidArgument("limits", f"the lower limit {self.lower} must be below the upper limit {self.upper}")

    @property
    def ends(self) -> tuple[float, float]:
        """Both ends, infinite where a side is open."""
        return (
            -math.inf if self.lower is None else float(self.lower),
            math.inf if self.upper is None else float(self.upper),
        )

    def contains(self, value: float) -> bool:
        """Whether ``value`` lies within the limits, ends included."""
        low, high = self.ends
        return low <= value <= high

    def guarded(self, guard_band: float) -> "Limits":
        """These limits moved inwards by ``guard_band`` (outwards when negative): the acceptance limits of
        JCGM 106, 8.3. Raises when nothing is left between them.
        """
        width = finite("guard_band", guard_band)
        return Limits(
            None if self.lower is None else self.lower + width, None if self.upper is None else self.upper - width
        )


def _phi(x: float) -> float:
    return float(special.ndtr(x))


def conformance_probability(value: float, u: float, limits: Limits) -> float:
    """Probability that the property conforms, given the result ``value`` with standard uncertainty ``u`` and a normal
    PDF for it (JCGM 106, 7.2 and 7.3).
    """
    value, u = finite("value", value), positive("u", u)
    low, high = limits.ends
    return _phi((high - value) / u) - _phi((low - value) / u)


def specific_consumer_risk(value: float, u: float, limits: Limits) -> float:
    """Probability that an item accepted with this result does not conform (JCGM 106, 9.3.2). Computed as the sum of
    the two tails, which keeps full precision for small risks.
    """
    value, u = finite("value", value), positive("u", u)
    low, high = limits.ends
    return _phi((low - value) / u) + _phi(-(high - value) / u)


def specific_producer_risk(value: float, u: float, limits: Limits) -> float:
    """Probability that an item rejected with this result conforms (JCGM 106, 9.3.3)."""
    return conformance_probability(value, u, limits)


def process_capability(value: float, u: float, limits: Limits) -> float:
    """Distance from the mean to the nearer limit in units of three standard deviations (C_pk)."""
    value, u = finite("value", value), positive("u", u)
    low, high = limits.ends
    return min(high - value, value - low) / (3 * u)


def measurement_capability_index(limits: Limits, u: float) -> float:
    """C_m = T / (4 u) with the tolerance T between both limits (JCGM 106, 7.6.3)."""
    u = positive("u", u)
    if limits.lower is None or limits.upper is None:
        raise InvalidArgument("limits", "the measurement capability index needs both limits (JCGM 106, 7.6.3)")
    return (limits.upper - limits.lower) / (4 * u)


@dataclass(frozen=True, slots=True)
class Decision:
    """Outcome of a decision rule on one result: the acceptance limits used, whether it is accepted, and the risk of
    that very decision being wrong (``guard_band`` is negative where the limits were moved outwards).
    """

    accepted: bool
    rule: str
    acceptance: Limits
    guard_band: float
    risk: float


def decide(
    value: float,
    u: float,
    limits: Limits,
    *,
    rule: Literal["simple", "guarded acceptance", "guarded rejection"],
    guard_band: float | None = None,
    coverage_factor: float = 2.0,
) -> Decision:
    """Apply a decision rule of JCGM 106, clause 8.

    ``simple`` accepts up to the tolerance limits (8.2; legal verification against maximum permissible errors works
    this way). The guarded rules move the limits by ``guard_band``, by default the expanded uncertainty
    ``coverage_factor * u`` (8.3.2 inwards, 8.3.3 outwards).
    """
    value, u = finite("value", value), positive("u", u)
    if rule not in {"simple", "guarded acceptance", "guarded rejection"}:
        raise InvalidArgument("rule", f"{rule!r} is not one of simple, guarded acceptance, guarded rejection")
    if rule == "simple":
        if guard_band:
            raise InvalidArgument("guard_band", "simple acceptance has none (JCGM 106, 8.2)")
        width = 0.0
    else:
        width = (
            positive("coverage_factor", coverage_factor) * u
            if guard_band is None
            else positive("guard_band", guard_band, zero=True)
        )
        width = -width if rule == "guarded rejection" else width
    acceptance = limits.guarded(width) if width else limits
    accepted = acceptance.contains(value)
    risk = specific_consumer_risk(value, u, limits) if accepted else specific_producer_risk(value, u, limits)
    return Decision(accepted, rule, acceptance, width, risk)


def verify_legally(error: float, *, mpe: float, expanded: float, k: float = 2.0, share: float = 1 / 3) -> Decision:
    """Simple acceptance for legal verification (检定): the instrument conforms when |``error``| ≤ ``mpe``, provided
    that the expanded uncertainty of the verification is at most ``share`` of it (JJF 1094, 5.3.1.4; OIML G 19). Where
    it is more, the rule does not hold and nothing is decided: that is an error. ``risk`` is that of this decision.
    """
    limit, wide = positive("mpe", mpe), positive("expanded", expanded)
    if wide > positive("share", share) * limit * (1 + 1e-9):
        raise InvalidArgument(
            "expanded", f"{wide:g} exceeds {share:.3g} of the maximum permissible error {limit:g}: no simple acceptance"
        )
    return decide(error, wide / positive("k", k), Limits(-limit, limit), rule="simple")


def guard_band_for_risk(u: float, limits: Limits, *, risk: float) -> float:
    """Guard band that keeps the specific consumer's risk of every accepted result at or below ``risk``
    (JCGM 106, 8.3.2 with 9.3.2). For two limits the far tail counts too; where even a result in the middle exceeds
    ``risk`` no guard band will do, and that is an error.
    """
    u, risk = positive("u", u), probability("risk", risk)
    if limits.lower is None or limits.upper is None:
        return float(-special.ndtri(risk) * u)
    middle = (limits.lower + limits.upper) / 2
    if specific_consumer_risk(middle, u, limits) > risk:
        raise InvalidArgument("risk", f"cannot be held with u = {u}: even a result in the middle exceeds {risk}")
    upper = limits.upper
    return float(
        optimize.brentq(
            lambda w: specific_consumer_risk(upper - w, u, limits) - risk, -40 * u, upper - middle, xtol=1e-14 * u
        )
    )


@dataclass(frozen=True, slots=True)
class GlobalRisk:
    """Global risks before measurement: ``consumer`` = P(accepted and not conforming), ``producer`` = P(rejected and
    conforming), ``accepted`` = P(accepted) (JCGM 106, 9.4).
    """

    consumer: float
    producer: float
    accepted: float

    @property
    def conditional_consumer(self) -> float:
        """P(not conforming, given accepted)."""
        if self.accepted == 0:
            raise InvalidArgument("acceptance", "nothing is ever accepted: there is no risk among the accepted")
        return self.consumer / self.accepted


def global_risk(
    limits: Limits,
    *,
    u: float,
    prior_mean: float,
    prior_sd: float,
    acceptance: Limits | None = None,
    prior: Density | None = None,
    support: tuple[float, float] | None = None,
) -> GlobalRisk:
    """Global consumer's and producer's risk for a production process measured with standard uncertainty ``u``.

    The process is normal with ``prior_mean`` and ``prior_sd``, or has the density ``prior`` on ``support`` (by default
    12 standard deviations to both sides of the mean), over which it must integrate to one. ``acceptance`` defaults to
    the tolerance limits (simple acceptance).
    """
    u, sd, mean = positive("u", u), positive("prior_sd", prior_sd), finite("prior_mean", prior_mean)
    low, high = (acceptance or limits).ends
    start, stop = support or (mean - 12 * sd, mean + 12 * sd)
    if not finite("support", start) < finite("support", stop):
        raise InvalidArgument("support", f"the lower end {start} must be below the upper end {stop}")
    density = _normal_density(mean, sd) if prior is None else prior

    def accept(eta: float) -> float:
        return _phi((high - eta) / u) - _phi((low - eta) / u)

    ends = [end + step * u for end in (low, high) if math.isfinite(end) for step in (-8, -2, 0, 2, 8)]

    def over(a: float, b: float, function: Density) -> float:
        """∫ of the density times ``function``, cut where either changes fast."""
        cuts = sorted({a, b, *(x for x in (*ends, mean - 3 * sd, mean, mean + 3 * sd) if a < x < b)})
        return math.fsum(
            integrate.quad(lambda x: float(density(x)) * function(x), *part, epsabs=1e-14, epsrel=1e-11, limit=500)[0]
            for part in pairwise(cuts)
        )

    if prior is not None and abs((whole := over(start, stop, lambda _eta: 1.0)) - 1) > 1e-6:  # noqa: PLR2004
        raise InvalidArgument("prior", f"integrates to {whole:.6g} over {start:g} to {stop:g}, not to one")
    lower, upper = (min(max(end, start), stop) for end in limits.ends)
    outside = over(start, lower, accept) + over(upper, stop, accept)
    inside = over(lower, upper, accept)
    rejected_inside = over(lower, upper, lambda eta: _phi((low - eta) / u) + _phi((eta - high) / u))
    return GlobalRisk(consumer=outside, producer=rejected_inside, accepted=outside + inside)


def _normal_density(mean: float, sd: float) -> Density:
    return lambda eta: math.exp(-0.5 * ((eta - mean) / sd) ** 2) / (sd * math.sqrt(2 * math.pi))


def guard_band_factor(method: Literal["rss", "u95", "rp10", "dobbert"], ratio: float) -> float:
    """Factor by which the acceptance limits are the tolerance limits, for a test uncertainty ratio
    ``ratio`` = tolerance half-width / expanded uncertainty (k = 2).

    ``rss`` = √(1 − 1/r²); ``u95`` = 1 − 1/r; ``rp10`` = 1.25 − 1/r (NCSLI RP-10); ``dobbert`` keeps the global
    consumer's risk below 2 % for any process: 1 − (1.04 − exp(0.38 ln r − 0.54))/r (M. Dobbert, 2008). Never above 1
    except for ``dobbert`` and ``rp10`` where the formula itself exceeds it for large ratios.
    """
    r = positive("ratio", ratio)
    if method == "rss":
        if r <= 1:
            raise InvalidArgument("ratio", "the root-sum-square guard band needs a ratio above 1")
        return math.sqrt(1 - 1 / r**2)
    if method == "u95":
        return 1 - 1 / r
    if method == "rp10":
        return 1.25 - 1 / r
    return 1 - (1.04 - math.exp(0.38 * math.log(r) - 0.54)) / r


def process_sd_for_reliability(limits: Limits, in_tolerance: float) -> float:
    """Standard deviation of a normal process centred between the limits whose share within them is ``in_tolerance``."""
    share = probability("in_tolerance", in_tolerance)
    if limits.lower is None or limits.upper is None:
        raise InvalidArgument("limits", "a centred process needs both limits")
    return (limits.upper - limits.lower) / 2 / float(special.ndtri((1 + share) / 2))


__all__ = [
    "Decision",
    "GlobalRisk",
    "Limits",
    "conformance_probability",
    "decide",
    "global_risk",
    "guard_band_factor",
    "guard_band_for_risk",
    "measurement_capability_index",
    "process_capability",
    "process_sd_for_reliability",
    "specific_consumer_risk",
    "specific_producer_risk",
    "verify_legally",
]
