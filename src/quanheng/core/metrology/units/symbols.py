"""Reading unit symbols: ``kW·h``, ``m/s²``, ``kg·m^2·s^-2``, ``W/(m²·K)``, ``n mile``, ``r/min``.

A middle dot, a dot, an asterisk or a space multiplies; one solidus divides what stands right after it. A second
solidus, or a product after the solidus without parentheses, can be read in two ways and is refused (SI brochure, 5.2).
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from quanheng.core.metrology.units.errors import AmbiguousUnit, UnknownUnit
from quanheng.core.metrology.units.unit import Unit, number

LONGEST = 120
LARGEST_EXPONENT = 9
_SUPERSCRIPTS = {ord(a): b for a, b in zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+", strict=True)}
_KEPT = {"″": "\ue000", "′": "\ue001", "Δ": "Δ"}
_EXPONENT = re.compile(r"\^?([-+]?\d{1,3})|\^\(([-+]?\d{1,3})\)")
_NUMBER = re.compile(r"10\^([-+]?\d{1,2})|(\d{1,6})(?!\d)")
_SAME = str.maketrans({"\u00b5": "μ", "−": "-", "–": "-", "∕": "/", "÷": "/"})
_BOUNDARY = set("·*/() ^-+0123456789")
_ONE = frozenset({"", "1"})


def normal(text: str) -> str:
    """``text`` in one spelling: full-width and compatibility forms folded, superscripts as ``^n``, dots as ``·``."""
    text = re.sub(r"[⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺]+", lambda m: "^" + m[0].translate(_SUPERSCRIPTS), text)
    for mark, stand_in in _KEPT.items():
        text = text.replace(mark, stand_in)
    text = unicodedata.normalize("NFKC", text)
    for mark, stand_in in _KEPT.items():
        text = text.replace(stand_in, mark)
    text = text.translate(_SAME)
    text = re.sub(r"\s*[·⋅•∙・.*×]\s*", "·", text)
    return re.sub(r"\s*([/()])\s*", r"\1", re.sub(r"\s+", " ", text)).strip()


def read_symbols(text: str, symbols: Mapping[str, Unit]) -> Unit:
    """The unit written as ``text``. ``UnknownUnit`` or ``AmbiguousUnit`` say where reading stopped."""
    if len(text) > LONGEST:
        raise UnknownUnit(text[:40] + "…", LONGEST)
    reader = _Reader(normal(text), symbols)
    if reader.text in _ONE:
        return Unit()
    unit = reader.product()
    if reader.at != len(reader.text):
        raise UnknownUnit(reader.text, reader.at)
    return unit


@dataclass
class _Reader:
    text: str
    symbols: Mapping[str, Unit]
    at: int = 0
    depth: int = 0

    def peek(self) -> str:
        return self.text[self.at : self.at + 1]

    def product(self) -> Unit:
        """Factors joined by ``·``, with at most one solidus, which is the last."""
        unit = self.factor()
        divided = False
        while self.peek() in {"·", " ", "/"}:
            sign = self.peek()
            if divided:
                raise AmbiguousUnit(self.text, self.at)
            self.at += 1
            right = self.factor()
            divided = sign == "/"
            unit = _times(unit, right**-1 if divided and not right.offset else right, divided)
        return unit

    def factor(self) -> Unit:
        """A number, a parenthesised product or a symbol, with its exponent."""
        if self.peek() == "(":
            if self.depth > 4:  # noqa: PLR2004  deeper nesting is not a unit anybody writes
                raise UnknownUnit(self.text, self.at)
            self.at += 1
            self.depth += 1
            inner = self.product()
            self.depth -= 1
            if self.peek() != ")":
                raise UnknownUnit(self.text, self.at)
            self.at += 1
            return _power(inner, self.exponent())
        if found := _NUMBER.match(self.text, self.at):
            return self.prefactor(found)
        return _power(self.symbol(), self.exponent())

    def prefactor(self, found: re.Match[str]) -> Unit:
        """A power of ten, or 1; another number only in parentheses before a symbol: ``L/(100 km)``."""
        value = Fraction(10) ** int(found[1]) if found[1] else Fraction(int(found[2]))
        if not value or (value != 1 and not found[1] and not self.depth):
            raise UnknownUnit(self.text, self.at)
        self.at = found.end()
        self.at += self.peek() == " "
        standing_alone = self.peek() in {"", "·", "/", ")"}
        return number(value) if standing_alone else number(value) * self.factor().interval

    def symbol(self) -> Unit:
        """The longest known symbol here that ends at a boundary."""
        for end in range(len(self.text), self.at, -1):
            unit = self.symbols.get(self.text[self.at : end])
            if unit is not None and (end == len(self.text) or self.text[end] in _BOUNDARY):
                self.at = end
                return unit
        raise UnknownUnit(self.text, self.at)

    def exponent(self) -> int:
        found = _EXPONENT.match(self.text, self.at)
        if not found:
            return 1
        self.at = found.end()
        value = int(found[1] or found[2])
        if not value or abs(value) > LARGEST_EXPONENT:
            raise UnknownUnit(self.text, found.start())
        return value


def _power(unit: Unit, exponent: int) -> Unit:
    return unit if exponent == 1 else unit.interval**exponent


def _times(left: Unit, right: Unit, divided: bool) -> Unit:
    """In a product a scale with an offset zero stands for its interval: J/℃, ℃/min."""
    if divided and right.offset:
        return left.interval / right.interval
    return left.interval * right.interval
