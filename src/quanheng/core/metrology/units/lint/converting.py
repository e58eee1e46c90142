"""The legal equivalent of a sign and its value in it: exact algebra, printed with no more digits than it deserves."""

import math
import re
from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from quanheng.core.metrology.units.conversion import convert
from quanheng.core.metrology.units.errors import UnitError
from quanheng.core.metrology.units.factor import Factor
from quanheng.core.metrology.units.lint.amounts import Amount
from quanheng.core.metrology.units.lint.finding import Converted
from quanheng.core.metrology.units.lint.judge import Judge
from quanheng.core.metrology.units.lint.latin import known
from quanheng.core.metrology.units.numbers import decimal_text, pi, rounded_text
from quanheng.core.metrology.units.unit import Unit, atomic
from quanheng.core.metrology.units.writing import symbol_text

FEWEST_DIGITS = 3
GUARD_DIGITS = 1
HEADING_DIGITS = 6
DIGITS_OF_PI = 10
_SMALLEST, _LARGEST = Fraction(1, 10), Fraction(1000)


def legal_units(unit: Unit, equivalents: Iterable[str], judge: Judge, day: date) -> tuple[str, ...]:
    """Symbols of legal units for ``unit``: those the judge gives, else ``unit`` with each part that is not legal
    replaced (kgf·m becomes N·m).
    """
    given = tuple(equivalents)
    if given:
        return tuple(sorted(given, key=lambda text: _offset(text) != bool(unit.offset)))
    result = Unit()
    for term in unit.terms or ():
        part = atomic(term.atom, term.prefix)
        judgement = judge(atomic(term.atom), day)
        if judgement and not judgement.acceptable:
            legal = known(judgement.equivalents[0]) if judgement.equivalents else None
            if legal is None:
                return ()
            part = legal
        result = result * part.interval**term.exponent
    # The mark of a kind (energy, rotation) may sit on the part that was replaced: the kind of the whole stays.
    return (symbol_text(result),) if result.dimension == unit.dimension else ()


def converted(amount: Amount, unit: Unit, scale: Fraction, legal: Iterable[str]) -> Converted | None:
    """``amount`` of ``scale`` times ``unit`` in the first of ``legal`` in which its largest value lies between 0.1 and
    1000 (else the nearest). Rounded to one digit more than was written, at least three; exact when that is no longer.
    """
    choices = [choice for text in legal if (choice := _values(amount, unit, scale, text))]
    if not choices:
        return None
    text, values = min(choices, key=lambda choice: _misfit(choice[1]))
    digits = [max(FEWEST_DIGITS, number.digits + GUARD_DIGITS) for number in amount.numbers]
    aligned = amount.form == "tolerance"
    if aligned:
        digits = _aligned(values, amount.numbers[1].digits + GUARD_DIGITS)
    printed = [_printed(value, count, padded=aligned) for value, count in zip(values, digits, strict=True)]
    written = _joined(amount, [value for value, _exact in printed])
    exact = unit.exact and all(is_exact for _value, is_exact in printed)
    return Converted(f"{written} {text}", text, exact, max(digits))


def one_in_legal(unit: Unit, scale: Fraction, legal: Iterable[str]) -> Converted | None:
    """What 1 of ``unit`` is: for the heading of a column, which has no number of its own."""
    for text in legal:
        target = known(text)
        if target is None or unit.offset or target.offset:
            continue
        try:
            factor = convert(scale, unit, target).result
        except UnitError:
            continue
        value, exact = _printed(factor, HEADING_DIGITS, longest=9)
        return Converted(f"{value} {text}", text, exact and unit.exact, HEADING_DIGITS)
    return None


def _values(amount: Amount, unit: Unit, scale: Fraction, text: str) -> tuple[str, list[Factor]] | None:
    target = known(text)
    if target is None or not amount.known:
        return None
    try:
        return text, [
            convert((number.value or Fraction(0)) * scale, *_ends(unit, target, difference)).result
            for number, difference in zip(amount.numbers, _differences(amount), strict=True)
        ]
    except UnitError:
        return None


def _differences(amount: Amount) -> list[bool]:
    """Which of the numbers are differences: those after ±, for which the zero of a scale does not count."""
    if amount.form == "plus-minus":
        return [True]
    return [False, amount.form == "tolerance"][: len(amount.numbers)]


def _ends(unit: Unit, target: Unit, difference: bool) -> tuple[Unit, Unit]:
    return (unit.interval, target.interval) if difference else (unit, target)


def _misfit(values: list[Factor]) -> int:
    largest = max(abs(value.ratio) for value in values)
    if not largest or _SMALLEST <= largest < _LARGEST:
        return 0
    if largest >= _LARGEST:
        return len(str(int(largest)))
    return len(str(int(1 / largest)))


def _aligned(values: list[Factor], digits: int) -> list[int]:
    """Digits that give the value as many decimals as ``digits`` digits of its tolerance have."""
    size, tolerance = (_size(value) for value in values)
    return [max(1, digits + size - tolerance), digits]


def _size(value: Factor) -> int:
    """The power of ten of the first digit."""
    return math.floor(math.log10(abs(value.ratio) * pi(DIGITS_OF_PI) ** value.pi)) if value.ratio else 0


def _printed(value: Factor, digits: int, longest: int = 0, *, padded: bool = False) -> tuple[str, bool]:
    text, exact = decimal_text(value, digits)
    significant = len(re.sub(r"\D", "", text.partition("×")[0]).strip("0"))
    short = exact and significant <= max(digits, longest)
    return (text, True) if short and not padded else (rounded_text(value, digits), short)


def _joined(amount: Amount, values: list[str]) -> str:
    if amount.form == "plus-minus":
        return f"±{values[0]}"
    if amount.form == "single":
        return values[0]
    between = "±" if amount.form == "tolerance" else "～"
    return f"({values[0]}{between}{values[1]})"


def _offset(text: str) -> bool:
    unit = known(text)
    return bool(unit and unit.offset)
