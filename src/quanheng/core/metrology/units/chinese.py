"""Reading Chinese names of units: 千瓦时, 米每二次方秒, 千克每立方米, 平方千米, 瓦每平方米开.

Names follow each other to multiply; everything after 每 divides. 平方, 立方 and 二次方, 三次方 stand before the unit
they raise, which includes its prefix.
"""

from collections.abc import Mapping

from quanheng.core.metrology.units.errors import UnknownUnit
from quanheng.core.metrology.units.unit import Unit

LONGEST = 40
POWERS = {"平方": 2, "立方": 3, "二次方": 2, "三次方": 3, "四次方": 4}
_PER = "每"


def read_chinese(text: str, names: Mapping[str, Unit]) -> Unit:
    """The unit named ``text``; ``UnknownUnit`` otherwise."""
    clean = (
        "".join(text.split()).replace("〔", "[").replace("［", "[").replace("］", "]").replace("[", "").replace("]", "")
    )
    clean = clean.replace("（", "(").replace("）", ")")
    if clean in names:
        return names[clean]
    if not clean or len(clean) > LONGEST:
        raise UnknownUnit(text[:LONGEST])
    parts = clean.split(_PER)
    factors = [_read_part(part, names) for part in parts if part or part is not parts[0]]
    if any(found is None for found in factors):
        raise UnknownUnit(text, next(clean.index(p) for p, f in zip(parts, factors, strict=False) if f is None))
    unit = Unit()
    for index, found in enumerate(factors, start=0 if parts[0] else 1):
        for each, exponent in found or ():
            sign = -1 if index else 1
            unit = unit * each.interval ** (exponent * sign)
    return unit


def _read_part(text: str, names: Mapping[str, Unit]) -> list[tuple[Unit, int]] | None:
    """Powers and names that make up ``text``, longest names first; ``None`` when it cannot be read to its end."""
    dead: set[int] = set()

    def from_(at: int) -> list[tuple[Unit, int]] | None:
        if at == len(text):
            return []
        if at in dead:
            return None
        start, exponent = next(((at + len(w), n) for w, n in POWERS.items() if text.startswith(w, at)), (at, 1))
        for end in range(len(text), start, -1):
            unit = names.get(text[start:end])
            if unit is not None and (rest := from_(end)) is not None:
                return [(unit, exponent), *rest]
        dead.add(at)
        return None

    return from_(0) if text else None
