"""The numbers before a unit: single values, ranges, tolerances, Chinese numerals. Values are exact."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from quanheng.core.metrology.units.errors import BadNumber
from quanheng.core.metrology.units.numbers import exact_number
from quanheng.core.texts.numerals import chinese_to_int

Form = Literal["single", "range", "tolerance", "plus-minus"]

_POWER = r"(?:\s?[×*]\s?10(?:\^[-−+]?\d{1,2}|[⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2})|[eE][-+]?\d{1,2}(?![\dA-Za-z]))"
_DECIMAL = r"(?:\d{1,3}(?:[,\u00a0\u2009\u202f ]\d{3})+(?!\d)|\d+)(?:\.\d+)?"
_NUMBER = rf"[-−+]?(?:\d+[ -]\d+/\d+|\d+/\d+(?![\d/])|{_DECIMAL})(?:\(\d{{1,3}}\))?{_POWER}?"
_BETWEEN = r"\s?(?:~|—{1,2}|–|-|至|到)\s?"
_AMOUNT = re.compile(
    rf"""
    (?P<bracket>[(\[]\s?(?P<a1>{_NUMBER})(?:\s?(?P<tol1>±)\s?|{_BETWEEN}|,\s?)(?P<b1>{_NUMBER})\s?[)\]]{_POWER}?)
  | (?P<a2>{_NUMBER})(?:\s?(?P<tol2>±)\s?|{_BETWEEN})(?P<b2>{_NUMBER})
  | ±\s?(?P<pm>{_NUMBER})
  | (?P<one>{_NUMBER})
    """,
    re.VERBOSE,
)
_NUMERAL = re.compile(
    r"(?P<plain>(?:[零〇一二三四五六七八九十百千万亿]|两(?=[百千万亿]))+|两)(?:点(?P<decimals>[零〇一二三四五六七八九]+))?(?P<about>[多余来几]?)"
    r"|(?P<half>半)|(?P<some>几|数[十百千万]+)"
)
_UNIT_OF_STANDARD = re.compile(r"[A-Za-z]\s?$")
_DECIMAL_COMMA = re.compile(r"\d,$")
_DIGITS = str.maketrans("零〇一二三四五六七八九", "00123456789")
_MYRIADS = (("亿", 10**8), ("万", 10**4))
MOST_DIGITS = 12


@dataclass(frozen=True, slots=True)
class Number:
    """One number as written. ``value`` is ``None`` when it cannot be taken exactly (几, 1.23(4)); ``digits`` are the
    significant digits it was written with.
    """

    value: Fraction | None
    digits: int


@dataclass(frozen=True, slots=True)
class Amount:
    """Numbers in front of a unit, in the folded text. ``chinese`` is the numeral when it was written in Chinese."""

    form: Form
    numbers: tuple[Number, ...]
    start: int
    end: int
    chinese: str = ""

    @property
    def known(self) -> bool:
        """Whether every number has a value."""
        return all(number.value is not None for number in self.numbers)


def amounts(text: str) -> Iterator[Amount]:
    """Every amount in ``text`` that is not part of a code, a version or the number of a standard."""
    for found in _AMOUNT.finditer(text):
        if not _inside_code(text, found):
            amount = _amount(found)
            yield _unsure(amount) if _DECIMAL_COMMA.search(text, max(0, amount.start - 2), amount.start) else amount
    for found in _NUMERAL.finditer(text):
        if (read := _numeral(found)) and text[found.start() - 1 : found.start()] not in {"第", "数", "点"}:
            yield Amount("single", (read,), found.start(), found.end(), found[0])


def and_a_half(amount: Amount) -> Amount:
    """两斤半: a single number and one half more."""
    value = amount.numbers[0].value
    if amount.form != "single" or value is None:
        return _unsure(amount)
    return replace(amount, numbers=(Number(value + Fraction(1, 2), amount.numbers[0].digits + 1),))


def _unsure(amount: Amount) -> Amount:
    """4,1 may be two numbers or one: the unit is there, its value is left open."""
    return replace(amount, numbers=tuple(Number(None, number.digits) for number in amount.numbers))


def _inside_code(text: str, found: re.Match[str]) -> bool:
    """JJG 1036-2008, v1.2, A-10, 400-800-1234, 第 3: numbers that count nothing."""
    start = found.start()
    if text[start] in "+-−" and _wordy(text[start - 1 : start]):
        return True
    before = text[max(0, start - 2) : start]
    if _wordy(before[-1:]) or before.rstrip().endswith("第"):
        return True
    if before[-1:] in set("./\\#@:-_") and _wordy(before[:1]) and len(before) > 1:
        return True
    standard = found["b2"] and not found["tol2"] and re.fullmatch(r"(?:19|20)\d\d", found["b2"].lstrip("-"))
    return bool(standard and _UNIT_OF_STANDARD.search(text[max(0, start - 2) : start]))


def _wordy(character: str) -> bool:
    return bool(character) and ((character.isascii() and character.isalnum()) or character == "_")


def _amount(found: re.Match[str]) -> Amount:
    if found["pm"]:
        return Amount("plus-minus", (_number(found["pm"]),), *found.span())
    if found["one"]:
        return Amount("single", (_number(found["one"]),), *found.span())
    first, second = (found["a1"], found["b1"]) if found["bracket"] else (found["a2"], found["b2"])
    form: Form = "tolerance" if found["tol1"] or found["tol2"] else "range"
    numbers: tuple[Number, ...] = (_number(first), _number(second))
    if found["bracket"] and not found[0].endswith((")", "]")):  # (1～2)×10³: the power belongs to both
        numbers = tuple(Number(None, each.digits) for each in numbers)
    return Amount(form, numbers, *found.span())


def _number(text: str) -> Number:
    mantissa = re.split(r"[×*eE(]", text)[0]
    digits = min(len(re.sub(r"\D", "", mantissa).lstrip("0")) or 1, MOST_DIGITS)
    if mixed := re.fullmatch(r"([-−+]?)(\d+)[ -](\d+/\d+)", text):
        parts = _exact(mixed[3])
        value = None if parts is None else int(mixed[2]) + parts
        return Number(-value if value is not None and mixed[1] in {"-", "−"} else value, digits)
    return Number(_exact(text.replace("\u202f", "").replace("\u2009", "").replace("\u00a0", "")), digits)


def _exact(text: str) -> Fraction | None:
    try:
        return exact_number(text)
    except BadNumber:
        return None


def _numeral(found: re.Match[str]) -> Number | None:
    """The number of a Chinese numeral; ``None`` when it is no numeral at all."""
    if found["half"]:
        return Number(Fraction(1, 2), 1)
    if found["some"]:
        return Number(None, 1)
    value = _integer(found["plain"])
    if value is None:
        return None
    decimals = (found["decimals"] or "").translate(_DIGITS)
    total = Fraction(f"{value}.{decimals or 0}")
    digits = min(len((str(value) + decimals).lstrip("0")) or 1, MOST_DIGITS)
    return Number(None if found["about"] else total, digits)


def _integer(text: str) -> int | None:
    if text in {"万", "亿"}:
        return dict(_MYRIADS)[text]
    for mark, unit in _MYRIADS:
        if mark in text:
            high, _mark, low = text.partition(mark)
            left, right = _integer(high), _integer(low.removeprefix("零") or "零")
            return None if left is None or right is None else left * unit + right
    try:
        return chinese_to_int(text)
    except ValueError:
        return None
