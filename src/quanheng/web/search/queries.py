"""What can be asked of the index, with a second try where nothing matches as typed."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from quanheng.kernel.search import text
from quanheng.kernel.search.engine import Request, Results
from quanheng.kernel.search.query import Query, parse
from quanheng.kernel.search.registry import Document
from quanheng.kernel.search.site import engine
from quanheng.web.search.parameters import Asked, facets

MOST_SUGGESTIONS = 8
_MISREAD = re.compile(r"(?i)^\s*(JJ[FG])([\dOoIlI|.\s—–-]+)$")
_DIGITS = str.maketrans({"O": "0", "o": "0", "I": "1", "l": "1", "|": "1"})


@dataclass(frozen=True, slots=True)
class Found:
    """The answer. ``loose``: nothing matched as typed, these resemble it. ``correction``: a spelling that would match;
    ``parts``: the words of the query and how many documents hold each, given when nothing holds all.
    """

    query: Query
    results: Results
    loose: bool = False
    correction: str = ""
    parts: Sequence[tuple[str, int]] = ()


def find(asked: Asked) -> Found:
    """Search; where nothing matches, look for a correction and for what resembles. Raises ``IndexMissing``."""
    query = parse(asked.q)
    names = ("kind", *facets())
    results = engine().search(Request(query, asked.filters, names, asked.page, asked.size))
    if results.total or not query:
        return Found(query, results)
    correction = _correction(asked)
    loose = engine().search(Request(query, asked.filters, names, asked.page, asked.size, loose=True))
    return Found(query, loose, loose=True, correction=correction, parts=_parts(asked))


def suggestions(typed: str) -> list[Document]:
    """A few documents whose number or title begins with, or holds, what was typed. Raises ``IndexMissing``."""
    query = parse(typed)
    return engine().suggest(Request(query, size=MOST_SUGGESTIONS), query.whole)


def _total(typed: str, asked: Asked) -> int:
    return engine().search(Request(parse(typed), asked.filters, (), 1, 1)).total


def _correction(asked: Asked) -> str:
    """A number with letters read as digits (``JJFl022—199l`` is ``JJF 1022-1991``), when that number is on record."""
    misread = _MISREAD.match(asked.q)
    if not misread:
        return ""
    squashed = text.squash(text.pieces(text.fold(misread.group(2).translate(_DIGITS))))
    repaired = f"{misread.group(1).upper()} {squashed}"
    return repaired if squashed and _total(repaired, asked) else ""


def _parts(asked: Asked) -> list[tuple[str, int]]:
    """Each word of a query of several, with its number of matches."""
    words = asked.q.split()
    if not 1 < len(words) <= MOST_SUGGESTIONS:
        return []
    return [(word, count) for word in dict.fromkeys(words) if (count := _total(word, asked))]
