"""Numbers in and out, exactly: decimal text to a fraction, a fraction (times a power of π) to decimal text."""

import re
import unicodedata
from fractions import Fraction
from functools import cache

from quanheng.core.metrology.units.errors import BadNumber
from quanheng.core.metrology.units.factor import Factor

LONGEST = 60
LARGEST_EXPONENT = 60
MOST_DIGITS = 40
_NUMBER = re.compile(r"([-+]?)(\d+(?:\.\d*)?|\.\d+)(?:[eE]([-+]?\d+)|\*10\^?([-+]?\d+))?")
_FRACTION = re.compile(r"([-+]?\d+)/(\d+)")
_SUPERSCRIPTS = {ord(a): b for a, b in zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+", strict=True)}


def exact_number(text: str) -> Fraction:
    """The exact value of ``text``: ``1 234.5``, ``1,234.5``, ``１２``, ``2.5e-3``, ``2.5×10⁻³``, ``1/3``.

    ``BadNumber`` when it is none, is longer than ``LONGEST`` characters, or its exponent is beyond ``LARGEST_EXPONENT``
    """
    if len(text) > LONGEST:
        raise BadNumber(text, "long")
    plain = unicodedata.normalize("NFKC", text.translate(_SUPERSCRIPTS)).replace("−", "-").replace("×", "*").strip()
    plain = re.sub(r"(?<=\d)[\s,](?=\d{3}(?:\D|$))", "", plain)
    plain = re.sub(r"\s*\*\s*", "*", plain).replace("。", ".")
    if found := _FRACTION.fullmatch(plain):
        if not int(found[2]):
            raise BadNumber(text, "syntax")
        return Fraction(int(found[1]), int(found[2]))
    found = _NUMBER.fullmatch(plain)
    if not found or not plain.isascii():
        raise BadNumber(text, "syntax")
    exponent = found[3] or found[4] or "0"
    if len(exponent) > 4 or abs(int(exponent)) > LARGEST_EXPONENT:  # noqa: PLR2004  sign and three digits are enough
        raise BadNumber(text, "range")
    return Fraction(found[1] + found[2]) * Fraction(10) ** int(exponent)


def decimal_text(value: Factor, digits: int) -> tuple[str, bool]:
    """``value`` in decimal, and whether that is exact.

    Exact when it is a terminating decimal of at most ``MOST_DIGITS`` significant digits and no power of π remains;
    otherwise rounded half away from zero to ``digits`` significant digits. Plain notation from 1e-6 up to 1e15,
    ``a.bc×10ⁿ`` outside.
    """
    if not value.pi or not value.ratio:
        whole = _terminating(value.ratio)
        if whole is not None:
            return whole, True
    return _written(*_rounded(value, digits)), False


def rounded_text(value: Factor, digits: int) -> str:
    """``value`` rounded half away from zero to ``digits`` significant digits, even where it is a longer decimal:
    what a measured number is printed with.
    """
    return _written(*_rounded(value, digits)) if value.ratio else "0"


def _terminating(ratio: Fraction) -> str | None:
    denominator, places = ratio.denominator, 0
    twos: int = (denominator & -denominator).bit_length() - 1
    rest, fives = denominator >> twos, 0
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    if rest != 1:
        return None
    places = max(twos, fives)
    scaled = ratio * 10**places
    coefficient, exponent = scaled.numerator, -places
    while coefficient and coefficient % 10 == 0:
        coefficient, exponent = coefficient // 10, exponent + 1
    if len(str(abs(coefficient))) > MOST_DIGITS:
        return None
    return _written(coefficient, exponent if coefficient else 0)


def _rounded(value: Factor, digits: int) -> tuple[int, int]:
    """Integer coefficient of ``digits`` digits and power of ten."""
    ratio = value.ratio * pi(digits + 10) ** value.pi if value.pi else value.ratio
    size = len(str(abs(ratio.numerator))) - len(str(ratio.denominator))
    exponent = size - digits
    for _ in range(3):
        coefficient = _half_away(ratio / Fraction(10) ** exponent)
        width = len(str(abs(coefficient)))
        if width == digits:
            break
        exponent += width - digits
    return coefficient, exponent


def _half_away(value: Fraction) -> int:
    whole: int = (2 * abs(value.numerator) + value.denominator) // (2 * value.denominator)
    return int(whole if value >= 0 else -whole)


def _written(coefficient: int, exponent: int) -> str:
    sign, digits = ("-" if coefficient < 0 else ""), str(abs(coefficient))
    leading = len(digits) - 1 + exponent
    if -6 <= leading <= 15:  # noqa: PLR2004
        if exponent >= 0:
            return sign + digits + "0" * exponent
        digits = digits.rjust(-exponent + 1, "0")
        return f"{sign}{digits[:exponent]}.{digits[exponent:]}"
    mantissa = digits[0] + ("." + digits[1:] if digits[1:] else "")
    return f"{sign}{mantissa}×10{str(leading).translate(str.maketrans('-0123456789', '⁻⁰¹²³⁴⁵⁶⁷⁸⁹'))}"


@cache
def pi(places: int) -> Fraction:
    """π to ``places`` decimal places by Machin's formula, in integers."""
    scale = 10 ** (places + 10)

    def arctan_inverse(x: int) -> int:
        term: int = scale // x
        total, n, sign = term, 3, -1
        while term:
            term //= x * x
            total += sign * (term // n)
            n, sign = n + 2, -sign
        return total

    return Fraction(4 * (4 * arctan_inverse(5) - arctan_inverse(239)), scale)
