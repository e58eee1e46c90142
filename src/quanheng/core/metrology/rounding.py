"""Rounding of reported results (GB/T 8170: to nearest, ties to even; JCGM 100, 7.2.6)."""

import math
from decimal import ROUND_HALF_EVEN, Context, Decimal

from quanheng.core.metrology.errors import finite, positive, whole

EXACT = Context(prec=700)  # room for any double beside any other


def reported(value: float, expanded: float, *, digits: int = 2) -> tuple[str, str]:
    """``value`` and U as they are reported: U to ``digits`` significant digits, the value to the same place.

    Plain decimal notation; rounded once, from the shortest decimal text of each number.
    """
    whole("digits", digits, least=1)
    u = Decimal(repr(positive("expanded", expanded)))
    place = u.adjusted() - digits + 1
    step = Decimal(1).scaleb(place)
    rounded = u.quantize(step, ROUND_HALF_EVEN, EXACT)
    if rounded.adjusted() > u.adjusted():  # 9.96 became 10.0: one place too many
        step = step.scaleb(1)
        rounded = u.quantize(step, ROUND_HALF_EVEN, EXACT)
    shown = Decimal(repr(finite("value", value))).quantize(step, ROUND_HALF_EVEN, EXACT)
    return _plain(shown), _plain(rounded)


def _plain(number: Decimal) -> str:
    return f"{number:f}" if not number.is_zero() else f"{abs(number):f}"


def significant(value: float, digits: int = 6) -> str:
    """``value`` with at most ``digits`` significant digits; ∞ for infinity."""
    if math.isinf(value):
        return "∞" if value > 0 else "-∞"
    return f"{value:.{digits}g}"
