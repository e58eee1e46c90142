"""Kind of quantity (量的种类): what the dimension cannot tell apart.

A kind is a product of marks with integer exponents: it multiplies and divides with the unit, so kinds form a group as
units do. The joule carries ``energy``, a newton metre written for a moment carries ``torque``, the plain product of a
newton and a metre carries nothing and may become either.

Two kinds are compatible when one says no more than the other does (no mark contradicts): ``s⁻¹`` with the hertz and
with the becquerel, but not these two with each other;
J/kg with the gray and with the sievert. Angle, solid angle and level
are *strict*: they must be equal, because dropping them changes a number (Hz and rad/s, cd and lm, dB and 1).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

STRICT = frozenset({"angle", "solid_angle", "level", "natural_level"})
FREE = frozenset(
    {
        "energy",
        "torque",
        "frequency",
        "activity",
        "rotation",
        "absorbed_dose",
        "dose_equivalent",
        "apparent_power",
        "reactive_power",
        "temperature",
        "temperature_difference",
    }
)


@dataclass(frozen=True, slots=True)
class Kind:
    """Marks with non-zero exponents, sorted by name."""

    marks: tuple[tuple[str, int], ...] = ()

    def __mul__(self, other: Self) -> "Kind":
        total = dict(self.marks)
        for mark, exponent in other.marks:
            total[mark] = total.get(mark, 0) + exponent
        return kind_of(total)

    def __pow__(self, exponent: int) -> "Kind":
        return kind_of({mark: n * exponent for mark, n in self.marks})

    def __str__(self) -> str:
        return " ".join(mark if n == 1 else f"{mark}^{n}" for mark, n in self.marks) or "unspecified"

    def compatible(self, other: "Kind") -> bool:
        """Whether a value may pass between the two kinds."""
        mine, theirs = dict(self.marks), dict(other.marks)
        if any(mine.get(mark, 0) != theirs.get(mark, 0) for mark in STRICT):
            return False
        return mine.items() <= theirs.items() or theirs.items() <= mine.items()


UNSPECIFIED = Kind()


def kind_of(marks: Mapping[str, int]) -> Kind:
    """The kind with these marks; a mark outside the vocabulary is a ``ValueError``."""
    strange = set(marks) - STRICT - FREE
    if strange:
        raise ValueError(f"unknown marks of kind: {sorted(strange)}")
    return Kind(tuple(sorted((mark, n) for mark, n in marks.items() if n)))
