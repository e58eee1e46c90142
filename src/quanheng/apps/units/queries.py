"""What can be asked of the units register. It is public and lives in memory: no actor, no SQL."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from quanheng.apps.units.converter import equivalents
from quanheng.apps.units.records import Standing, UnitRecord
from quanheng.apps.units.register import register
from quanheng.apps.units.rules import legal_status as standing_of
from quanheng.apps.units.words import factor_words, spaced
from quanheng.core.metrology.units import (
    NoNotation,
    OffsetUnit,
    Unit,
    UnitError,
    convert,
    decimal_text,
    dsi_text,
    read_unit,
)

CONVERSION_DIGITS = 10
LONGEST_FRACTION = 24  # longer ones nobody reads; the address of the converter gives them
_ONE = Fraction(1)


@dataclass(frozen=True, slots=True)
class Equivalent:
    """One unit in another: ``text`` is exact or rounded; ``fraction`` exact where the decimal is not."""

    symbol: str
    text: str
    exact: bool
    fraction: str


def unit(slug: str) -> UnitRecord | None:
    """The unit at an address, if any."""
    return register().by_slug.get(slug)


def legal_status(written: Unit, day: date) -> Standing | None:
    """法定地位 of a unit, simple or compound, on ``day``; ``None`` when the register cannot say."""
    return standing_of(written, day, register().by_atom)[0]


def in_legal_units(record: UnitRecord) -> list[Equivalent]:
    """One of this unit in each legal unit of its quantity. Empty where zeros differ or there is no fixed factor."""
    found = []
    for text in equivalents(record.unit):
        target = read_unit(text)
        if target.factor == record.unit.factor or record.unit.offset or target.offset:
            continue
        try:
            result = convert(_ONE, record.unit, target).result
        except UnitError:
            continue
        decimal, exact = decimal_text(result, CONVERSION_DIGITS)
        fraction = factor_words(result)[0]
        short = fraction if len(fraction) <= LONGEST_FRACTION else ""
        found.append(Equivalent(text, spaced(decimal), exact and record.unit.exact, short))
    return found


def dsi_of(record: UnitRecord) -> str:
    """The D-SI text of a unit, empty where it has none."""
    try:
        return dsi_text(record.unit)
    except (NoNotation, OffsetUnit):
        return ""


def ucum_of(record: UnitRecord) -> str:
    """The UCUM code of a unit of one atom, empty where it has none."""
    terms = record.unit.terms or ()
    if len(terms) != 1 or terms[0].exponent != 1 or not terms[0].atom.ucum:
        return ""
    prefix = terms[0].prefix
    return ({"μ": "u"}.get(prefix.symbol, prefix.symbol) if prefix else "") + terms[0].atom.ucum[0]
