"""What stands at one place of the text: the units it may mean and whether it is written right."""

from dataclasses import dataclass
from fractions import Fraction

from quanheng.core.metrology.units.lint.vocabulary import Rule
from quanheng.core.metrology.units.unit import Unit


@dataclass(frozen=True, slots=True)
class Sign:
    """A unit in the folded text, from ``start`` to ``end``. ``units`` are what it may mean, times ``scale``; ``right``
    is how it should be written when that is known; ``power`` says that it is written as a factor (``×10⁻⁶``).
    """

    start: int
    end: int
    units: tuple[Unit, ...]
    right: str = ""
    rule: Rule | None = None
    scale: Fraction = Fraction(1)
    power: bool = False
    ambiguous: bool = False
