"""Propagation of distributions by Monte Carlo (JCGM 101:2008), fixed and adaptive, with validation of the first-order
result (clause 8).
"""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from quanheng.core.metrology.errors import InvalidArgument, positive, probability, whole
from quanheng.core.metrology.statement import Statement
from quanheng.core.metrology.uncertainty.drawing import GENERATOR, QUANTUM, Drawer
from quanheng.core.metrology.uncertainty.influence import Correlation
from quanheng.core.metrology.uncertainty.model import Model
from quanheng.core.metrology.uncertainty.propagation import Input, joined, propagate
from quanheng.core.metrology.uncertainty.result import Coverage
from quanheng.core.metrology.uncertainty.summary import Histogram, Interval, Summary

Array = NDArray[np.float64]
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class OutputSummary:
    """One output of a run: average, standard deviation, both coverage intervals."""

    name: str
    mean: float
    sd: float
    symmetric: Interval
    shortest: Interval
    histogram: Histogram


@dataclass(frozen=True, slots=True)
class Simulation:
    """A Monte Carlo run and all that is needed to repeat it. ``covariance`` has shape (outputs, outputs).

    ``stable`` is ``None`` for a fixed number of trials; for the adaptive procedure it says whether the results had
    stabilised to ``digits`` significant digits of u before the limit of trials.
    """

    model: str
    version: str
    seed: int
    generator: str
    trials: int
    p: float
    outputs: tuple[OutputSummary, ...]
    covariance: Array
    stable: bool | None = None
    digits: int | None = None
    tolerance: tuple[float, ...] = ()


def simulate(
    model: Model,
    inputs: Mapping[str, Input],
    correlations: Sequence[Correlation] = (),
    *,
    trials: int,
    seed: int,
    p: float = 0.95,
    progress: Progress | None = None,
) -> Simulation:
    """A fixed number of ``trials``, rounded up to whole quanta of 10,000. Memory does not grow with it.

    An inherited result enters through its linear link to its influences, which are drawn themselves: what it shares
    with other inputs stays shared. Where that link is too coarse, give the original inputs.
    """
    quanta = math.ceil(whole("trials", trials, least=2) / QUANTUM)
    probability("p", p)
    collector: _Collector | None = None
    for number, y in enumerate(_quanta(model, inputs, correlations, seed, range(quanta))):
        collector = collector or _Collector(model, y)
        collector.add(y)
        if progress:
            progress(number + 1, quanta)
    assert collector is not None
    return collector.simulation(model, seed, p)


