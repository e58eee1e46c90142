"""Dimensions (量纲): integer exponents of the seven base quantities."""

from dataclasses import dataclass
from typing import Self

BASE_UNITS = ("m", "kg", "s", "A", "K", "mol", "cd")
BASE_QUANTITIES = ("L", "M", "T", "I", "Θ", "N", "J")
SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
Exponents = tuple[int, int, int, int, int, int, int]


@dataclass(frozen=True, slots=True)
class Dimension:
    """Exponents of metre, kilogram, second, ampere, kelvin, mole, candela, in this order."""

    exponents: Exponents = (0, 0, 0, 0, 0, 0, 0)

    def __mul__(self, other: Self) -> "Dimension":
        return Dimension(_seven(a + b for a, b in zip(self.exponents, other.exponents, strict=True)))

    def __pow__(self, exponent: int) -> "Dimension":
        return Dimension(_seven(a * exponent for a in self.exponents))

    def __str__(self) -> str:
        return self._written(BASE_QUANTITIES) or "1"

    @property
    def si(self) -> str:
        """The coherent SI unit in base units, ``kg·m²·s⁻²``; ``1`` when dimensionless."""
        mass_first = ("kg", "m", *BASE_UNITS[2:])
        order = dict(zip(BASE_UNITS, self.exponents, strict=True))
        return "·".join(_power(unit, order[unit]) for unit in mass_first if order[unit]) or "1"

    def _written(self, names: tuple[str, ...]) -> str:
        return "·".join(_power(name, n) for name, n in zip(names, self.exponents, strict=True) if n)


NONE = Dimension()


def base(index: int) -> Dimension:
    """The dimension of the base unit at ``index``."""
    return Dimension(_seven(int(i == index) for i in range(len(BASE_UNITS))))


def _seven(values: object) -> Exponents:
    exponents: Exponents = tuple(values)  # type: ignore[arg-type, assignment]
    return exponents


def _power(name: str, exponent: int) -> str:
    return name if exponent == 1 else name + str(exponent).translate(SUPERSCRIPTS)
