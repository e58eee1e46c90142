"""第四届, 4, 第 12 届: the ordinal of a term."""

import re
import unicodedata

_SHAPE = re.compile(r"第?([0-9]{1,2}|[一二两三四五六七八九十]{1,3})届?")
_DIGITS = {text: value for value, text in enumerate("零一二三四五六七八九")} | {"两": 2}
MOST = 99


def ordinal_of(text: str) -> int | None:
    """The number, from 1 to 99; ``None`` when ``text`` is no ordinal."""
    found = _SHAPE.fullmatch(unicodedata.normalize("NFKC", text).replace(" ", ""))
    if found is None:
        return None
    said = found[1]
    if said.isdecimal():
        return int(said) or None
    tens, ten, units = said.rpartition("十")
    if (len(tens) > 1) or (len(units) > 1):
        return None
    if not ten:
        return _DIGITS[units]
    return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[units] if units else 0)
