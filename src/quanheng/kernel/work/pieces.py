"""How much to do at once: slices of a task, and pieces within one transaction, sized by measured time."""

import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TypeVar

T = TypeVar("T")

AIM = 0.25
"""Seconds one piece should hold the write lock. Others wait at most about four times as long."""
FIRST = 5
"""Rows in the first piece: few, for nobody knows yet what they cost."""
_ROUNDING = 1e-9
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

    def restart(self) -> None:
        """Count from now, at least as long as it has taken to come here: what goes through a file from its beginning to
        where it left off does not spend all its time on the way.
        """
        now = time.monotonic()
        self.ends = now + max(self.seconds, now - (self.ends - self.seconds))

    @property
    def left(self) -> bool:
        """Whether there is time for another piece, and nobody asked the worker to stop."""
        return time.monotonic() < self.ends and not stopping.is_set()


@dataclass
class Pieces:
    """The size of the next piece, learnt from how long the last ones took. Rows of different kinds may cost very
    different time, so each kind has a size of its own (``first`` until one was measured), and a piece may hold so many
    of each that together they make one. ``measured()`` goes around one transaction over at most that many rows.
    """

    sizes: dict[str, int] = field(default_factory=dict)
    first: int = FIRST
    least: int = 1
    most: int = 2000
    aim: float = AIM
    longest: float = 0.0

    def size(self, kind: str = "") -> int:
        """How many rows of ``kind`` make a piece."""
        return self.sizes.get(kind, self.first)

    @property
    def widest(self) -> int:
        """No piece has more rows."""
        return max([self.first, *self.sizes.values()])

    def cut(self, rows: Iterable[T], kind: Callable[[T], str]) -> list[T]:
        """The first of ``rows`` that make a piece: at least one."""
        piece: list[T] = []
        taken = 0.0
        for row in rows:
            taken += 1 / self.size(kind(row))
            if piece and taken > 1 + _ROUNDING:
                break
            piece.append(row)
        return piece

    @contextmanager
    def measured(self, *kinds: str) -> Iterator[None]:
        """Time what is inside and set the next size of ``kinds``: at most doubled, at least quartered."""
        begun = time.monotonic()
        yield
        taken = max(time.monotonic() - begun, 0.0001)
        self.longest = max(self.longest, taken)
        factor = min(2.0, max(0.25, self.aim / taken))
        for kind in set(kinds) or {""}:
            self.sizes[kind] = max(self.least, min(self.most, int(self.size(kind) * factor)))
        time.sleep(taken * BREATH)
