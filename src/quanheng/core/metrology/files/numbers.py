"""Numbers as people type them into files."""

import math
import re
import unicodedata

from quanheng.core.metrology.statement import Statement

NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")
MINUS = str.maketrans({"−": "-", "–": "-", "＋": "+"})
LARGEST_TEXT = 60


class NotANumber(ValueError):
    """The text is no number: ``rule`` and ``remedy`` say why and what to write."""

    def __init__(self, rule: Statement, remedy: Statement) -> None:
        super().__init__(rule)
        self.rule, self.remedy = rule, remedy


def number(given: object) -> float:
    """``given`` as a finite float. Full-width digits and the typographic minus are read; a decimal comma, a grouped
    thousand, a unit, a true-or-false value, NaN and infinity are refused with what to write instead.
    """
    if isinstance(given, bool) or not isinstance(given, str | int | float):
        raise NotANumber(Statement("is not a number"), Statement("write a number such as 1.25 or 3.2e-6"))
    if not isinstance(given, str):
        value = float(given) if abs(given) < 1e308 else math.inf  # noqa: PLR2004  an int may exceed what floats hold
        if not math.isfinite(value):
            raise NotANumber(Statement("is not a finite number"), Statement("write the measured value"))
        return value
    text = unicodedata.normalize("NFKC", given).translate(MINUS).strip()
    shown = given.strip()[:LARGEST_TEXT]
    if NUMBER.fullmatch(text):
        value = float(text)
        if not math.isfinite(value):
            raise NotANumber(Statement("{shown} is too large", shown=shown), Statement("check the exponent and unit"))
        return value
    if re.fullmatch(r"[+-]?[\d,]*\d(\.\d+)?([eE][+-]?\d+)?", text):
        raise NotANumber(
            Statement("{shown} has a comma: it may mean decimals or thousands", shown=shown),
            Statement("write the decimal point and no grouping, 1234.5"),
        )
    if NUMBER.match(text):
        raise NotANumber(
            Statement("{shown} holds more than a number", shown=shown),
            Statement("write the bare number; the unit has its own field"),
        )
    raise NotANumber(
        Statement("{shown!r} is not a number", shown=shown), Statement("write a number such as 1.25 or 3.2e-6")
    )
