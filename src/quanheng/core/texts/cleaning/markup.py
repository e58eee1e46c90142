"""Markup in a plain text: tags, remains of tags whose < was eaten, entities, Markdown, characters nobody sees.

A web page that was cut at byte boundaries loses the < of a tag together with the end of the character before it:
``江西省人民政庛/a>`` was ``…府</a>``. What is left of the tag goes; the character stays as received and is damaged.
"""

import html
import re

from quanheng.core.texts.cleaning.cleaned import Removed, Replaced
from quanheng.core.texts.cleaning.sheet import Row, Sheet

_NAMES = r"(?:span|strong|font|table|tbody|div|img|sup|sub|h[1-6]|em|br|hr|li|ol|td|th|tr|ul|p|a|b|i|u)"
_ATTRIBUTES = r"(?:\s+[A-Za-z-]{1,20}\s*=\s*(?:\"[^\"<>]{0,500}\"|'[^'<>]{0,500}'|[^\s\"'<>]{1,200})){1,12}"
_TAG = re.compile(rf"</?{_NAMES}(?:\s[^<>]{{0,1000}})?/?>|<!--.{{0,2000}}?-->", re.IGNORECASE)
_REMAINS = re.compile(
    rf"(?<![<A-Za-z])/{_NAMES}\s?>|(?<![</A-Za-z])(?:br\s?/?>|{_NAMES}{_ATTRIBUTES}\s*/?>)", re.IGNORECASE
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,31});")
_ENTITY_REMAINS = re.compile(r"(?<=[?？�])(?:ldquo|rdquo|lsquo|rsquo|mdash|ndash|hellip|middot|nbsp|times|deg|plusmn);")
_MARKDOWN = re.compile(r"#{1,6}\s+(?=\S)|[-*_](?:\s?[-*_]){2,}\s*$")
_EMPHASIS = re.compile(r"\*\*|__(?=\S)|(?<=\S)__")
_INVISIBLE = re.compile("[\u00ad\u200b\u200c\u200d\u200e\u200f\u202a-\u202e\u2060\ufeff]+")
FEWEST_HEADINGS = 2


def remove_markup(sheet: Sheet) -> None:
    """All of the above, row by row; each removal and replacement is on record."""
    for row in list(sheet.rows):
        _remove(sheet, row, _INVISIBLE, Removed.INVISIBLE)
        _remove(sheet, row, _TAG, Removed.TAG)
        _remove_remains(sheet, row)
        _replace(sheet, row, _ENTITY, Replaced.ENTITY)
        _replace(sheet, row, _ENTITY_REMAINS, Replaced.ENTITY_REMAINS)
        sheet.trim(row)
    _remove_markdown(sheet)
    sheet.rows = [row for row in sheet.rows if row.text]


def _remove(sheet: Sheet, row: Row, pattern: re.Pattern[str], reason: Removed) -> None:
    sheet.remove(row, [match.span() for match in pattern.finditer(row.text)], reason)


def _remove_remains(sheet: Sheet, row: Row) -> None:
    found = list(_REMAINS.finditer(row.text))
    sources = row.sources() if found else []
    row.altered += [(sources[match.start() - 1], match[0]) for match in found if match.start()]
    sheet.remove(row, [match.span() for match in found], Removed.TAG_REMAINS)


def _replace(sheet: Sheet, row: Row, pattern: re.Pattern[str], reason: Replaced) -> None:
    edits = []
    for match in pattern.finditer(row.text):
        written = match[0] if match[0].startswith("&") else f"&{match[0]}"
        now = html.unescape(written)
        if now != written:
            edits.append((*match.span(), now))
    sheet.replace(row, edits, reason)


def _remove_markdown(sheet: Sheet) -> None:
    """Signs of headings and rules, when the text has several headings in Markdown."""
    found = [(row, match) for row in sheet.rows if (match := _MARKDOWN.match(row.text))]
    if sum(row.text.startswith("#") for row, _match in found) < FEWEST_HEADINGS:
        return
    for row, match in found:
        sheet.remove(row, [match.span()], Removed.MARKDOWN)
    for row in sheet.rows:
        if len(_EMPHASIS.findall(row.text)) % 2 == 0:
            _remove(sheet, row, _EMPHASIS, Removed.MARKDOWN)
        sheet.trim(row)
