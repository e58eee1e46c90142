"""The stream of random words under one label, and the choices made with it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from quanheng.core.trust.draw.algorithm import Algorithm, DrawFault, lp, sorted_ids

WORD = 1 << 64
MOST = 1 << 63


def block_input(seed: bytes, label: str, number: int) -> bytes:
    """What is hashed to block ``number``."""
    return b"MDRAW-1 block\n" + seed + lp(label) + number.to_bytes(8, "big")


class Stream:
    """The words of ``seed`` under ``label``: each block of 32 bytes is four big-endian words of 64 bits."""

    def __init__(self, algorithm: Algorithm, seed: bytes, label: str) -> None:
        self._algorithm, self._seed, self._label = algorithm, seed, label
        self._words = self._generate()
        self.used = 0
        self.last = 0

    def _generate(self) -> Iterator[int]:
        number = 0
        while True:
            block = self._algorithm.hash(block_input(self._seed, self._label, number))
            for start in (0, 8, 16, 24):
                self.used += 1
                yield int.from_bytes(block[start : start + 8], "big")
            number += 1

    def word(self) -> int:
        """The next word."""
        return next(self._words)

    def below(self, count: int) -> int:
        """A number from 0 to ``count`` - 1, each equally likely: words of the incomplete last run are thrown away."""
        if not 1 <= count <= MOST:
            raise DrawFault("below", f"{count} is not from 1 to 2^63")
        limit = WORD - WORD % count
        while (word := self.word()) >= limit:
            pass
        self.last = word
        return word % count


@dataclass(frozen=True, slots=True)
class Step:
    """One choice: the ``word`` that decided it, of how many (``left``), which place it gave (``other``, from ``place``
    on), and what stood there.
    """

    place: int
    word: int
    left: int
    other: int
    id: str

    @property
    def hex(self) -> str:
        """The word as eight bytes in hex."""
        return f"{self.word:016x}"

    @property
    def rest(self) -> int:
        """What remains when the word is divided by how many are left."""
        return self.other - self.place


def steps(algorithm: Algorithm, seed: bytes, ids: Iterable[str], count: int, label: str) -> Iterator[Step]:
    """``count`` choices out of ``ids``, one after another."""
    pool = sorted_ids(ids, label)
    if not 0 <= count <= len(pool):
        raise DrawFault(label, f"{count} cannot be drawn from {len(pool)}")
    stream = Stream(algorithm, seed, label)
    for place in range(count):
        left = len(pool) - place
        other = place + stream.below(left)
        pool[place], pool[other] = pool[other], pool[place]
        yield Step(place, stream.last, left, other, pool[place])


def pick(algorithm: Algorithm, seed: bytes, ids: Iterable[str], count: int, label: str) -> list[str]:
    """``count`` of ``ids`` in the order in which they are drawn. More of them extend the same order, so a reserve is
    simply what comes next.
    """
    return [step.id for step in steps(algorithm, seed, ids, count, label)]
