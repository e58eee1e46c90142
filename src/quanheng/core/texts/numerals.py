"""Chinese numerals (中文数字) of articles, chapters and items, to and from int: 第一百零二条 is article 102."""

import re

NAMES = "零一二三四五六七八九"
UNITS = {"千": 1000, "百": 100, "十": 10}
LARGEST = 9999

_VARIANTS = str.maketrans({"〇": "零", "两": "二"})
_ARTICLE = re.compile(
    r"第\s*(?P<number>[零〇一二两三四五六七八九十百千]+|[0-9]{1,4})\s*条(?:之(?P<inserted>[一二三四五六七八九十]+))?"
)
_POINT = re.compile(r"[（(]\s*(?P<number>[零〇一二两三四五六七八九十百]+)\s*[）)]\s*(?P<sub>[0-9]{1,2})?")


def int_to_chinese(number: int) -> str:
    """The numeral as statutes print it: 10 is 十, 11 is 十一, 102 is 一百零二, 110 is 一百一十.

    Raises ``ValueError`` outside 0 to 9999.
    """
    if not 0 <= number <= LARGEST:
        raise ValueError(f"{number} is outside 0 to {LARGEST}")
    text, gap, rest = "", False, number
    for name, unit in (*UNITS.items(), ("", 1)):
        digit, rest = divmod(rest, unit)
        if digit:
            text += (NAMES[0] if gap and text else "") + NAMES[digit] + name
        gap = not digit
    if text.startswith("一十"):
        text = text[1:]
    return text or NAMES[0]


def chinese_to_int(text: str) -> int:
    """The value of a numeral from 零 to 九千九百九十九; 〇, 两 and a leading 一十 are read as 零, 二 and 十.

    Raises ``ValueError`` for anything that is not written as numerals are written (一百千, 一百二, 一零二).
    """
    plain = text.translate(_VARIANTS)
    canonical = plain[1:] if plain.startswith("一十") else plain
    total, digit = 0, 0
    for character in canonical:
        if character in UNITS:
            total += (digit or 1) * UNITS[character]
            digit = 0
        else:
            digit = NAMES.find(character)
    value = total + max(digit, 0)
    # Only one numeral stands for a value, so writing it again tells whether ``text`` was one.
    if value > LARGEST or int_to_chinese(value) != canonical:
        raise ValueError(f"not a Chinese numeral: {text[:40]!r}")
    return value


def article_anchor(article: str) -> str:
    """The address part of an article as printed: 第十条 → ``10``, 第十条第二款 → ``10``, 第十条之一 → ``10-1``.

    Empty when ``article`` names no article (nothing, an annex, a chapter): the whole instrument is meant.
    """
    found = _ARTICLE.search(article)
    if not found:
        return ""
    numeral, inserted = found["number"], found["inserted"]
    try:
        number = int(numeral) if numeral.isdecimal() else chinese_to_int(numeral)
        return f"{number}-{chinese_to_int(inserted)}" if inserted else str(number)
    except ValueError:
        return ""


def point_anchor(point: str) -> str:
    """The address part of a numbered point of a policy as printed: （十二） → ``point-12``, （一）2 → ``point-1-2``.

    Empty when ``point`` does not begin with a number in brackets.
    """
    found = _POINT.match(point)
    if not found:
        return ""
    try:
        number = chinese_to_int(found["number"])
    except ValueError:
        return ""
    return f"point-{number}-{int(found['sub'])}" if found["sub"] else f"point-{number}"


def anchor_label(anchor: str) -> str:
    """The reverse of :func:`article_anchor` and :func:`point_anchor`: ``10-1`` → 第十条之一, ``point-1-2`` → （一）2.

    Raises ``ValueError`` for what neither gives.
    """
    kind, dash, rest = anchor.partition("-")
    number, _dash, second = rest.partition("-") if kind == "point" else (kind, dash, rest)
    if kind == "point":
        return f"（{int_to_chinese(int(number))}）{second}"
    name = f"第{int_to_chinese(int(number))}条"
    return f"{name}之{int_to_chinese(int(second))}" if second else name
