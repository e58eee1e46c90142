"""The same work in other libraries, each as its own manual shows it. A library that cannot do a row has no function."""

from collections.abc import Callable
from typing import Any

import numpy as np

from benchmarks.metrology_tasks import BUDGETS, H1, H1_NAMES, h1, many, simultaneous

Work = Callable[[], float]
PART = 2000
"""Object libraries take seconds for a thousand budgets: this many are measured and the time is scaled, and said so."""


def gtc() -> dict[str, Work]:
    """GTC: uncertain numbers."""
    import GTC

    x, u = many()

    def one() -> float:
        y = h1(*(GTC.ureal(*H1[name]) for name in H1_NAMES))
        return float(y.u + 0 * y.df)

    def two() -> float:
        means, s, r = simultaneous()
        v, i, phi = GTC.multiple_ureal(list(means), list(s), 4)
        for a, b, value in ((v, i, r[0, 1]), (v, phi, r[0, 2]), (i, phi, r[1, 2])):
            GTC.set_correlation(value, a, b)
        outputs = (v / i * GTC.cos(phi), v / i * GTC.sin(phi), v / i)
        for a, b in ((0, 1), (0, 2), (1, 2)):
            GTC.get_correlation(outputs[a], outputs[b])
        return float(outputs[0].u)

    def budgets() -> float:
        found = [h1(*(GTC.ureal(x[j, n], u[j, n]) for j in range(9))).u for n in range(PART)]
        return float(found[0])

    return {"h1": one, "h2": two, "budgets": budgets}


def uncertainties() -> dict[str, Work]:
    """The uncertainties package."""
    from uncertainties import correlated_values_norm, correlation_matrix, ufloat, umath, unumpy

    x, u = many()

    def one() -> float:
        return float(h1(*(ufloat(*H1[name][:2]) for name in H1_NAMES)).s)

    def two() -> float:
        means, s, r = simultaneous()
        v, i, phi = correlated_values_norm(list(zip(means, s, strict=True)), r)
        outputs = (v / i * umath.cos(phi), v / i * umath.sin(phi), v / i)
        correlation_matrix(outputs)
        return float(outputs[0].s)

    def budgets() -> float:
        columns = [unumpy.uarray(x[j, :PART], u[j, :PART]) for j in range(9)]
        return float(unumpy.std_devs(h1(*columns))[0])

    return {"h1": one, "h2": two, "budgets": budgets}


def metrolopy() -> dict[str, Work]:
    """Metrolopy: gummys."""
    import metrolopy as mm

    x, u = many()

    def one() -> float:
        y = h1(*(mm.gummy(H1[n][0], u=H1[n][1], dof=H1[n][2]) for n in H1_NAMES))
        return float(y.u + 0 * y.dof)

    def two() -> float:
        means, s, r = simultaneous()
        v, i, phi = mm.gummy.create(list(means), u=list(s), correlation_matrix=r)
        outputs = (v / i * mm.cos(phi), v / i * mm.sin(phi), v / i)
        mm.gummy.correlation_matrix(outputs)
        return float(outputs[0].u)

    def budgets() -> float:
        found = [h1(*(mm.gummy(x[j, n], u=u[j, n]) for j in range(9))).u for n in range(PART)]
        return float(found[0])

    def draws(trials: int) -> float:
        ls, d = mm.gummy(mm.TDist(50_000_623, 25, 18)), mm.gummy(mm.TDist(215, 6, 24))
        d1, d2 = mm.gummy(mm.TDist(0, 4, 5)), mm.gummy(mm.TDist(0, 7, 8))
        alphas = mm.gummy(mm.UniformDist(center=11.5e-6, half_width=2e-6))
        theta, delta = mm.gummy(-0.1, 0.2), mm.gummy(mm.ArcSinDist(center=0, half_width=0.5))
        da = mm.gummy(mm.CurvlinearTrapDist(center=0, half_width=1e-6, limit_half_range=0.1e-6))
        dt = mm.gummy(mm.CurvlinearTrapDist(center=0, half_width=0.05, limit_half_range=0.025))
        y = h1(ls, d, d1, d2, alphas, da, dt, theta, delta) - 50_000_000
        y.p = 0.99
        mm.gummy.simulate([y], n=trials)
        _low, _high = y.cisim
        return float(y.usim)

    return {
        "h1": one,
        "h2": two,
        "budgets": budgets,
        "mc6": lambda: draws(1_000_000),
        "mc7": lambda: draws(10_000_000),
    }


