"""Drawing the influences of a Monte Carlo run, reproducibly whatever the size of the blocks.

Trials come in quanta of fixed size. Quantum number q draws from its own generator, seeded by (run seed, q), so a block
of any number of quanta holds the same trials, on any number of processes.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from quanheng.core.metrology.errors import InvalidArgument
from quanheng.core.metrology.statement import Statement
from quanheng.core.metrology.uncertainty.influence import Correlation, Influence, correlation_matrix

Array = NDArray[np.float64]
QUANTUM = 10_000
GENERATOR = "SFC64"


@dataclass(frozen=True, slots=True)
class _Joint:
    """A correlated group: positions, and the square root of its correlation matrix."""

    places: tuple[int, ...]
    root: Array
    nu: float


class Drawer:
    """Draws all influences of a budget. Independent ones by their own distributions; a correlated group jointly
    normal (all its members normal) or jointly Student t (all of one ensemble). Other correlated groups have no stated
    joint distribution and are refused (JCGM 101, 6.4.8).
    """

    def __init__(self, influences: Sequence[Influence], correlations: Sequence[Correlation], seed: int) -> None:
        self.influences = tuple(influences)
        self.seed = seed
        matrix = correlation_matrix(self.influences, correlations)
        self.groups = [self._joint(places, matrix) for places in _linked(matrix)]
        grouped = {place for group in self.groups for place in group.places}
        self.single = [i for i in range(len(self.influences)) if i not in grouped]

    def _joint(self, places: tuple[int, ...], matrix: Array) -> _Joint:
        members = [self.influences[i] for i in places]
        kinds = {m.distribution.kind for m in members}
        nu = members[0].dof
        same_ensemble = len({m.ensemble for m in members}) == 1 and members[0].ensemble
        if kinds != {"normal"} and not (kinds == {"t"} and same_ensemble and len({m.dof for m in members}) == 1):
            raise InvalidArgument(
                "correlations",
                Statement(
                    "{ids}: correlated influences need a joint distribution; all normal, or all observed in one "
                    "ensemble (JCGM 101, 6.4.8)",
                    ids=", ".join(m.id for m in members),
                ),
            )
        values, vectors = np.linalg.eigh(matrix[np.ix_(places, places)])
        root = vectors * np.sqrt(np.maximum(values, 0.0))
        return _Joint(places, root, nu if kinds == {"t"} else np.inf)

    def quantum(self, number: int, out: Array | None = None) -> Array:
        """Trials of quantum ``number``: shape (influences, QUANTUM), in ``out`` where it is given: fresh memory for
        every quantum costs as much as the arithmetic on it.
        """
        sequence = np.random.SeedSequence(self.seed, spawn_key=(number,))
        rng = np.random.Generator(np.random.SFC64(sequence))
        drawn = np.empty((len(self.influences), QUANTUM)) if out is None else out
        for i in self.single:
            self.influences[i].distribution.fill(rng, drawn[i])
        for group in self.groups:
            z = group.root @ rng.standard_normal((len(group.places), QUANTUM))
            if np.isfinite(group.nu):
                z *= np.sqrt(group.nu / rng.chisquare(group.nu, QUANTUM))
            for row, i in enumerate(group.places):
                drawn[i] = self.influences[i].value + self.influences[i].u * z[row]
        return drawn


def _linked(matrix: Array) -> list[tuple[int, ...]]:
    """The groups of influences linked by non-zero correlations, each of two or more."""
    n = matrix.shape[0]
    free, groups = set(range(n)), []
    while free:
        frontier, group = [min(free)], set()
        while frontier:
            i = frontier.pop()
            if i in group:
                continue
            group.add(i)
            frontier.extend(int(j) for j in np.flatnonzero(matrix[i]) if j != i)
        free -= group
        if len(group) > 1:
            groups.append(tuple(sorted(group)))
    return groups
