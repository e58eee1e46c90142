"""Quantities (量值): an exact value and its unit."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Self

from quanheng.core.metrology.units.conversion import check_comparable, convert
from quanheng.core.metrology.units.errors import OffsetUnit
from quanheng.core.metrology.units.factor import Factor
from quanheng.core.metrology.units.unit import Unit


@dataclass(frozen=True, slots=True)
class Quantity:
    """``value`` times ``unit``. Sums need comparable units and take the unit of the left side."""

    value: Factor
    unit: Unit

    @classmethod
    def of(cls, value: Fraction | int, unit: Unit) -> Self:
        """A quantity with a rational value."""
        return cls(Factor(Fraction(value)), unit)

    def to(self, unit: Unit) -> "Quantity":
        """The same quantity in ``unit``."""
        if self.unit.offset or unit.offset:
            if self.value.pi:
                raise OffsetUnit(self.unit)
            return Quantity(convert(self.value.ratio, self.unit, unit).result, unit)
        check_comparable(self.unit, unit)
        return Quantity(self.value * (self.unit.factor / unit.factor), unit)

    def __add__(self, other: "Quantity") -> "Quantity":
        for unit in (self.unit, other.unit):
            if unit.offset:
                raise OffsetUnit(unit)
        right = other.to(self.unit).value
        if right.ratio and self.value.ratio and right.pi != self.value.pi:
            raise ValueError("a sum of different powers of π has no exact form here")
        return Quantity(
            Factor(self.value.ratio + right.ratio, self.value.pi if self.value.ratio else right.pi), self.unit
        )

    def __neg__(self) -> "Quantity":
        return Quantity(Factor(-self.value.ratio, self.value.pi), self.unit)

    def __sub__(self, other: "Quantity") -> "Quantity":
        return self + -other

    def __mul__(self, other: "Quantity") -> "Quantity":
        return Quantity(self.value * other.value, self.unit * other.unit)

    def __truediv__(self, other: "Quantity") -> "Quantity":
        return Quantity(self.value / other.value, self.unit / other.unit)
