"""Values as they may stand in a spreadsheet."""

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# Control characters that XML 1.0 cannot carry; Excel refuses a workbook that holds one.
UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def disarmed(text: str) -> str:
    """``text`` so that no spreadsheet takes it for a formula: a leading apostrophe where it begins like one.

    Leading blanks do not help the attacker either: the first visible character decides.
    """
    text = UNWRITABLE.sub("", text)
    return f"'{text}" if text.startswith(FORMULA_STARTS) or text.lstrip().startswith(FORMULA_STARTS) else text


def cell(value: Any) -> str | int | float | date | None:
    """A value for a spreadsheet cell: numbers and dates stay what they are, all else is disarmed text."""
    if value is None or (isinstance(value, int | float) and not isinstance(value, bool)):
        return value
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, date):
        return value.isoformat(timespec="seconds") if isinstance(value, datetime) else value
    if isinstance(value, list | tuple | set | frozenset):
        return disarmed("；".join(str(item) for item in value))
    return str(value) if isinstance(value, Decimal) else disarmed(str(value))


def text_cell(value: Any) -> str:
    """The same as text, for CSV: dates in ISO, nothing for what is not known."""
    value = cell(value)
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else str(value)
