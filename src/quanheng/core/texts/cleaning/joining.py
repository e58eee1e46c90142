"""Joining what a page break cut in two. A join is made only where a paragraph cannot end, and every join is listed."""

import re

from quanheng.core.texts.cleaning.sheet import Row, Sheet
from quanheng.core.texts.points.markers import marker

_ENDS = '。！？；：…!?;:.”’"』」）)》】〕]'
_STOP = re.compile("[。！？；]")
_COMMA = re.compile("[，,、；。]")
# No Chinese paragraph begins with these: suffixes, particles, closing marks.
_NEVER_FIRST = frozenset("们的了吗呢吧着、，。；：！？）》”’】〕")
_BREAKS = re.compile(r"[-—–]{1,2}|[(（]?此件|附\s*件|注\s*[:：]|\d{4}\s?年\s?\d{1,2}\s?月|[●•■◆▲*]|[①-⑳]")
LONG, TITLE = 40, 60
_GOES_ON = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffffa-z0-9《“‘（(〔]")


def join_broken(sheet: Sheet) -> None:
    """Join rows that are one paragraph."""
    index = 0
    while index + 1 < len(sheet.rows):
        row, following = sheet.rows[index], sheet.rows[index + 1]
        if row.last.wrapped or (row.role is following.role and _is_cut(row, following)):
            sheet.join(index)
        else:
            index += 1


def _is_cut(row: Row, following: Row) -> bool:
    """Whether ``row`` stops inside a sentence that ``following`` goes on with."""
    text, after = row.text, following.text
    if any(source == row.pieces[-1].end - 1 for source, _tag in row.altered):
        return False  # its last character is damaged: what ended it cannot be told
    if text[-1] in _ENDS or marker(after) or _BREAKS.match(after):
        return False
    if after[0] in _NEVER_FIRST or _open_title(text, after):
        return True
    if not _GOES_ON.match(after):
        return False
    if _STOP.search(text):
        return True
    numbered = marker(text) is not None
    return not numbered and len(text) >= LONG and bool(_COMMA.search(text)) and bool(_STOP.search(after))


def _open_title(text: str, after: str) -> bool:
    """Whether the name of a document begins in one row and ends in the next."""
    return text.count("《") > text.count("》") and after[:TITLE].count("》") > after[:TITLE].count("《")
