r"""Reading D-SI unit text: ``\kilo\metre\second\tothe{-1}``, ``\joule\per\kilogram``.

``\per`` divides by the one unit after it; ``\tothe{n}`` raises the unit before it. Fractional exponents are refused:
the algebra holds integers.
"""

import re
from collections.abc import Mapping

from quanheng.core.metrology.units.errors import UnknownUnit
from quanheng.core.metrology.units.symbols import LARGEST_EXPONENT, LONGEST
from quanheng.core.metrology.units.unit import Atom, Prefix, Unit, atomic

_TOKEN = re.compile(r"\\([A-Za-z]+)(?:\{\s*([-+]?\d{1,2})\s*\})?\s*")
_SQUARES = {"squared": 2, "cubed": 3}


def read_dsi(text: str, atoms: Mapping[str, Atom], prefixes: Mapping[str, Prefix]) -> Unit:
    """The unit written in D-SI. ``UnknownUnit`` says where reading stopped."""
    if len(text) > LONGEST * 2:
        raise UnknownUnit(text[:40] + "…", LONGEST)
    text = text.strip()
    tokens: list[tuple[str, str | None, int]] = []
    at = 0
    while at < len(text):
        found = _TOKEN.match(text, at)
        if not found:
            raise UnknownUnit(text, at)
        tokens.append((found[1], found[2], at))
        at = found.end()
    unit, index = Unit(), 0
    while index < len(tokens):
        each, index = _one(text, tokens, index, atoms, prefixes)
        unit = each if len(tokens) == index and unit == Unit() and each.offset else unit * each.interval
    return unit


def _one(
    text: str,
    tokens: list[tuple[str, str | None, int]],
    index: int,
    atoms: Mapping[str, Atom],
    prefixes: Mapping[str, Prefix],
) -> tuple[Unit, int]:
    """The unit that starts at token ``index``, and the index after it."""
    sign, prefix = 1, None
    start = tokens[index][2]
    if tokens[index][0] == "per":
        sign, index = -1, index + 1
    if index < len(tokens) and tokens[index][0] in prefixes:
        prefix, index = prefixes[tokens[index][0]], index + 1
    if index == len(tokens):
        raise UnknownUnit(text, start)
    name, argument, place = tokens[index]
    unit = _named(name, prefix, atoms, prefixes)
    if unit is None or argument is not None:
        raise UnknownUnit(text, place)
    exponent, index = _exponent(text, tokens, index + 1)
    return (unit if sign * exponent == 1 else unit.interval ** (sign * exponent)), index


def _named(name: str, prefix: Prefix | None, atoms: Mapping[str, Atom], prefixes: Mapping[str, Prefix]) -> Unit | None:
    if name == "one" and prefix is None:
        return Unit()
    if name == "kilogram" and prefix is None:
        return atomic(atoms["gram"], prefixes["kilo"])
    if name == "decibel" and prefix is None:
        return atomic(atoms["bel"], prefixes["deci"])
    atom = atoms.get(name)
    if atom is None or (prefix is not None and prefix.id not in atom.prefixes):
        return None
    return atomic(atom, prefix)


def _exponent(text: str, tokens: list[tuple[str, str | None, int]], index: int) -> tuple[int, int]:
    if index == len(tokens):
        return 1, index
    name, argument, place = tokens[index]
    if name in _SQUARES:
        return _SQUARES[name], index + 1
    if name != "tothe":
        return 1, index
    if argument is None or not 1 <= abs(int(argument)) <= LARGEST_EXPONENT:
        raise UnknownUnit(text, place)
    return int(argument), index + 1
