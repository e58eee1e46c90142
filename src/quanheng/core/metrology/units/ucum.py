"""Reading UCUM codes, as far as they name our units: ``kg.m/s2``, ``mm[Hg]``, ``10*3/uL``, ``Cel``, ``/min``.

UCUM reads strictly from left to right: ``a/b.c`` is ``(a/b)·c``. Annotations in braces count as one.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from quanheng.core.metrology.units.errors import UnknownUnit
from quanheng.core.metrology.units.symbols import LARGEST_EXPONENT, LONGEST
from quanheng.core.metrology.units.unit import Unit, number

_TEN = re.compile(r"10[*^]([-+]?\d{1,2})")
_INTEGER = re.compile(r"\d{1,6}(?![\d*^])")
_NOTE = re.compile(r"\{[^{}]{0,40}\}")
_CODE = re.compile(r"(?:[^-+0-9./(){}\[\]\s]|\[[^\[\]\s]{1,12}\])+")
_EXPONENT = re.compile(r"[-+]?\d{1,2}")
_DEEPEST = 4


def read_ucum(text: str, codes: Mapping[str, Unit]) -> Unit:
    """The unit with UCUM code ``text`` (case-sensitive); ``UnknownUnit`` says where reading stopped."""
    if len(text) > LONGEST:
        raise UnknownUnit(text[:40] + "…", LONGEST)
    reader = _Reader(text, codes)
    unit = reader.terms()
    if reader.at != len(text):
        raise UnknownUnit(text, reader.at)
    return unit


@dataclass
class _Reader:
    text: str
    codes: Mapping[str, Unit]
    at: int = 0
    depth: int = 0

    def peek(self) -> str:
        return self.text[self.at : self.at + 1]

    def terms(self) -> Unit:
        unit: Unit | None = None
        sign = 1
        if self.peek() == "/":
            self.at, sign, unit = self.at + 1, -1, Unit()
        while True:
            each = self.component()
            unit = each if unit is None else unit.interval * each.interval**sign
            if self.peek() not in {".", "/"} or not self.peek():
                return unit
            sign = 1 if self.peek() == "." else -1
            self.at += 1

    def component(self) -> Unit:
        if self.peek() == "(" and self.depth < _DEEPEST:
            self.at += 1
            self.depth += 1
            unit = self.terms()
            self.depth -= 1
            if self.peek() != ")":
                raise UnknownUnit(self.text, self.at)
            self.at += 1
            return unit
        if note := _NOTE.match(self.text, self.at):
            self.at = note.end()
            return Unit()
        unit = self.simple()
        if note := _NOTE.match(self.text, self.at):
            self.at = note.end()
        return unit

    def simple(self) -> Unit:
        if ten := _TEN.match(self.text, self.at):
            self.at = ten.end()
            return number(Fraction(10) ** int(ten[1]))
        if (integer := _INTEGER.match(self.text, self.at)) and int(integer[0]):
            self.at = integer.end()
            return number(Fraction(int(integer[0])))
        code = _CODE.match(self.text, self.at)
        unit = self.codes.get(code[0]) if code else None
        if unit is None or code is None:
            raise UnknownUnit(self.text, self.at)
        self.at = code.end()
        power = _EXPONENT.match(self.text, self.at)
        if not power:
            return unit
        if not 1 <= abs(int(power[0])) <= LARGEST_EXPONENT:
            raise UnknownUnit(self.text, self.at)
        self.at = power.end()
        return unit.interval ** int(power[0])
