"""The same work in ``quanheng.core.metrology``, and the drawing of random numbers alone."""

from collections.abc import Callable

import numpy as np

from benchmarks.metrology_tasks import AMPERES, H1, H1_NAMES, RADIANS, VOLTS, h1, many, simultaneous
from quanheng.core.metrology.uncertainty import Correlation, Influence, Model, propagate, propagate_many, simulate
from quanheng.core.metrology.uncertainty.distributions import (
    Distribution,
    arcsine,
    curvilinear_trapezoidal,
    normal,
    observations,
    rectangular,
    student_t,
)

Work = Callable[[], float]
END_GAUGE = Model("end gauge", "1", h1, H1_NAMES)
GAUGE_BLOCK = Model("gauge block", "1", lambda *x: h1(*x) - 50_000_000, H1_NAMES)
IMPEDANCE = Model(
    "impedance",
    "1",
    lambda v, i, phi: (v / i * np.cos(phi), v / i * np.sin(phi), v / i),
    ("V", "I", "phi"),
    ("R", "X", "Z"),
)


def gauge_block() -> dict[str, Influence]:
    """The inputs of JCGM 101, 9.5."""
    made: dict[str, Distribution] = {
        "ls": student_t(50_000_623, nu=18, scale=25),
        "d0": student_t(215, nu=24, scale=6),
        "d1": student_t(0, nu=5, scale=4),
        "d2": student_t(0, nu=8, scale=7),
        "alphas": rectangular(11.5e-6, half_width=2e-6),
        "dalpha": curvilinear_trapezoidal(0, half_width=1e-6, inexact=0.1e-6),
        "dtheta": curvilinear_trapezoidal(0, half_width=0.05, inexact=0.025),
        "thetabar": normal(-0.1, u=0.2),
        "delta": arcsine(0, half_width=0.5),
    }
    return {name: Influence(name, name, how) for name, how in made.items()}


def quanheng() -> dict[str, Work]:
    """Our own library."""
    x, u = many()
    nu = [H1[name][2] for name in H1_NAMES]
    inputs = gauge_block()

    def one() -> float:
        own = {n: Influence(n, n, normal(H1[n][0], u=H1[n][1]), nu=H1[n][2]) for n in H1_NAMES}
        result = propagate(END_GAUGE, own).result
        return float(result.u[0] + 0 * result.degrees_of_freedom())

    def two() -> float:
        r = simultaneous()[2]
        rows = {"V": VOLTS, "I": AMPERES, "phi": RADIANS}
        own = {n: Influence(n, n, observations(row), kind="A", ensemble="H.2") for n, row in rows.items()}
        pairs = [Correlation("V", "I", r[0, 1]), Correlation("V", "phi", r[0, 2]), Correlation("I", "phi", r[1, 2])]
        result = propagate(IMPEDANCE, own, pairs).result
        return float(result.u[0] + 0 * result.correlation[0, 1])

    return {
        "h1": one,
        "h2": two,
        "budgets": lambda: float(propagate_many(END_GAUGE, x, u, nu=nu).u[0, 0]),
        "mc6": lambda: simulate(GAUGE_BLOCK, inputs, trials=1_000_000, seed=1, p=0.99).outputs[0].sd,
        "mc7": lambda: simulate(GAUGE_BLOCK, inputs, trials=10_000_000, seed=1, p=0.99).outputs[0].sd,
    }


def drawing() -> dict[str, Work]:
    """The random numbers that the gauge block needs and nothing else: no scaling, no model, no statistics."""

    def alone(trials: int) -> float:
        rng = np.random.Generator(np.random.SFC64(1))
        last = 0.0
        for _ in range(trials // 10_000):
            for nu in (18, 24, 5, 8):
                last = float(rng.standard_t(nu, 10_000)[-1])
            rng.random(10_000)
            rng.random((2, 10_000))
            rng.random((2, 10_000))
            rng.standard_normal(10_000)
            rng.random(10_000)
        return last

    return {"mc6": lambda: alone(1_000_000), "mc7": lambda: alone(10_000_000)}
