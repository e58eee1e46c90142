"""Taking out what belongs to the page: certain lines anywhere, the other lines of its head and its tail.

The head ends with the last certain line before the first prose, the tail begins with the first certain line behind
which nothing is numbered. Titles and document numbers between lines of the head belong to the text.
"""

import re

from quanheng.core.texts.cleaning.cleaned import Removed
from quanheng.core.texts.cleaning.page_lines import LATER_TEXT, NUMBER, TITLE, page_line
from quanheng.core.texts.cleaning.sheet import Row, Sheet
from quanheng.core.texts.received import Role

PROSE = 50
BY_ROLE = {
    Role.NAVIGATION: Removed.NAVIGATION,
    Role.LINKS: Removed.NAVIGATION,
    Role.FURNITURE: Removed.FURNITURE,
}
_PAGE_NUMBER = re.compile(r"[-—–－\s]{1,6}\d{1,4}[-—–－\s]{1,6}|第\s*\d{1,4}\s*页(?:\s*[,，/]?\s*共\s*\d{1,4}\s*页)?")


def remove_page(sheet: Sheet) -> None:
    """Remove lines of the page, each with its reason."""
    reasons = {id(row): reason for row in sheet.rows if (reason := _certain(row))}
    _judge_head(sheet, reasons)
    _judge_tail(sheet, reasons)
    sheet.drop([(row, reasons[id(row)]) for row in sheet.rows if id(row) in reasons])


def _certain(row: Row) -> Removed | None:
    text = row.text
    if _PAGE_NUMBER.fullmatch(text):
        return Removed.FURNITURE
    if row.role is Role.LINKS and LATER_TEXT.match(text):
        return None  # an annex to be fetched, a point that is a link
    return BY_ROLE.get(row.role) or page_line(text)


def _judge_head(sheet: Sheet, reasons: dict[int, Removed]) -> None:
    rows = sheet.rows
    prose = next((i for i, row in enumerate(rows) if id(row) not in reasons and _is_prose(row.text)), len(rows))
    certain = [i for i in range(prose) if id(rows[i]) in reasons]
    if not certain:
        return
    head = range(certain[-1])
    kept = _titles(rows, head, reasons)
    later = ["".join(row.text.split()) for row in rows[certain[-1] :] if id(row) not in reasons]
    for i in head:
        if id(rows[i]) in reasons:
            continue
        if i not in kept:
            reasons[id(rows[i])] = Removed.PAGE_HEAD
        elif any("".join(rows[i].text.split()).strip("《》") in text for text in later):
            reasons[id(rows[i])] = Removed.REPEATED_TITLE


def _titles(rows: list[Row], head: range, reasons: dict[int, Removed]) -> set[int]:
    """Lines of the head that are of the text: numbers, titles, and the lines that directly precede a title."""
    kept = {i for i in head if NUMBER.search(rows[i].text) or TITLE.fullmatch(rows[i].text)}
    for i in sorted(kept, reverse=True):
        above = i - 1
        while (
            above >= 0 and id(rows[above]) not in reasons and rows[above].last.number + 1 == rows[above + 1].line.number
        ):
            kept.add(above)
            above -= 1
    return kept


def _judge_tail(sheet: Sheet, reasons: dict[int, Removed]) -> None:
    rows = sheet.rows
    last = max((i for i, row in enumerate(rows) if id(row) not in reasons and LATER_TEXT.match(row.text)), default=-1)
    start = (
        next((i for i in range(last + 1, len(rows)) if id(rows[i]) in reasons), len(rows)) if last >= 0 else len(rows)
    )
    for row in rows[start:]:
        reasons.setdefault(id(row), Removed.PAGE_TAIL)


def _is_prose(text: str) -> bool:
    return len(text) >= PROSE or "。" in text
