"""How much to do at once: slices of a task, and pieces within one transaction, sized by measured time."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

AIM = 0.25
"""Seconds one piece should hold the write lock. Others wait at most about four times as long."""
BREATH = 0.2
"""The share of a piece's time that is left free after it: a writer of SQLite that waits asks again every few
milliseconds, and must find the lock free when it does.
"""


stopping = threading.Event()
"""Set when the worker was asked to stop: slices end with their present piece."""


@dataclass
class Slice:
    """A few seconds of work: ``if not slice.left: enqueue the rest and return``."""

    seconds: float = 4.0
    ends: float = field(init=False)

    def __post_init__(self) -> None:
        self.ends = time.monotonic() + self.seconds

    @property
    def left(self) -> bool:
        """Whether there is time for another piece, and nobody asked the worker to stop."""
        return time.monotonic() < self.ends and not stopping.is_set()


@dataclass
class Pieces:
    """The size of the next piece, learnt from how long the last one took. Open ``measured()`` and in it one transaction
    over at most ``size`` rows.
    """

    size: int = 50
    least: int = 1
    most: int = 2000
    aim: float = AIM
    longest: float = 0.0

    @contextmanager
    def measured(self) -> Iterator[None]:
        """Time what is inside and set the next size: at most doubled, at least quartered."""
        begun = time.monotonic()
        yield
        taken = max(time.monotonic() - begun, 0.0001)
        self.longest = max(self.longest, taken)
        factor = min(2.0, max(0.25, self.aim / taken))
        self.size = max(self.least, min(self.most, int(self.size * factor)))
        time.sleep(taken * BREATH)
