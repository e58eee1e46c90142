"""Where signs stand: after a number, in a heading, after 每 and ``元/``, and around a number (华氏 98.6 度)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from quanheng.core.metrology.units.lint.amounts import Amount, amounts, and_a_half
from quanheng.core.metrology.units.lint.chinese import chinese_sign, per_sign
from quanheng.core.metrology.units.lint.latin import known, latin_sign
from quanheng.core.metrology.units.lint.sign import Sign
from quanheng.core.metrology.units.lint.vocabulary import Vocabulary

_GAP = re.compile(r"[ \t\u00a0\u2009\u202f\u3000]{0,2}")
_SPLIT = re.compile(r"(?P<scale>摄氏|华氏)(?:温度)?[ \u00a0]?(?P<number>[-−]?\d+(?:\.\d+)?)[ \u00a0]?度(?!假|数|过|角)")
_AND_A_HALF = re.compile(r"半(?![价天年月日个数径成斤])")
_PRICE = re.compile(r"(?:元|角|美分)[ ]?(?:/|每)[ ]?|每(?=[市磅盎加斤])")
_OPENING = re.compile(r"\s?(?P<open>[/(（,，]|：|:)\s?")
_CLOSING = re.compile(r"\s?[)）]")
_ENDS = re.compile(r"\s*(?:$|[\n\r|\t,，。；;、)）])")
_CELL_WORD = re.compile(r"[\u3400-\u9fffA-Za-z)）₀-₉]$")
_UNIT_WORD = re.compile(r"(?:计量)?单位$")
_SHORT_NAME = 2


@dataclass(frozen=True, slots=True)
class Place:
    """A sign and the amount it belongs to, if any. ``start`` and ``end`` bound both in the folded text."""

    sign: Sign
    amount: Amount | None
    start: int
    end: int
    around: bool = False


def places(text: str, book: Vocabulary, document: str, *, cell: bool) -> Iterator[Place]:
    """Every sign in ``text`` (folded). ``cell``: the text is one cell of a table, so a short one may be a heading."""
    masked = book.idioms.sub(lambda found: "\ue000" * len(found[0]), text)
    yield from _split_names(masked)
    yield from _counted(masked, book, document)
    yield from _priced(masked, book, document)
    yield from _headings(masked, book, document, cell=cell)


def _counted(text: str, book: Vocabulary, document: str) -> Iterator[Place]:
    for amount in amounts(text):
        gap = _GAP.match(text, amount.end)
        at = gap.end() if gap else amount.end
        sign = None if amount.chinese else latin_sign(text, at, book, document)
        sign = sign or chinese_sign(text, at, book, document, amount)
        if sign and not sign.rule and _AND_A_HALF.match(text, sign.end):
            yield Place(sign, and_a_half(amount), amount.start, sign.end + 1)
        elif sign:
            yield Place(sign, amount, amount.start, sign.end)


def _split_names(text: str) -> Iterator[Place]:
    """摄氏 25 度, 华氏 98.6 度: the name stands on both sides of the number."""
    for found in _SPLIT.finditer(text):
        unit = known(found["scale"] + "度")
        amount = next(iter(amounts(found["number"])), None)
        if unit and amount:
            sign = Sign(found.start(), found.end(), (unit,))
            yield Place(sign, amount, found.start(), found.end(), around=True)


def _priced(text: str, book: Vocabulary, document: str) -> Iterator[Place]:
    for found in _PRICE.finditer(text):
        if sign := per_sign(text, found.end(), book, document):
            yield Place(sign, None, sign.start, sign.end)


def _headings(text: str, book: Vocabulary, document: str, *, cell: bool) -> Iterator[Place]:
    if cell and (sign := _sign(text, len(text) - len(text.lstrip()), book, document)) and not text[sign.end :].strip():
        yield Place(sign, None, sign.start, sign.end)
        return
    for found in _OPENING.finditer(text):
        if not _introduced(text, found, book, cell=cell):
            continue
        sign = _sign(text, found.end(), book, document)
        if sign and _finished(text, sign.end, found["open"]):
            yield Place(sign, None, sign.start, sign.end)


def _sign(text: str, at: int, book: Vocabulary, document: str) -> Sign | None:
    sign = latin_sign(text, at, book, document, numbered=False)
    if sign:
        return sign
    sign = chinese_sign(text, at, book, document)
    return sign if sign and (sign.end - sign.start >= _SHORT_NAME or text[sign.start] in "斤亩寸尺磅") else None


def _introduced(text: str, found: re.Match[str], book: Vocabulary, *, cell: bool) -> bool:
    """Whether a quantity (or 单位：) stands before the opening sign."""
    before = text[max(0, found.start() - 12) : found.start()]
    if found["open"] in ":：":
        return _UNIT_WORD.search(before) is not None
    if before.endswith(book.quantities):
        return True
    return cell and _CELL_WORD.search(before) is not None and found["open"] != "/"


def _finished(text: str, end: int, opened: str) -> bool:
    if opened in "(（":
        return _CLOSING.match(text, end) is not None
    return _ENDS.match(text, end) is not None