SUNCAL_GAUGE_BLOCK: dict[str, tuple[float, dict[str, Any]]] = {
    "ls": (50_000_623, {"dist": "t", "scale": 25, "df": 18}),
    "d0": (215, {"dist": "t", "scale": 6, "df": 24}),
    "d1": (0, {"dist": "t", "scale": 4, "df": 5}),
    "d2": (0, {"dist": "t", "scale": 7, "df": 8}),
    "alphas": (11.5e-6, {"dist": "uniform", "a": 2e-6}),
    "dalpha": (0, {"dist": "curvtrap", "a": 1e-6, "d": 0.1e-6}),
    "dtheta": (0, {"dist": "curvtrap", "a": 0.05, "d": 0.025}),
    "thetabar": (-0.1, {"dist": "normal", "unc": 0.2, "k": 1}),
    "delta": (0, {"dist": "arcsine", "a": 0.5}),
}


def suncal_draws(trials: int) -> float:
    """The gauge block in suncal."""
    import suncal as sc

    model = sc.Model("y = ls + d0 + d1 + d2 - ls*(dalpha*(thetabar + delta) + alphas*dtheta) - 50000000")
    for name, (value, settings) in SUNCAL_GAUGE_BLOCK.items():
        model.var(name).measure(value).typeb(**settings)
    found = model.monte_carlo(samples=trials)
    found.expand(conf=0.99, shortest=True)
    return float(found.uncertainty["y"])


def suncal() -> dict[str, Work]:
    """Suncal: models as text."""
    import suncal as sc

    text = "y = ls + d0 + d1 + d2 - ls*(dalpha*(thetabar + delta) + alphas*dtheta)"

    def one() -> float:
        model = sc.Model(text)
        for name in H1_NAMES:
            value, u, nu = H1[name]
            model.var(name).measure(value).typeb(dist="normal", unc=u, k=1, df=nu)
        found = model.calculate_gum()
        float(found.degf["y"])
        return float(found.uncertainty["y"])

    def two() -> float:
        from benchmarks.metrology_tasks import AMPERES, RADIANS, VOLTS

        model = sc.Model("R = V/J*cos(phi)", "X = V/J*sin(phi)", "Z = V/J")
        for name, data in (("V", VOLTS), ("J", AMPERES), ("phi", RADIANS)):
            model.var(name).measure(np.array(data))
        r = simultaneous()[2]
        for a, b, value in (("V", "J", r[0, 1]), ("V", "phi", r[0, 2]), ("J", "phi", r[1, 2])):
            model.variables.correlate(a, b, value)
        found = model.calculate_gum()
        return float(found.uncertainty["R"])

    return {
        "h1": one,
        "h2": two,
        "budgets": lambda: min([one() for _ in range(PART // 100)]),
        "mc6": lambda: suncal_draws(1_000_000),
        "mc7": lambda: suncal_draws(10_000_000),
    }


PARTS = {"GTC": PART, "uncertainties": PART, "metrolopy": PART, "suncal": PART // 100}
PEERS: dict[str, Callable[[], dict[str, Work]]] = {
    "GTC": gtc,
    "uncertainties": uncertainties,
    "metrolopy": metrolopy,
    "suncal": suncal,
}
assert max(PARTS.values()) <= BUDGETS
