"""Probability distributions of input quantities (JCGM 101:2008, table 1).

Each constructor says in its own arguments what is known: a standard uncertainty, an expanded one with its factor, a
half-width, observations. There is no default reading of a bare number.
"""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from quanheng.core.metrology.errors import InvalidArgument, finite, positive, vector
from quanheng.core.metrology.statement import Statement

Array = NDArray[np.float64]
Parameters = dict[str, float]
LEAST_WITH_SD = 2  # a t distribution with two or fewer degrees of freedom has no variance
SQRT2, SQRT3, SQRT6 = math.sqrt(2), math.sqrt(3), math.sqrt(6)


@dataclass(frozen=True, slots=True)
class Distribution:
    """A distribution by ``kind`` and ``parameters``.

    ``value`` is its expectation (the best estimate), ``u`` the standard uncertainty used by first-order propagation,
    ``sd`` the standard deviation of the distribution itself. They differ only for Student t given by its scale, where
    JCGM 100 takes the scale and JCGM 101 the distribution. ``nu`` are the degrees of freedom that belong to ``u``.
    """

    kind: str
    value: float
    u: float
    sd: float
    nu: float
    parameters: tuple[tuple[str, float], ...]

    def draw(self, rng: np.random.Generator, size: int) -> Array:
        """``size`` independent draws."""
        out = np.empty(size)
        self.fill(rng, out)
        return out

    def fill(self, rng: np.random.Generator, out: Array) -> None:
        """Independent draws into the contiguous array ``out``."""
        DRAWS[self.kind](rng, out, dict(self.parameters))

    def as_json(self) -> dict[str, Any]:
        """Kind and parameters, numbers as shortest decimal text."""
        return {"kind": self.kind, **{name: repr(value) for name, value in self.parameters}}


def _made(
    kind: str, value: float, u: float, *, nu: float = math.inf, sd: float | None = None, **parameters: float
) -> Distribution:
    return Distribution(kind, value, u, u if sd is None else sd, nu, tuple(sorted(parameters.items())))


def degrees_of_freedom(nu: float) -> float:
    """``nu`` above zero, infinity allowed."""
    if math.isnan(nu) or nu <= 0:
        raise InvalidArgument("nu", f"degrees of freedom must be more than zero, not {nu!r}")
    return float(nu)


def normal(value: float, *, u: float) -> Distribution:
    """N(value, u²) from a standard uncertainty."""
    return _made("normal", finite("value", value), positive("u", u), mean=float(value), sd_=float(u))


def normal_expanded(value: float, *, expanded: float, k: float) -> Distribution:
    """N(value, (U/k)²) from an expanded uncertainty ``expanded`` with its coverage factor ``k``."""
    return normal(value, u=positive("expanded", expanded) / positive("k", k))


def rectangular(value: float, *, half_width: float) -> Distribution:
    """R(value − a, value + a); u = a/√3."""
    a = positive("half_width", half_width)
    return _made("rectangular", finite("value", value), a / SQRT3, mean=float(value), half_width=a)


def triangular(value: float, *, half_width: float) -> Distribution:
    """T(value − a, value + a), symmetric; u = a/√6."""
    a = positive("half_width", half_width)
    return _made("triangular", finite("value", value), a / SQRT6, mean=float(value), half_width=a)


def trapezoidal(value: float, *, half_width: float, beta: float) -> Distribution:
    """Symmetric trapezoid; ``beta`` is the ratio of the top to the base, 0 (triangle) to 1 (rectangle)."""
    a, b = positive("half_width", half_width), finite("beta", beta)
    if not 0 <= b <= 1:
        raise InvalidArgument("beta", f"the ratio of top to base lies between 0 and 1, not {beta!r}")
    return _made(
        "trapezoidal", finite("value", value), a * math.sqrt((1 + b * b) / 6), mean=float(value), half_width=a, beta=b
    )


