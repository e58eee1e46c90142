"""Signs written with Chinese names: 斤, 毫米汞柱, 磅/平方英寸, 英里每小时. Names stand right after the number."""

import re

from quanheng.core.metrology.units.chinese import POWERS
from quanheng.core.metrology.units.lint.amounts import Amount
from quanheng.core.metrology.units.lint.latin import known
from quanheng.core.metrology.units.lint.sign import Sign
from quanheng.core.metrology.units.lint.vocabulary import Entry, Vocabulary
from quanheng.core.metrology.units.unit import Unit

_CHINESE = re.compile(r"[\u3400-\u9fff]")
_PER = re.compile(r"\s?(?:/|每)\s?")
_POWER = re.compile("|".join(sorted(POWERS, key=len, reverse=True)))
_LABEL = re.compile(r"(?:表|图|式|注|例|附录)\s?$")
_LATIN_PART = re.compile(r"(?:[A-Za-zμ]+)(?:[²³]|[23](?!\d))?(?![A-Za-z0-9])")
_MAGNITUDES = frozenset("十百千万亿")


def chinese_sign(text: str, at: int, book: Vocabulary, document: str, amount: Amount | None = None) -> Sign | None:
    """The sign at ``at`` if a name of a unit stands there in a way that can be one."""
    power = _POWER.match(text, at)
    found = _name(text, power.end() if power else at, book, document)
    if power and found:
        end, entry = found
        unit = known(entry.means[0]) if len(entry.means) == 1 else None
        if unit is None or entry.rule:
            return None
        return _divided(text, Sign(at, end, (unit.interval ** POWERS[power[0]],)), book, document)
    found = found or _name(text, at, book, document)
    if not found or not _stands(text, at, *found, amount):
        return None
    end, entry = found
    units = tuple(unit for each in entry.means if (unit := known(each)))
    sign = Sign(at, end, units, entry.right, entry.rule, entry.scale)
    return sign if entry.right or len(units) != 1 else _divided(text, sign, book, document)


def per_sign(text: str, at: int, book: Vocabulary, document: str) -> Sign | None:
    """The sign after 每 or ``元/``: only names that are taken so."""
    found = _name(text, at, book, document)
    if not found or not found[1].per:
        return None
    end, entry = found
    if entry.not_before and entry.not_before.match(text, end):
        return None
    return Sign(at, end, tuple(u for each in entry.means if (u := known(each))), entry.right, entry.rule)


def _name(text: str, at: int, book: Vocabulary, document: str) -> tuple[int, Entry] | None:
    """The longest name at ``at`` and its end."""
    if not _CHINESE.match(text, at):
        return None
    for end in range(min(len(text), at + book.longest_name), at, -1):
        entry = book.names.get(text[at:end])
        if entry is not None and entry.speaks(document):
            return end, entry
    return None


def _stands(text: str, at: int, end: int, entry: Entry, amount: Amount | None) -> bool:
    """Whether the name is a unit here: 三斤 is, 三里屯, 两个, 第三里 and 表 1 里 are not."""
    after = text[end : end + 1]
    if entry.not_before and entry.not_before.match(text, end):
        return False
    if entry.after is not None and _CHINESE.match(after) and after not in entry.after:
        return False
    labelled = amount and end - at == 1 and _LABEL.search(text[max(0, amount.start - 3) : amount.start])
    return not labelled and (amount is None or not amount.chinese or _takes_numeral(entry, amount.chinese))


def _takes_numeral(entry: Entry, numeral: str) -> bool:
    """三斤 and 半斤, but not 两两, 千里 or 一高斯."""
    if not entry.numerals or numeral in entry.not_numerals:
        return False
    return entry.magnitude or not set(numeral) <= _MAGNITUDES


def _divided(text: str, sign: Sign, book: Vocabulary, document: str) -> Sign:
    """``sign`` with what stands after 每 or a solidus, when that is a unit: 英里/小时, 斤/亩, 千卡/h."""
    per = _PER.match(text, sign.end)
    if not per or sign.rule:
        return sign
    power = _POWER.match(text, per.end())
    found = _name(text, power.end() if power else per.end(), book, document)
    unit: Unit | None = None
    end = per.end()
    if found and len(found[1].means) == 1 and not found[1].rule:
        end, unit = found[0], known(found[1].means[0])
    elif not power and (latin := _LATIN_PART.match(text, per.end())):
        end, unit = latin.end(), known(latin[0])
    if unit is None:
        return sign
    below = unit.interval ** (POWERS[power[0]] if power else 1)
    return Sign(sign.start, end, (sign.units[0].interval / below,), scale=sign.scale)
