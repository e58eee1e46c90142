"""Errors of the metrology core: they name the argument and the rule it breaks."""

import math
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from quanheng.core.metrology.statement import Statement

ROUNDING = 1e-10
"""What rounding may do to an eigenvalue or a variance, relative to its terms."""


class InvalidArgument(ValueError):
    """An argument breaks a rule. ``argument`` is its name, ``rule`` a sentence; nothing is clipped or guessed."""

    def __init__(self, argument: str, rule: str) -> None:
        super().__init__(f"{argument}: {rule}")
        self.argument = argument
        self.rule = rule


def finite(argument: str, value: float) -> float:
    """``value`` as a float; NaN and infinities are refused."""
    number = float(value)
    if not math.isfinite(number):
        raise InvalidArgument(argument, Statement("must be a finite number, not {value}", value=repr(value)))
    return number


def positive(argument: str, value: float, *, zero: bool = False) -> float:
    """``value`` as a float above zero (or zero itself where ``zero`` allows it)."""
    number = finite(argument, value)
    if number < 0 or (number == 0 and not zero):
        raise InvalidArgument(
            argument,
            Statement(
                "must be zero or more, not {value}" if zero else "must be more than zero, not {value}",
                value=repr(value),
            ),
        )
    return number


def probability(argument: str, value: float) -> float:
    """``value`` strictly between 0 and 1."""
    number = finite(argument, value)
    if not 0 < number < 1:
        raise InvalidArgument(argument, Statement("must lie between 0 and 1, not {value}", value=repr(value)))
    return number


def whole(argument: str, value: int, *, least: int = 0) -> int:
    """``value`` as an int of at least ``least``; a float that is not whole is refused."""
    if not math.isfinite(value) or int(value) != value or value < least:
        raise InvalidArgument(
            argument,
            Statement("must be a whole number of at least {least}, not {value}", least=least, value=repr(value)),
        )
    return int(value)


def vector(argument: str, values: ArrayLike | Iterable[float], *, least: int = 1) -> NDArray[np.float64]:
    """``values`` as a one-dimensional float array of at least ``least`` finite entries."""
    given: Any = values if isinstance(values, np.ndarray | Sequence) else list(values)  # type: ignore[arg-type]
    array = np.asarray(given, dtype=np.float64)
    if array.ndim != 1 or array.size < least:
        raise InvalidArgument(argument, f"must be a list of at least {least} numbers, not shape {array.shape}")
    if not np.isfinite(array).all():
        raise InvalidArgument(argument, f"entry {int(np.flatnonzero(~np.isfinite(array))[0])} is not a finite number")
    return array


def standard_uncertainties(argument: str, values: ArrayLike | Iterable[float], n: int) -> NDArray[np.float64]:
    """``n`` standard uncertainties, all above zero."""
    array = vector(argument, values)
    if array.size != n:
        raise InvalidArgument(argument, f"must have {n} entries, one for each value, not {array.size}")
    if (array <= 0).any():
        raise InvalidArgument(argument, f"entry {int(np.flatnonzero(array <= 0)[0])} is not more than zero")
    return array


def correlations(argument: str, matrix: ArrayLike, n: int) -> NDArray[np.float64]:
    """An n × n correlation matrix: finite, symmetric, ones on its diagonal, positive semidefinite; never repaired."""
    array = np.asarray(matrix, dtype=np.float64)
    if array.shape != (n, n) or not np.isfinite(array).all():
        raise InvalidArgument(argument, f"must be a finite ({n}, {n}) matrix, not of shape {array.shape}")
    if not np.allclose(array, array.T, rtol=0, atol=ROUNDING) or not np.allclose(
        np.diag(array), 1, rtol=0, atol=ROUNDING
    ):
        raise InvalidArgument(argument, f"must be a symmetric ({n}, {n}) matrix with ones on its diagonal")
    if float(np.linalg.eigvalsh(array)[0]) < -ROUNDING * n:
        raise InvalidArgument(argument, "is not positive semidefinite")
    return array


def root(argument: str, variance: ArrayLike, scale: ArrayLike) -> NDArray[np.float64]:
    """√variance. What lies below zero by no more than the rounding of terms of size ``scale`` counts as zero; anything
    below that is an error, never clipped.
    """
    found = np.asarray(variance, dtype=np.float64)
    if not (found >= -ROUNDING * np.asarray(scale, dtype=np.float64)).all():
        raise InvalidArgument(argument, "gives a negative variance: the covariances do not belong together")
    return np.asarray(np.sqrt(np.where(found < 0, 0.0, found)))
