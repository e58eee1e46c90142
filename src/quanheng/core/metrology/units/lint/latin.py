"""Signs written with letters: ``KG/M3``, ``kgf/cm²``, ``mmHg``, ``°F``. What is not wholly understood is left alone."""

import re
from functools import lru_cache

from quanheng.core.metrology.units.errors import AmbiguousUnit, UnitError
from quanheng.core.metrology.units.lint.sign import Sign
from quanheng.core.metrology.units.lint.vocabulary import Entry, Vocabulary
from quanheng.core.metrology.units.reading import read_unit
from quanheng.core.metrology.units.unit import Unit

_EXPONENT = r"(?:[⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2}|\^[-−]?\d|\^\([-−]?\d\)|\d)"
_PART = rf"(?:[mc]mH2O|[A-Za-zμΩÅ]+|°[CF]|[℃℉%‰°′″]){_EXPONENT}?"
_PRODUCT = rf"{_PART}(?:\s?[·*×]\s?{_PART}|\.(?=[A-Za-zμΩ]){_PART})*"
_SIGN = re.compile(rf"(?:n mile|sh ton|{_PRODUCT})(?:\s?/\s?(?:\({_PRODUCT}\)|{_PRODUCT}))*")
_PIECE = re.compile(rf"(?P<base>[mc]mH2O|[A-Za-zμΩÅ]+|°[CF]|[℃℉%‰°′″])(?P<exponent>{_EXPONENT})?")
_GOES_ON = re.compile(r"[A-Za-z0-9_μΩ]|[-'’][A-Za-z]|\.[A-Za-z0-9]|@|\^|[⁰¹²³⁴-⁹⁻]|/[A-Za-z0-9(]")
_ENGLISH = re.compile(r"[ \t]+[A-Za-z0-9]{2,}")
_MULTIWORD = frozenset({"n mile", "sh ton"})
_SUPERSCRIPT = str.maketrans("0123456789-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁻")
_KNOWN_CACHE = 4096


def latin_sign(text: str, at: int, book: Vocabulary, document: str, *, numbered: bool = True) -> Sign | None:
    """The sign at ``at`` if there is one that can be read to its end. ``numbered``: a number stands before it."""
    for odd in book.odd_symbols:
        end = at + len(odd)
        if text.startswith(odd, at) and not _GOES_ON.match(text, end):
            return _whole(at, end, book.symbols[odd], text, document)
    found = _SIGN.match(text, at)
    if not found or _GOES_ON.match(text, found.end()):
        return None
    written = found[0]
    entry = book.symbols.get(written)
    if entry and entry.where in {"any", "alone"} and entry.speaks(document):
        return None if _english(text, found.end(), written, book) else _whole(at, found.end(), entry, text, document)
    bases = [piece["base"] for piece in _PIECE.finditer(written)] if written not in _MULTIWORD else [written]
    alone = len(bases) == 1 and _PIECE.fullmatch(written) is not None and not _PIECE.fullmatch(written)["exponent"]  # type: ignore[index]
    if book.never & set(bases) or (alone and bases[0] in book.not_alone):
        return None
    if _english(text, found.end(), written, book) or (not numbered and alone and bases[0] in book.shy - {"ft"}):
        return None
    return _composed(found, book, document, compound=not alone)


def _english(text: str, end: int, written: str, book: Vocabulary) -> bool:
    return written in book.shy and _ENGLISH.match(text, end) is not None


def _whole(at: int, end: int, entry: Entry, text: str, document: str) -> Sign | None:
    """One entry stands for the whole sign."""
    if not entry.speaks(document) or (entry.not_before and entry.not_before.match(text, end)):
        return None
    units = tuple(unit for each in entry.means if (unit := known(each)))
    return Sign(at, end, units, entry.right, entry.rule, entry.scale, entry.power)


def _composed(found: re.Match[str], book: Vocabulary, document: str, *, compound: bool) -> Sign | None:
    """Every piece put right by itself; the first wrong one names the rule."""
    rule = None
    right: list[str] = []
    power = False
    last = 0
    written = found[0]
    for piece in _PIECE.finditer(written) if written not in _MULTIWORD else ():
        entry = _entry_of(piece, book, document, compound=compound)
        if entry and entry.not_before and entry.not_before.match(found.string, found.end()):
            return None
        if entry:
            if not entry.right or entry.scale != 1:
                return None
            rule = rule or entry.rule
            power = power or entry.power
        exponent = (piece["exponent"] or "").replace("^", "").strip("()").translate(_SUPERSCRIPT) if entry else None
        right += [written[last : piece.start()], entry.right + (exponent or "") if entry else piece[0]]
        last = piece.end()
    correct = "".join([*right, written[last:]])
    unit, ambiguous = _read(correct)
    if unit is None and not ambiguous:
        return None
    if power and not correct.startswith("10"):  # only 25 ppm/℃ can be put right by itself
        return Sign(*found.span(), (unit,) if unit else (), "", rule)
    if power:
        return Sign(*found.span(), (unit,) if unit else (), correct, rule, power=True)
    wrong = correct if rule else ""
    return Sign(*found.span(), (unit,) if unit else (), wrong, rule, ambiguous=ambiguous)


def _entry_of(piece: re.Match[str], book: Vocabulary, document: str, *, compound: bool) -> Entry | None:
    entry = book.symbols.get(piece["base"])
    if entry is None or not entry.speaks(document):
        return None
    taken = {"any", "compound" if compound else "alone", "raised" if piece["exponent"] else "any"}
    return entry if entry.where in taken else None


def known(text: str) -> Unit | None:
    """The unit our reader makes of ``text``; ``None`` when it makes none."""
    try:
        return _known(text)
    except UnitError:
        return None


def _read(text: str) -> tuple[Unit | None, bool]:
    """The unit of symbols ``text``, and whether it can be read in two ways."""
    try:
        return _symbols(text), False
    except AmbiguousUnit:
        return None, True
    except UnitError:
        return None, False


@lru_cache(_KNOWN_CACHE)
def _known(text: str) -> Unit:
    return read_unit(text)


@lru_cache(_KNOWN_CACHE)
def _symbols(text: str) -> Unit:
    return read_unit(text, "symbol")
