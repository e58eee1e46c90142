"""The work that is measured, as plain numbers: end gauge (GUM H.1), impedance (H.2), gauge block (JCGM 101, 9.5)."""

from typing import Any

import numpy as np

BUDGETS = 100_000
H1_NAMES = ("ls", "d0", "d1", "d2", "alphas", "dalpha", "dtheta", "thetabar", "delta")
H1 = {  # value, standard uncertainty, degrees of freedom
    "ls": (50_000_623.0, 25.0, 18.0),
    "d0": (215.0, 5.8, 24.0),
    "d1": (0.0, 3.9, 5.0),
    "d2": (0.0, 6.7, 8.0),
    "alphas": (11.5e-6, 2e-6 / 3**0.5, np.inf),
    "dalpha": (0.0, 1e-6 / 3**0.5, 50.0),
    "dtheta": (0.0, 0.05 / 3**0.5, 2.0),
    "thetabar": (-0.1, 0.2, np.inf),
    "delta": (0.0, 0.5 / 2**0.5, np.inf),
}
H1_U, H1_NU = 31.663879111, 16.7519
VOLTS = (5.007, 4.994, 5.005, 4.990, 4.999)
AMPERES = (19.663e-3, 19.639e-3, 19.640e-3, 19.685e-3, 19.678e-3)
RADIANS = (1.0456, 1.0438, 1.0468, 1.0428, 1.0433)
H2_R, H2_U = 127.732, 0.0711
GAUGE_U = 35.80808
"""Exact standard uncertainty of the gauge block (characteristic-function inversion)."""


def h1(*x: Any) -> Any:
    """The end gauge, for whatever kind of number a library has."""
    ls, d0, d1, d2, alphas, dalpha, dtheta, thetabar, delta = x
    return ls + d0 + d1 + d2 - ls * (dalpha * (thetabar + delta) + alphas * dtheta)


def simultaneous() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Means, standard uncertainties of the means and correlation matrix of H.2."""
    data = np.array([VOLTS, AMPERES, RADIANS])
    return data.mean(axis=1), data.std(axis=1, ddof=1) / np.sqrt(data.shape[1]), np.corrcoef(data)


def many() -> tuple[np.ndarray, np.ndarray]:
    """Estimates and uncertainties of 100,000 end gauges: (inputs, budgets)."""
    x = np.array([H1[name][0] for name in H1_NAMES])[:, None] * np.ones(BUDGETS)
    x[0] += np.linspace(-1000, 1000, BUDGETS)
    u = np.array([H1[name][1] for name in H1_NAMES])[:, None] * np.ones(BUDGETS)
    return x, u
