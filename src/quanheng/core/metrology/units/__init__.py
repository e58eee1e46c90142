r"""Units and quantities (单位与量): exact factors, integer exponents, and the kind of quantity.

A unit is an exact rational times a power of π, integer exponents of the seven SI base units, and a kind of quantity, so
that torque is not energy, the hertz is not the becquerel and a difference of 1 ℃ is not a temperature of 1 ℃. Units
multiply, divide and take integer powers; they form a group. Text comes in as symbols (``kW·h``), Chinese names
(千瓦时), D-SI (``\kilo\watt\hour``) and UCUM codes (``kW.h``), and goes out as symbols and D-SI.
"""

from quanheng.core.metrology.units.catalogue import Catalogue, catalogue
from quanheng.core.metrology.units.conversion import Conversion, convert
from quanheng.core.metrology.units.dimension import Dimension
from quanheng.core.metrology.units.errors import (
    AmbiguousUnit,
    BadNumber,
    DimensionMismatch,
    KindMismatch,
    NoNotation,
    OffsetUnit,
    UnitError,
    UnknownUnit,
)
from quanheng.core.metrology.units.factor import Factor
from quanheng.core.metrology.units.kind import Kind
from quanheng.core.metrology.units.numbers import decimal_text, exact_number
from quanheng.core.metrology.units.quantity import Quantity
from quanheng.core.metrology.units.reading import read_unit
from quanheng.core.metrology.units.unit import Atom, Term, Unit
from quanheng.core.metrology.units.writing import dsi_text, symbol_text

__all__ = [
    "AmbiguousUnit",
    "Atom",
    "BadNumber",
    "Catalogue",
    "Conversion",
    "Dimension",
    "DimensionMismatch",
    "Factor",
    "Kind",
    "KindMismatch",
    "NoNotation",
    "OffsetUnit",
    "Quantity",
    "Term",
    "Unit",
    "UnitError",
    "UnknownUnit",
    "catalogue",
    "convert",
    "decimal_text",
    "dsi_text",
    "exact_number",
    "read_unit",
    "symbol_text",
]
