"""Markers of numbered points (序号) at the beginning of a paragraph."""

import re
from dataclasses import dataclass
from enum import StrEnum

from quanheng.core.texts.numerals import chinese_to_int


class Numbering(StrEnum):
    """The kinds of numbers, the higher rank first."""

    CHAPTER = "chapter"  # 第一章
    SECTION = "section"  # 第一节
    ARTICLE = "article"  # 第一条
    HEADING = "heading"  # 一、
    POINT = "point"  # （一）
    ITEM = "item"  # 1.
    SUBITEM = "subitem"  # （1）


RANKS = {kind: rank for rank, kind in enumerate(Numbering)}
_CHINESE = "[零〇一二三四五六七八九十百]"
_PATTERNS = (
    (Numbering.CHAPTER, re.compile(rf"第\s?(?P<number>{_CHINESE}{{1,6}}|\d{{1,3}})\s?章\s*")),
    (Numbering.SECTION, re.compile(rf"第\s?(?P<number>{_CHINESE}{{1,6}}|\d{{1,3}})\s?[节節](?!能|约|約)\s*")),
    (
        Numbering.ARTICLE,
        re.compile(
            rf"第\s?(?P<number>{_CHINESE}{{1,6}}|\d{{1,4}})\s?[条條](?:之(?P<inserted>{_CHINESE}{{1,3}}))?(?![规規款])\s*"
        ),
    ),
    (Numbering.HEADING, re.compile(rf"(?P<number>{_CHINESE}{{1,6}})\s?[、.．]\s?")),
    (Numbering.POINT, re.compile(rf"[(（]\s?(?P<number>{_CHINESE}{{1,6}})\s?[)）]\s?[、.．]?\s?")),
    (Numbering.ITEM, re.compile(r"(?P<number>[0-9０-９]{1,3})\s?(?:[.．](?![0-9０-９])|、)\s?")),
    (Numbering.SUBITEM, re.compile(r"[(（]\s?(?P<number>[0-9０-９]{1,3})\s?[)）]\s?|(?P<ring>[①-⑳])\s?")),
)


@dataclass(frozen=True, slots=True)
class Marker:
    """``text[:length]`` is the printed number, with its value; ``inserted`` is the 之一 of an inserted article."""

    kind: Numbering
    number: int
    printed: str
    length: int
    inserted: int = 0


def marker(text: str) -> Marker | None:
    """The marker ``text`` begins with."""
    for kind, pattern in _PATTERNS:
        found = pattern.match(text)
        if not found:
            continue
        numeral = found["number"]
        try:
            number = _value(numeral) if numeral else ord(found["ring"]) - ord("①") + 1
            inserted = _value(found["inserted"]) if found.groupdict().get("inserted") else 0
        except ValueError:
            continue
        return Marker(kind, number, found[0].strip(), found.end(), inserted)
    return None


def _value(numeral: str) -> int:
    return int(numeral) if numeral.isdecimal() else chinese_to_int(numeral)
