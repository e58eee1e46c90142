"""Writing a unit: as a symbol (``kg·m²·s⁻²`` or with one solidus) and as D-SI text."""

from quanheng.core.metrology.units.dimension import SUPERSCRIPTS
from quanheng.core.metrology.units.errors import NoNotation
from quanheng.core.metrology.units.unit import Term, Unit


def symbol_text(unit: Unit) -> str:
    """The unit with its symbols, multiplied by ``·``, divided by one solidus. Falls back on Chinese names of atoms
    without a symbol; a unit with a number in it is written by its SI factor and base units.
    """
    if unit.terms is None:
        return f"{unit.factor} {unit.dimension.si}"
    above = [_powered(_symbol(t), t.exponent) for t in unit.terms if t.exponent > 0]
    below = [_powered(_symbol(t), -t.exponent) for t in unit.terms if t.exponent < 0]
    if not below:
        return "·".join(above) or "1"
    if not above:
        return "·".join(_powered(_symbol(t), t.exponent) for t in unit.terms)
    divisor = below[0] if len(below) == 1 else f"({'·'.join(below)})"
    return f"{'·'.join(above)}/{divisor}"


def dsi_text(unit: Unit) -> str:
    r"""The unit as D-SI text, ``\metre\second\tothe{-1}``; ``NoNotation`` when an atom has no D-SI name."""
    if unit.terms is None:
        raise NoNotation("D-SI", f"{unit.factor} {unit.dimension.si}")
    return "".join(_dsi(term) for term in unit.terms) or r"\one"


def _dsi(term: Term) -> str:
    name = term.atom.dsi
    if not name:
        raise NoNotation("D-SI", term.atom.id)
    prefix = f"\\{term.prefix.id}" if term.prefix else ""
    if prefix == r"\kilo" and name == "gram":
        prefix, name = "", "kilogram"
    if prefix == r"\deci" and name == "bel":
        prefix, name = "", "decibel"
    power = "" if term.exponent == 1 else f"\\tothe{{{term.exponent}}}"
    return f"{prefix}\\{name}{power}"


def _symbol(term: Term) -> str:
    return (term.prefix.symbol if term.prefix else "") + (term.atom.symbol or plain_name(term.atom.names[0]))


def plain_name(name: str) -> str:
    """A Chinese name in full: ``安[培]`` is 安培."""
    return name.replace("[", "").replace("]", "")


def _powered(symbol: str, exponent: int) -> str:
    return symbol if exponent == 1 else symbol + str(exponent).translate(SUPERSCRIPTS)
