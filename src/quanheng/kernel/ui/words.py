"""How single values are written: days, numbers, highlighted text."""

import re
from collections.abc import Iterator
from datetime import date, datetime

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from quanheng.kernel.clock import LEGAL_ZONE

UNKNOWN = "—"
_HAN = re.compile(r"[\u3400-\u9fff]{2,}")


def ymd(day: date | datetime | str | None) -> SafeString:
    """An ISO date in ``<time>``; a dash when unknown. A moment is shown as the legal day it falls on."""
    if day is None or day == "":
        return SafeString(UNKNOWN)
    if isinstance(day, str):
        try:
            day = date.fromisoformat(day)
        except ValueError:
            return conditional_escape(str(day))
    if isinstance(day, datetime):
        day = day.astimezone(LEGAL_ZONE).date() if day.tzinfo else day.date()
    return format_html('<time class="nowrap" datetime="{0}">{0}</time>', day.isoformat())


def moment(at: datetime | None) -> SafeString:
    """A moment to the minute as the clock in Asia/Shanghai shows it, in ``<time>``; a dash when unknown."""
    if at is None:
        return SafeString(UNKNOWN)
    shown = at.astimezone(LEGAL_ZONE)
    text = f"{shown:%Y-%m-%d %H:%M}"
    return format_html('<time class="nowrap" datetime="{}">{}</time>', shown.isoformat(timespec="seconds"), text)


def grouped(number: int | None) -> str:
    """A count in groups of three digits with narrow no-break spaces, as GB 3101 writes numbers; dash when unknown."""
    return UNKNOWN if number is None else f"{number:,}".replace(",", "\u202f")


def highlight(text: str, query: str) -> SafeString:
    """``text``, escaped, with the words of ``query`` in ``<mark>``.

    A Chinese word that is not found as a whole is looked for by its pairs of characters, as the index does.
    """
    text = str(text)
    marked = bytearray(len(text))
    # Lower case may change the length of a few letters (İ); then only exact case is marked.
    plain = text.lower() if len(text.lower()) == len(text) else text
    for word in _words(query, plain):
        at = plain.find(word)
        while at >= 0:
            marked[at : at + len(word)] = b"\1" * len(word)
            at = plain.find(word, at + len(word))
    pieces = []
    for run in re.finditer(rb"\x00+|\x01+", bytes(marked)):
        piece = conditional_escape(text[run.start() : run.end()])
        pieces.append(f"<mark>{piece}</mark>" if run[0][0] else piece)
    return mark_safe("".join(pieces))  # noqa: S308  every piece was escaped above


def _words(query: str, plain: str) -> Iterator[str]:
    for word in dict.fromkeys(str(query).lower().split()[:20]):
        if word in plain:
            yield word
            continue
        for run in _HAN.finditer(word):
            yield from {run[0][i : i + 2] for i in range(len(run[0]) - 1)}
