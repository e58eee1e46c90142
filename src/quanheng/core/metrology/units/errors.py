"""What can be wrong with a unit. Errors carry plain facts; the words shown to people belong to the caller."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quanheng.core.metrology.units.unit import Unit


class UnitError(ValueError):
    """Any refusal of this package."""


@dataclass
class UnknownUnit(UnitError):
    """Nothing in the catalogue is written so. ``at`` is where reading stopped; ``suggestions`` are near names."""

    text: str
    at: int = 0
    suggestions: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.text!r} is not a unit (stopped at character {self.at + 1})"


@dataclass
class AmbiguousUnit(UnitError):
    """The text can be read in two ways: ``a/b·c`` and ``a/b/c`` need parentheses (SI brochure, 5.2)."""

    text: str
    at: int = 0

    def __str__(self) -> str:
        return f"{self.text!r} can be read in two ways: use parentheses after the solidus"


@dataclass
class DimensionMismatch(UnitError):
    """The two units measure different things altogether."""

    source: "Unit"
    target: "Unit"

    def __str__(self) -> str:
        return f"dimensions differ: {self.source.dimension} and {self.target.dimension}"


@dataclass
class KindMismatch(UnitError):
    """Same dimension, different kind of quantity: torque and energy, hertz and becquerel."""

    source: "Unit"
    target: "Unit"

    def __str__(self) -> str:
        return f"kinds of quantity differ: {self.source.kind} and {self.target.kind}"


@dataclass
class OffsetUnit(UnitError):
    """A unit with an offset zero (℃, °F) cannot be multiplied; its interval can."""

    unit: "Unit"

    def __str__(self) -> str:
        return "a unit with an offset zero cannot be multiplied or raised to a power: use its interval"


@dataclass
class NoNotation(UnitError):
    """The unit cannot be written in the notation asked for."""

    notation: str
    what: str

    def __str__(self) -> str:
        return f"{self.what} has no {self.notation} form"


@dataclass
class BadNumber(UnitError):
    """``text`` is not a decimal number that can be taken exactly; ``reason`` is ``syntax``, ``long`` or ``range``."""

    text: str
    reason: str

    def __str__(self) -> str:
        return f"{self.text[:40]!r} is not taken as a number: {self.reason}"
