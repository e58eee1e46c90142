"""Reading a unit in whichever notation it is written."""

from collections import ChainMap
from difflib import get_close_matches
from typing import Literal

from quanheng.core.metrology.units.catalogue import Catalogue, catalogue
from quanheng.core.metrology.units.chinese import read_chinese
from quanheng.core.metrology.units.dsi import read_dsi
from quanheng.core.metrology.units.errors import AmbiguousUnit, UnknownUnit
from quanheng.core.metrology.units.symbols import normal, read_symbols
from quanheng.core.metrology.units.ucum import read_ucum
from quanheng.core.metrology.units.unit import Unit

Notation = Literal["any", "symbol", "chinese", "dsi", "ucum"]
_SUGGESTED = 5


def read_unit(text: str, notation: Notation = "any", book: Catalogue | None = None) -> Unit:
    r"""The unit written as ``text``.

    ``any`` tries symbols, then Chinese names, then UCUM; a backslash begins D-SI. ``UnknownUnit`` carries near names,
    ``AmbiguousUnit`` what needs parentheses.
    """
    book = book or catalogue()
    if notation == "dsi" or (notation == "any" and text.lstrip().startswith("\\")):
        return book.said(read_dsi(text, book.dsi, book.prefixes))
    if notation == "ucum":
        return book.said(read_ucum(text.strip(), book.ucum))
    if notation == "chinese":
        return book.said(read_chinese(text, book.names))
    try:
        return book.said(read_symbols(text, book.symbols))
    except (UnknownUnit, AmbiguousUnit) as refused:
        if notation == "symbol":
            raise
        unit = _otherwise(text, book)
        if unit is None:
            if isinstance(refused, UnknownUnit):
                raise UnknownUnit(refused.text, refused.at, suggestions(text, book)) from None
            raise
        return unit


def _otherwise(text: str, book: Catalogue) -> Unit | None:
    try:
        return book.said(read_chinese(normal(text), book.names))
    except UnknownUnit:
        pass
    try:  # 公里/小时, 千克/立方米
        return book.said(read_symbols(text, ChainMap(book.symbols, book.names)))
    except (UnknownUnit, AmbiguousUnit):
        pass
    if "/" in text and "[" not in text:  # left to right is UCUM's rule, not that of a symbol a person writes
        return None
    try:
        return book.said(read_ucum(text.strip(), book.ucum))
    except UnknownUnit:
        return None


def suggestions(text: str, book: Catalogue) -> tuple[str, ...]:
    """Known symbols and names near ``text``: first those that differ only in case, then those that look alike."""
    wanted = normal(text)[:40]
    same = [known for known in book.symbols if known.casefold() == wanted.casefold()]
    short = [name for name in book.names if len(wanted) > 1 and (wanted in name)]
    near = get_close_matches(wanted, [*(a.symbol for a in book.atoms.values()), *book.names], n=_SUGGESTED, cutoff=0.6)
    return tuple(dict.fromkeys([*same, *sorted(short, key=len)[:_SUGGESTED], *near]))[:_SUGGESTED]
