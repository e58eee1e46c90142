"""Damaged places (损坏处): found, counted and shown; mended by nobody here."""

import re
from collections import Counter
from collections.abc import Iterator

from quanheng.core.texts.cleaning.cleaned import Damage, DamageKind, Removal, Removed
from quanheng.core.texts.cleaning.sheet import Row, Sheet
from quanheng.core.texts.received import BadBytes

AROUND = 8
LARGEST_CODE = 0x10FFFF
_LOST = re.compile(
    r"[?？](?=\s?[“”‘’—…·])|(?<![\d])[?？](?=\d{3}\s?年)|(?<=\d)[?？](?=\d)|(?<=\d)[?？]$|(?<=[〔\[(（])[?？]|[?？](?=\d{2,3}[?？])"
)
_ASKS = re.compile(r"(?:[吗呢么何谁哪几]|什么|怎样|如何|是否)[^。！；]{0,30}[?？]$")
_ODD = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]|[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")
_MARKS = {"\ufffd": DamageKind.REPLACEMENT, "\ufffc": DamageKind.OBJECT}
_CLOSING = {"“": "”", "(": ")", "《": "》", "〔": "〕", "【": "】"}
_ALIKE = str.maketrans("（）", "()")


def damages(sheet: Sheet, bad_bytes: tuple[BadBytes, ...]) -> list[Damage]:
    """Every damaged place of the text and of what was removed from it, in the order of the file."""
    bad = {each.at: each for each in bad_bytes}
    found: dict[int, Damage] = {}
    for index, row in enumerate(sheet.rows):
        for each in _in_row(sheet, row, index, bad):
            found.setdefault(each.start, each)
    for removal in sheet.removals:
        for each in _in_removed(sheet, removal, bad):
            found.setdefault(each.start, each)
    return [found[start] for start in sorted(found)]


def _in_row(sheet: Sheet, row: Row, index: int, bad: dict[int, BadBytes]) -> Iterator[Damage]:
    text = row.text
    sources = row.sources()
    altered = dict(row.altered)

    def damage(kind: DamageKind, at: int, proposal: str = "", evidence: str = "") -> Damage:
        context = text[max(at - AROUND, 0) : at + AROUND + 1]
        place = sheet.received.place(sources[at])
        return Damage(kind, sources[at], text[at], place, index, at, context, proposal, evidence)

    lost = {match.start() for match in _LOST.finditer(text)}
    asks = bool(_ASKS.search(text))
    for at, character in enumerate(text):
        if sources[at] in altered:
            kind = DamageKind.LOST if character in "?？" else DamageKind.ALTERED
            yield damage(kind, at, _before(character), altered[sources[at]])
        elif sources[at] in bad:
            yield damage(DamageKind.BYTES, at, evidence=bad[sources[at]].hex)
        elif odd := _kind(character):
            yield damage(odd, at)
        elif character in "?？" and not (asks and at == len(text) - 1):
            yield damage(DamageKind.LOST if at in lost else DamageKind.SUSPECT, at)
    probable = "".join(_before(each) or each if sources[at] in altered else each for at, each in enumerate(text))
    for at in _unpaired(probable):
        yield damage(DamageKind.UNPAIRED, at)


def _in_removed(sheet: Sheet, removal: Removal, bad: dict[int, BadBytes]) -> Iterator[Damage]:
    start, text = removal.start, removal.text
    lost = "" if removal.reason in {Removed.TAG, Removed.TAG_REMAINS} else "?？"  # addresses have question marks
    for at, character in enumerate(text):
        source = start + at
        kind = DamageKind.BYTES if source in bad else _kind(character)
        if kind is None and character in lost:
            kind = DamageKind.SUSPECT
        if kind:
            context = text[max(at - AROUND, 0) : at + AROUND + 1]
            evidence = bad[source].hex if source in bad else ""
            yield Damage(kind, source, character, sheet.received.place(source), None, None, context, "", evidence)


def _kind(character: str) -> DamageKind | None:
    if character in _MARKS:
        return _MARKS[character]
    if _ODD.match(character):
        return DamageKind.PRIVATE_USE if ord(character) >= 0xE000 else DamageKind.CONTROL  # noqa: PLR2004
    return None


def _before(character: str) -> str:
    """What probably stood there: where < was eaten, the last byte of the character before it became one less.

    All such places of a file agree or none does; a person confirms.
    """
    return "" if character in "?？" or ord(character) >= LARGEST_CODE else chr(ord(character) + 1)


def _unpaired(text: str) -> Iterator[int]:
    """Quotation marks and brackets whose partner is missing; the two widths of a bracket are one."""
    opened: list[tuple[str, int]] = []
    waiting: Counter[str] = Counter()
    for at, character in enumerate(text.translate(_ALIKE)):
        if character in _CLOSING:
            opened.append((_CLOSING[character], at))
            waiting[_CLOSING[character]] += 1
        elif character in _CLOSING.values():
            if not waiting[character]:
                yield at
                continue
            while opened[-1][0] != character:  # what was opened within is left open
                mark, place = opened.pop()
                waiting[mark] -= 1
                yield place
            opened.pop()
            waiting[character] -= 1
    yield from (at for _mark, at in opened)
