"""Exact factors: a rational number times an integer power of π."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Self


@dataclass(frozen=True, slots=True)
class Factor:
    """``ratio * π**pi``, exactly. The degree is ``Factor(Fraction(1, 180), 1)`` radian."""

    ratio: Fraction
    pi: int = 0

    def __mul__(self, other: Self) -> "Factor":
        return Factor(self.ratio * other.ratio, self.pi + other.pi)

    def __truediv__(self, other: Self) -> "Factor":
        return Factor(self.ratio / other.ratio, self.pi - other.pi)

    def __pow__(self, exponent: int) -> "Factor":
        return Factor(self.ratio**exponent, self.pi * exponent)

    def __str__(self) -> str:
        power = {0: "", 1: "·π", -1: "/π"}.get(self.pi, f"·π^{self.pi}")
        return f"{self.ratio}{power}"


ONE = Factor(Fraction(1))