def curvilinear_trapezoidal(value: float, *, half_width: float, inexact: float) -> Distribution:
    """CTrap: a rectangle whose limits are themselves known only within ± ``inexact`` (JCGM 101, 6.4.3).

    u² = a²/3 + d²/9.
    """
    a, d = positive("half_width", half_width), positive("inexact", inexact)
    if d > a:
        raise InvalidArgument(
            "inexact",
            Statement(
                "the inexactness {inexact:g} of a limit exceeds the half-width {half_width:g}", inexact=d, half_width=a
            ),
        )
    u = math.sqrt(a * a / 3 + d * d / 9)
    return _made("ctrap", finite("value", value), u, mean=float(value), half_width=a, inexact=d)


def arcsine(value: float, *, half_width: float) -> Distribution:
    """U-shaped distribution of a sinusoidal cycle; u = a/√2 (JCGM 101, 6.4.6)."""
    a = positive("half_width", half_width)
    return _made("arcsine", finite("value", value), a / SQRT2, mean=float(value), half_width=a)


def student_t(value: float, *, nu: float, scale: float | None = None, sd: float | None = None) -> Distribution:
    """Scaled and shifted Student t. Say what the given number is: ``scale`` (JCGM 101, 6.4.9: s/√n; first-order
    propagation uses it as u with ν degrees of freedom) or ``sd`` (NIST TN 1900: the standard deviation). No default.
    """
    dof = degrees_of_freedom(nu)
    if (scale is None) == (sd is None):
        raise InvalidArgument("scale", "give exactly one of scale (JCGM 101) and sd (NIST TN 1900)")
    widen = (
        math.sqrt(dof / (dof - 2))
        if dof > LEAST_WITH_SD and math.isfinite(dof)
        else (1.0 if math.isinf(dof) else math.inf)
    )
    if sd is not None:
        if math.isinf(widen):
            raise InvalidArgument(
                "sd", Statement("a t distribution with {nu:g} degrees of freedom has no standard deviation", nu=nu)
            )
        s = positive("sd", sd) / widen
        return _made(
            "t_sd", finite("value", value), float(sd), nu=dof, mean=float(value), scale=s, sd_=float(sd), dof=dof
        )
    s = positive("scale", scale if scale is not None else 0.0)
    return _made("t", finite("value", value), s, nu=dof, sd=s * widen, mean=float(value), scale=s, dof=dof)


def observations(values: Iterable[float]) -> Distribution:
    """Type A: repeated independent observations; t with n − 1 degrees of freedom, scale s/√n (JCGM 101, 6.4.9)."""
    x = vector("values", values, least=2)
    s = float(x.std(ddof=1))
    if s == 0:
        raise InvalidArgument(
            "values",
            Statement("all observations are equal: the resolution, not their scatter, is the influence"),
        )
    return student_t(float(x.mean()), nu=x.size - 1, scale=s / math.sqrt(x.size))


def exponential(value: float) -> Distribution:
    """Ex(1/value): a positive quantity of which only the expectation is known (JCGM 101, 6.4.10)."""
    mean = positive("value", value)
    return _made("exponential", mean, mean, mean=mean)


def gamma_count(counted: int) -> Distribution:
    """G(q + 1, 1): the mean number of objects when ``counted`` were counted (JCGM 101, 6.4.11)."""
    q = finite("counted", counted)
    if q < 0 or q != int(q):
        raise InvalidArgument("counted", f"must be a whole number of zero or more, not {counted!r}")
    return _made("gamma", q + 1, math.sqrt(q + 1), shape=q + 1)


# Each function below fills an array in place: fresh arrays for every step would cost as much as the drawing.


def _placed(out: Array, scale: float, mean: float) -> None:
    out *= scale
    out += mean


def _normal(rng: np.random.Generator, out: Array, p: Parameters) -> None:
    rng.standard_normal(out=out)
    _placed(out, p["sd_"], p["mean"])


def _rectangular(rng: np.random.Generator, out: Array, p: Parameters) -> None:
    rng.random(out=out)
    out -= 0.5
    _placed(out, 2 * p["half_width"], p["mean"])