def simulate_adaptive(
    model: Model,
    inputs: Mapping[str, Input],
    correlations: Sequence[Correlation] = (),
    *,
    seed: int,
    p: float = 0.95,
    digits: int = 2,
    most: int = 100_000_000,
    share: float = 1.0,
    progress: Progress | None = None,
) -> Simulation:
    """The adaptive procedure of JCGM 101, 7.9: blocks until average, standard deviation and both end points of the
    symmetric interval have stabilised, i.e. twice their standard deviation over the blocks is within the numerical
    tolerance of u to ``digits`` significant digits, times ``share`` (1/5 for a run that is to validate the first-order
    result, JCGM 101, 8.2). ``most`` bounds the trials; reaching it is reported, not hidden.

    A block holds max(⌈100/(1 − p)⌉, 10⁴) trials, rounded up to whole quanta.
    """
    per_block = math.ceil(max(math.ceil(100 / (1 - probability("p", p))), QUANTUM) / QUANTUM)
    collector: _Collector | None = None
    settled = _Settled()
    limit = max(whole("most", most, least=1) // (per_block * QUANTUM), 2)
    for h in range(limit):
        numbers = range(h * per_block, (h + 1) * per_block)
        y = np.concatenate(list(_quanta(model, inputs, correlations, seed, numbers)), axis=1)
        collector = collector or _Collector(model, y[:, :QUANTUM])
        for start in range(0, y.shape[1], QUANTUM):
            collector.add(y[:, start : start + QUANTUM])
        settled.add(_block(y, p))
        if progress:
            progress(h + 1, limit)
        tolerance = [
            numerical_tolerance(summary.sd, digits) * positive("share", share) for summary in collector.summaries
        ]
        if settled.within(tolerance):
            return collector.simulation(model, seed, p, stable=True, digits=digits, tolerance=tuple(tolerance))
    assert collector is not None
    return collector.simulation(model, seed, p, stable=False, digits=digits, tolerance=tuple(tolerance))


def _block(y: Array, p: float) -> Array:
    """Average, standard deviation and symmetric end points of one block: shape (outputs, 4)."""
    tail = (1 - p) / 2
    ends = np.quantile(y, [tail, 1 - tail], axis=1)
    return np.stack([y.mean(axis=1), y.std(axis=1, ddof=1), ends[0], ends[1]], axis=1)


class _Settled:
    """Running spread of the blocks' figures: two sums, so that thousands of blocks cost no more than ten."""

    def __init__(self) -> None:
        self.h = 0
        self.first: Array = np.zeros((0, 4))
        self.total: Array = np.zeros((0, 4))
        self.squares: Array = np.zeros((0, 4))

    def add(self, block: Array) -> None:
        if self.h == 0:
            self.first, self.total, self.squares = block, np.zeros_like(block), np.zeros_like(block)
        away = block - self.first
        self.total, self.squares, self.h = self.total + away, self.squares + away**2, self.h + 1

    def within(self, tolerance: Sequence[float]) -> bool:
        """Whether twice the standard deviation of every average over the blocks is within the tolerance."""
        if self.h < 2:  # noqa: PLR2004  one block has no spread
            return False
        variance = np.maximum(self.squares - self.total**2 / self.h, 0.0) / (self.h - 1) / self.h
        return bool((2 * np.sqrt(variance) <= np.array(tolerance)[:, None]).all())


def _quanta(
    model: Model, inputs: Mapping[str, Input], correlations: Sequence[Correlation], seed: int, numbers: range
) -> Iterator[Array]:
    joint = joined(model, inputs, correlations)
    drawer = Drawer(joint.influences, joint.correlations, whole("seed", seed))
    estimates = np.array([influence.value for influence in joint.influences])
    places = [_elementary(row, value, estimates) for row, value in zip(joint.weights, joint.values, strict=True)]
    drawn = np.empty((len(joint.influences), QUANTUM))
    for number in numbers:
        drawer.quantum(number, drawn)
        x = [
            drawn[place]
            if place is not None
            else value + weights @ (drawn - estimates[:, None])  # an inherited result: its linear link
            for place, value, weights in zip(places, joint.values, joint.weights, strict=True)
        ]
        y = np.asarray(model.evaluate(x), dtype=np.float64)
        # a sum shows NaN and infinity at a tenth of the cost; where it overflows by itself each value is looked at
        with np.errstate(all="ignore"):
            suspect = not math.isfinite(float(y.sum()))
        if suspect and not np.isfinite(y).all():
            raise InvalidArgument(
                "model", Statement("{model} is not finite for some trials of its inputs", model=model.name)
            )
        yield y.copy() if np.may_share_memory(y, drawn) else y  # a model may hand an input straight through


def _elementary(weights: Array, value: float, estimates: Array) -> int | None:
    """The influence that an input simply is, or ``None`` for an inherited result made of several or shifted."""
    only = np.flatnonzero(weights)
    if only.size == 1 and weights[only[0]] == 1 and estimates[only[0]] == value:
        return int(only[0])
    return None


class _Collector:
    """Summaries of all outputs and their joint second moments."""

    def __init__(self, model: Model, first: Array) -> None:
        self.summaries = [Summary(row) for row in first]
        self.names = model.outputs
        self.centre = first.mean(axis=1)
        self.cross = np.zeros((len(first), len(first)))
        self.total = np.zeros(len(first))
        self.n = 0

    def add(self, y: Array) -> None:
        for summary, row in zip(self.summaries, y, strict=True):
            summary.add(row)
        if len(y) > 1:
            away = y - self.centre[:, None]
            self.cross += away @ away.T
            self.total += away.sum(axis=1)
        self.n += y.shape[1]

    def simulation(
        self,
        model: Model,
        seed: int,
        p: float,
        *,
        stable: bool | None = None,
        digits: int | None = None,
        tolerance: tuple[float, ...] = (),
    ) -> Simulation:
        outputs = tuple(
            OutputSummary(name, s.mean, s.sd, s.symmetric(p), s.shortest(p), s.histogram())
            for name, s in zip(self.names, self.summaries, strict=True)
        )
        if len(outputs) == 1:
            covariance = np.array([[outputs[0].sd ** 2]])
        else:
            covariance = (self.cross - np.outer(self.total, self.total) / self.n) / (self.n - 1)
        return Simulation(
            model.name, model.version, seed, GENERATOR, self.n, p, outputs, covariance, stable, digits, tolerance
        )


def numerical_tolerance(u: float, digits: int) -> float:
    """δ = ½·10ˡ where u = c·10ˡ with ``digits`` significant digits in c (JCGM 101, 7.9.2)."""
    if not u > 0 or not math.isfinite(u):
        raise InvalidArgument("u", f"a numerical tolerance needs a positive uncertainty, not {u!r}")
    rounded = Decimal(f"{u:.{whole('digits', digits, least=1) - 1}e}")
    return 0.5 * 10.0 ** (rounded.adjusted() - digits + 1)


@dataclass(frozen=True, slots=True)
class Validation:
    """The comparison of JCGM 101, 8.1: end points of the first-order interval against those of Monte Carlo.

    ``validated`` when both differences are within ``tolerance``.
    """

    first_order: Coverage
    value: float
    interval: Interval
    d_low: float
    d_high: float
    tolerance: float
    validated: bool


def validate_first_order(
    model: Model,
    inputs: Mapping[str, Input],
    simulation: Simulation,
    correlations: Sequence[Correlation] = (),
    *,
    digits: int = 2,
    output: int = 0,
) -> Validation:
    """Validate the first-order result of one output against ``simulation`` (its symmetric interval)."""
    result = propagate(model, inputs, correlations).result
    coverage = result.coverage(simulation.p, output)
    interval = simulation.outputs[output].symmetric
    value = float(result.values[output])
    low, high = abs(value - coverage.expanded - interval.low), abs(value + coverage.expanded - interval.high)
    tolerance = numerical_tolerance(float(result.u[output]), digits)
    return Validation(coverage, value, interval, low, high, tolerance, max(low, high) <= tolerance)
