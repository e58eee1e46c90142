"""Marks what a query found in the text as it was written. The engine sees folded text, so positions are mapped back.

Folding changes lengths (½, ㎡, ℃, 10³): a match is looked for in the folded text and marked in the original.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from quanheng.kernel.search import text
from quanheng.kernel.search.query import SHORTEST_PREFIX, Query, phrase_tokens

LONGEST_SCANNED = 200_000
SNIPPET = 120
_LEAD = 24
_GAP = rf"[\s.{text.SEPARATOR}]*"
_HAN_GAP = rf"[\s.]*[{text.SEPARATOR}\n.]{_GAP}"
_SENTENCE_END = "。；！？\n"


@dataclass(frozen=True, slots=True)
class Span:
    """A marked stretch of the original, end excluded, and which part of the query it is."""

    start: int
    end: int
    part: int


@lru_cache(maxsize=512)
def _patterns(query: Query, *, loose: bool) -> tuple[re.Pattern[str], ...]:
    """One expression over folded text for each part of the query that is to be marked."""
    wanted: dict[str, None] = {}
    for term in query.terms:
        if loose:
            wanted.update(dict.fromkeys(_pattern([token]) for token in phrase_tokens(term.pieces)[0]))
            continue
        wanted[_pattern(term.pieces, prefix=term.prefix)] = None
        if len(term.groups) > 1 and not term.prefix:
            wanted.update(dict.fromkeys(_pattern(list(group)) for group in term.groups))
    return tuple(re.compile(pattern) for pattern in wanted)


def _pattern(pieces: list[str], *, prefix: bool = False) -> str:
    """The expression of pieces in a row, with whatever separators between them."""
    made = ""
    for at, piece in enumerate(pieces):
        if at:
            made += _HAN_GAP if text.is_han(piece) and text.is_han(pieces[at - 1]) else _GAP
        made += _piece(piece, last=at == len(pieces) - 1, prefix=prefix, alone=len(pieces) == 1)
    return made


def _piece(piece: str, *, last: bool, prefix: bool, alone: bool) -> str:
    if text.is_han(piece):
        return r"[ \t]*".join(re.escape(character) for character in piece)
    if piece[0].isdigit():
        return rf"(?<!\d)(?<!\d\.){re.escape(piece)}" + ("" if last and prefix else r"(?!\.?\d)")
    if not piece[0].isalpha():
        return re.escape(piece)
    grows = alone and len(piece) >= SHORTEST_PREFIX
    return rf"(?<!{text.LETTER}){re.escape(piece)}" + ("" if grows else rf"(?!{text.LETTER})")


def spans(composed: str, query: Query, *, loose: bool = False) -> list[Span]:
    """Where the parts of the query stand in a composed text, in order, without overlap."""
    folded, origins = text.fold_with_origins(composed[:LONGEST_SCANNED])
    found = [
        Span(origins[match.start()], origins[match.end() - 1] + 1, part)
        for part, pattern in enumerate(_patterns(query, loose=loose))
        for match in pattern.finditer(folded)
        if match.end() > match.start()
    ]
    found.sort(key=lambda span: (span.start, -span.end))
    merged: list[Span] = []
    for span in found:
        if merged and span.start < merged[-1].end:
            last = merged[-1]
            merged[-1] = Span(last.start, max(last.end, span.end), last.part)
        else:
            merged.append(span)
    return merged


def _joined(found: list[Span]) -> list[tuple[int, int]]:
    """Spans that touch, as one."""
    joined: list[tuple[int, int]] = []
    for span in found:
        if joined and span.start == joined[-1][1]:
            joined[-1] = (joined[-1][0], span.end)
        else:
            joined.append((span.start, span.end))
    return joined


def _marked(composed: str, found: list[Span], start: int, end: int) -> str:
    """The stretch as HTML: escaped, line ends as spaces, spans in ``<mark>``."""
    made: list[str] = []
    at = start
    for first, last in _joined(found):
        if first < start or last > end:
            continue
        made += [escape(composed[at:first]), "<mark>", escape(composed[first:last]), "</mark>"]
        at = last
    made.append(escape(composed[at:end]))
    return re.sub(r"\s*\n\s*", " ", "".join(made))


def marked(original: str, query: Query, *, loose: bool = False) -> SafeString:
    """The whole text as HTML with what was found in ``<mark>``."""
    composed = text.compose(original)
    return mark_safe(_marked(composed, spans(composed, query, loose=loose), 0, len(composed)))  # noqa: S308 - escaped above


def snippet(original: str, query: Query, *, loose: bool = False, length: int = SNIPPET) -> SafeString:
    """The stretch of about ``length`` characters that shows most of the query, as HTML, ``…`` where it was cut."""
    composed = text.compose(original).strip()
    found = spans(composed, query, loose=loose)
    start, end = _window(composed, found, length)
    body = _marked(composed, found, start, end)
    return mark_safe(("…" if start else "") + body.strip() + ("…" if end < len(composed) else ""))  # noqa: S308


def _window(composed: str, found: list[Span], length: int) -> tuple[int, int]:
    """Start and end of the best stretch: most different parts, then most marks, then the first."""
    if len(composed) <= length + _LEAD:
        return 0, len(composed)
    best, best_worth = 0, (0, 0)
    for at, first in enumerate(found):
        inside = [span for span in found[at : at + 40] if span.end <= first.start + length - _LEAD]
        worth = (len({span.part for span in inside}), len(inside))
        if worth > best_worth:
            best, best_worth = first.start, worth
    start = _sentence_start(composed, best)
    longest = max((span.end for span in found if span.start == best), default=0)
    end = min(len(composed), max(start + length, longest))
    cut = next((span.start for span in found if span.start < end < span.end), end)
    return start, cut if cut > best else end


def _sentence_start(composed: str, at: int) -> int:
    """A little before ``at``: where the sentence begins, if that is near."""
    if at <= _LEAD:
        return 0
    ends = [composed.rfind(mark, at - _LEAD, at) for mark in _SENTENCE_END]
    return max(ends) + 1 if max(ends) >= 0 else at - _LEAD // 2
