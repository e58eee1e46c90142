"""Axes with round ticks."""

import math
from dataclasses import dataclass

LONGEST_LABEL = 9
ROUND = (1.0, 2.0, 2.5, 5.0, 10.0)
ROOM = 0.7  # a few ticks more than asked for are better than two


@dataclass(frozen=True, slots=True)
class Axis:
    """Maps values from ``low`` to ``high`` onto ``start`` to ``end``. Tick labels are differences from ``origin`` where
    the values themselves would need too many digits (``origin`` is then not zero).
    """

    low: float
    high: float
    start: float
    end: float
    origin: float
    ticks: tuple[tuple[float, str], ...]

    def at(self, value: float) -> float:
        """Where ``value`` stands."""
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)


def axis(low: float, high: float, start: float, end: float, *, origin: float = 0.0, count: int = 5) -> Axis:
    """An axis over ``low`` to ``high`` with about ``count`` round ticks. ``origin`` is used only where it is needed."""
    if not high > low:
        pad = abs(low) * 1e-6 or 1.0
        low, high = low - pad, high + pad
    for base in (0.0, origin):
        ticks = _ticks(low - base, high - base, count)
        if base == origin or max(len(label) for _, label in ticks) <= LONGEST_LABEL:
            return Axis(low, high, start, end, base, tuple((tick + base, label) for tick, label in ticks))
    raise AssertionError("the loop always returns")


def _ticks(low: float, high: float, count: int) -> list[tuple[float, str]]:
    raw = (high - low) / count
    power = 10.0 ** math.floor(math.log10(raw))
    step = power * next(r for r in ROUND if r * power >= raw * ROOM)
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    decimals = max(-math.floor(math.log10(step) + 1e-9), 0) + (step / power == ROUND[2])
    largest = max(abs(low), abs(high))
    plain = decimals <= LONGEST_LABEL and largest < 10**LONGEST_LABEL
    digits = max(math.ceil(math.log10(largest / step)) + 2, 2)
    return [
        (i * step, f"{i * step:.{decimals}f}" if plain else f"{i * step:.{digits}g}") for i in range(first, last + 1)
    ]