def _triangular(rng: np.random.Generator, out: Array, p: Parameters) -> None:
    rng.random(out=out)
    out -= rng.random(out.size)
    _placed(out, p["half_width"], p["mean"])


def _trapezoidal(rng: np.random.Generator, out: Array, p: Parameters) -> None:
    b, other = p["beta"], rng.random(out.size)
    other *= 1 - b
    rng.random(out=out)
    out *= 1 + b
    out += other
    out -= 1
    _placed(out, p["half_width"], p["mean"])


def _ctrap(rng: np.random.Generator, out: Array, p: Parameters) -> None:
    """JCGM 101, 6.4.3.4: the lower limit is drawn within ± d, the upper one mirrors it about the midpoint."""
    reach = rng.random(out.size)
    reach -= 0.5
    _placed(reach, 2 * p["inexact"], p["half_width"])
    rng.random(out=out)
    _placed(out, 2, -1)
    out *= reach
    out += p["mean"]


def _arcsine(rng: np.random.Generator, out: Array, p: Parameters) -> None:
    """The sine of an angle that is uniform over half a turn: the other half has the same values."""
    rng.random(out=out)
    out -= 0.5
    out *= np.pi
    np.sin(out, out=out)
    _placed(out, p["half_width"], p["mean"])


def _t(rng: np.random.Generator, out: Array, p: Parameters) -> None:
    out[:] = rng.standard_normal(out.size) if math.isinf(p["dof"]) else rng.standard_t(p["dof"], out.size)
    _placed(out, p["scale"], p["mean"])


def _exponential(rng: np.random.Generator, out: Array, p: Parameters) -> None:
    rng.standard_exponential(out=out)
    out *= p["mean"]


def _gamma(rng: np.random.Generator, out: Array, p: Parameters) -> None:
    rng.standard_gamma(p["shape"], out=out)


DRAWS: dict[str, Callable[[np.random.Generator, Array, Parameters], None]] = {
    "normal": _normal,
    "rectangular": _rectangular,
    "triangular": _triangular,
    "trapezoidal": _trapezoidal,
    "ctrap": _ctrap,
    "arcsine": _arcsine,
    "t": _t,
    "t_sd": _t,
    "exponential": _exponential,
    "gamma": _gamma,
}
"""How each kind is drawn from a generator."""

READERS: dict[str, Any] = {
    "normal": lambda p: normal(p["mean"], u=p["sd_"]),
    "rectangular": lambda p: rectangular(p["mean"], half_width=p["half_width"]),
    "triangular": lambda p: triangular(p["mean"], half_width=p["half_width"]),
    "trapezoidal": lambda p: trapezoidal(p["mean"], half_width=p["half_width"], beta=p["beta"]),
    "ctrap": lambda p: curvilinear_trapezoidal(p["mean"], half_width=p["half_width"], inexact=p["inexact"]),
    "arcsine": lambda p: arcsine(p["mean"], half_width=p["half_width"]),
    "t": lambda p: student_t(p["mean"], nu=p["dof"], scale=p["scale"]),
    "t_sd": lambda p: student_t(p["mean"], nu=p["dof"], sd=p["sd_"]),
    "exponential": lambda p: exponential(p["mean"]),
    "gamma": lambda p: gamma_count(int(p["shape"]) - 1),
}


def from_json(data: dict[str, Any]) -> Distribution:
    """Read what :meth:`Distribution.as_json` wrote."""
    kind = data.get("kind")
    if kind not in READERS:
        raise InvalidArgument("distribution.kind", f"{kind!r} is not one of {', '.join(sorted(READERS))}")
    try:
        made: Distribution = READERS[kind]({name: float(value) for name, value in data.items() if name != "kind"})
    except KeyError as missing:
        raise InvalidArgument(f"distribution.{missing.args[0]}", f"is missing for kind {kind!r}") from missing
    return made
