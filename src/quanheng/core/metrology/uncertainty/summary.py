"""A summary of Monte Carlo trials that does not grow with their number and merges in any order."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from quanheng.core.metrology.errors import InvalidArgument, probability
from quanheng.core.metrology.statement import Statement

Array = NDArray[np.float64]
BINS = 1 << 17
REACH = 25.0
PENDING = 1 << 18
COLUMNS = 120


@dataclass(frozen=True, slots=True)
class Interval:
    """A coverage interval: ``low``, ``high``, its probability, and how it was chosen."""

    low: float
    high: float
    p: float
    kind: str


@dataclass(frozen=True, slots=True)
class Histogram:
    """Density of an output between two quantiles, in equal bins from ``start``: for pictures, not for intervals."""

    start: float
    width: float
    density: tuple[float, ...]


class Summary:
    """Moments and a fine histogram of one output. Bins are 25 standard deviations to each side of the first quantum's
    mean, 2¹⁷ of them, so 4e-4 standard deviations wide: an end point is interpolated inside its bin, which leaves 1e-6
    where the density is smooth. Values beyond are counted; an end point that falls among them is an error, not a guess.
    """

    def __init__(self, first: Array) -> None:
        centre, spread = float(first.mean()), float(first.std())
        self.width = (REACH * spread or 1.0) * 2 / BINS
        self.start = centre - self.width * BINS / 2
        self.centre = centre
        self._counts = np.zeros(BINS + 2, dtype=np.int64)
        self._pending = np.empty(PENDING, dtype=np.intp)
        self._held = 0
        self.n = 0
        self.sums: list[tuple[float, float]] = []

    def add(self, values: Array) -> None:
        """Take in one quantum."""
        place = values - self.start
        place *= 1 / self.width
        place += 1.0  # bin 0 holds what lies below, so that cutting off decimals is rounding down everywhere else
        np.clip(place, 0.0, BINS + 1, out=place)
        for piece in np.split(place, range(PENDING, place.size, PENDING)) if place.size > PENDING else (place,):
            if self._held + piece.size > PENDING:
                self._count()
            self._pending[self._held : self._held + piece.size] = piece
            self._held += piece.size
        away = values - self.centre
        self.sums.append((float(away.sum()), float(away @ away)))
        self.n += values.size

    def _count(self) -> None:
        """Count many quanta at once: the table of bins is walked through once, not once for each."""
        if self._held:
            self._counts += np.bincount(self._pending[: self._held], minlength=BINS + 2)
            self._held = 0

    @property
    def counts(self) -> NDArray[np.int64]:
        """Trials in each bin; the first and last hold what lies beyond."""
        self._count()
        return self._counts

    @property
    def mean(self) -> float:
        """Average of all trials."""
        return self.centre + float(np.sum([s for s, _ in self.sums])) / self.n

    @property
    def sd(self) -> float:
        """Standard deviation of all trials (JCGM 101, 7.6)."""
        total = float(np.sum([s for s, _ in self.sums]))
        square = float(np.sum([q for _, q in self.sums]))
        return float(np.sqrt(max(square - total * total / self.n, 0.0) / (self.n - 1)))

    def quantile(self, p: Array | float) -> Array:
        """Quantiles by linear interpolation inside a bin."""
        counts = self.counts
        cumulative = np.cumsum(counts)
        target = np.atleast_1d(np.asarray(p, dtype=np.float64)) * self.n
        if (target < counts[0]).any() or (target > self.n - counts[-1]).any():
            raise InvalidArgument(
                "p", Statement("an end point lies beyond 25 standard deviations: the tails are too heavy for it")
            )
        place = np.searchsorted(cumulative, target, side="left")
        before = np.where(place > 0, cumulative[place - 1], 0)
        inside = np.maximum(counts[place], 1)
        return np.asarray(self.start + self.width * (place - 1 + (target - before) / inside))

    def histogram(self, tail: float = 5e-4) -> Histogram:
        """The density between the quantiles ``tail`` and 1 − ``tail`` (the middle half where the tails are too heavy),
        in about 120 equal bins made of whole fine ones.
        """
        try:
            low, high = self.quantile(np.array([tail, 1 - tail]))
        except InvalidArgument:
            low, high = self.quantile(np.array([0.25, 0.75]))
        first, last = (int((end - self.start) / self.width) for end in (low, high))
        step = max((last - first + 1) // COLUMNS, 1)
        last = first + max((last - first) // step, 1) * step
        inside = self.counts[1 + first : 1 + last].reshape(-1, step).sum(axis=1)
        width = step * self.width
        return Histogram(self.start + first * self.width, width, tuple(map(float, inside / (self.n * width))))

    def symmetric(self, p: float) -> Interval:
        """The probabilistically symmetric coverage interval."""
        tail = (1 - probability("p", p)) / 2
        low, high = self.quantile(np.array([tail, 1 - tail]))
        return Interval(float(low), float(high), p, "symmetric")

    def shortest(self, p: float) -> Interval:
        """The shortest coverage interval (JCGM 101, 5.3.4), searched over 2,000 positions and refined once."""
        room = 1 - probability("p", p)
        edge = max(float(self.counts[0]), float(self.counts[-1])) / self.n
        starts = np.linspace(edge, room - edge, 2001)
        for _ in range(2):
            lengths = self.quantile(np.minimum(starts + p, 1 - edge)) - self.quantile(starts)
            best = _vertex(starts, lengths)
            step = starts[1] - starts[0]
            starts = np.linspace(max(edge, best - 20 * step), min(room - edge, best + 20 * step), 2001)
        low, high = self.quantile(np.array([best, best + p]))
        return Interval(float(low), float(high), p, "shortest")


def _vertex(x: Array, y: Array) -> float:
    """Where a parabola through the lowest tenth of ``y`` has its minimum: the search is not led by single trials."""
    lowest = np.argsort(y)[: max(len(x) // 10, 5)]
    near = np.abs(x - np.median(x[lowest])) <= np.ptp(x[lowest]) / 2 + 1e-15
    a, b, _ = np.polyfit(x[near] - x[near].mean(), y[near], 2)
    if a <= 0:
        return float(x[np.argmin(y)])
    return float(np.clip(x[near].mean() - b / (2 * a), x[near].min(), x[near].max()))
