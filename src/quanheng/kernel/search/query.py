"""What a person types, read into terms. Nothing typed is syntax except quotation marks, and nothing raises."""

import re
from dataclasses import dataclass

from quanheng.kernel.search import text

LONGEST_QUERY = 200
MOST_TERMS = 12
SHORTEST_PREFIX = 3
# The shape of numbers: OIML R 76-1, JJG（有色金属）1, 市监计量发〔2022〕62号, JJF 1070.2-2011 XG1-2012
MOST_WORDS = 2
LONGEST_WORD = 6
LONGEST_ISSUER = 4
LONGEST_DOCUMENT_WORD = 8
MOST_PARTS = 8
_CHUNK = re.compile(r'"([^"]*)"|“([^”]*)”|「([^」]*)」|『([^』]*)』|([^\s"“”「」『』]+)')
_YEAR = re.compile(r"\d{4}")


@dataclass(frozen=True, slots=True)
class Term:
    """Something that must occur. ``groups`` are the chunks it was typed in, each the pieces of ``text.pieces``.

    A term of several chunks is a number typed with spaces (``JJF 1070``): its chunks may also occur apart. ``code`` is
    the number squashed, ``prefix`` says that longer numbers that begin with it are meant too.
    """

    groups: tuple[tuple[str, ...], ...]
    code: str = ""
    prefix: bool = False

    @property
    def pieces(self) -> list[str]:
        """All pieces in order."""
        return [piece for group in self.groups for piece in group]


@dataclass(frozen=True, slots=True)
class Query:
    """A query: every term must occur. ``whole`` is the squashed query, for exact titles."""

    typed: str
    terms: tuple[Term, ...]
    whole: str = ""

    def __bool__(self) -> bool:
        return bool(self.terms)


def phrase_tokens(parts: list[str]) -> tuple[list[str], bool]:
    """The tokens of a phrase, and whether its last token is a lone Han character, to be matched as a prefix.

    The text goes on where the phrase ends, so the trailing single character of its last Han run is left out.
    """
    found = text.piece_tokens(parts)
    if parts and text.is_han(parts[-1]):
        if len(parts[-1]) > 1:
            return found[:-1], False
        return found, True
    return found, False


def parse(typed: str) -> Query:
    """Read a query of at most ``LONGEST_QUERY`` characters; what is longer is cut (the door refuses it earlier)."""
    typed = text.compose(typed)[:LONGEST_QUERY].strip()
    chunks: list[tuple[bool, list[str]]] = []
    for match in _CHUNK.finditer(typed):
        quoted = match.group(5) is None
        parts = text.pieces(text.fold(next(group for group in match.groups() if group is not None)))
        if parts:
            chunks.append((quoted, parts))
    terms = _terms(chunks)[:MOST_TERMS]
    return Query(typed, tuple(terms), text.squash([piece for _quoted, parts in chunks for piece in parts]))


def _terms(chunks: list[tuple[bool, list[str]]]) -> list[Term]:
    """Chunks to terms; neighbouring chunks that read as one number become one term."""
    terms: list[Term] = []
    at = 0
    while at < len(chunks):
        quoted, parts = chunks[at]
        taken = 1 if quoted else _code_length(chunks, at)
        groups = tuple(tuple(group) for _quoted, group in chunks[at : at + max(taken, 1)])
        joined = [piece for group in groups for piece in group]
        if not quoted and taken:
            alone = len(groups) == len(chunks)
            terms.append(Term(groups, text.squash(joined), prefix=alone or not joined[0][0].isdigit()))
        else:
            terms.append(Term((tuple(parts),)))
        at += max(taken, 1)
    return terms


def _code_length(chunks: list[tuple[bool, list[str]]], at: int) -> int:
    """How many chunks from ``at`` on read as one number (``JJG（冀） 121 2015``); 0 when none does."""
    words = 0
    end = at
    while end < len(chunks) and not chunks[end][0] and _is_letters(chunks[end][1]) and words < MOST_WORDS:
        words, end = words + 1, end + 1
    if words and end < len(chunks) and not chunks[end][0] and _is_issuer(chunks[end][1]):
        end += 1
    if end >= len(chunks) or chunks[end][0] or not _is_number(chunks[end][1], after_letters=end > at):
        return 0
    end += 1
    while end < len(chunks) and not chunks[end][0] and _continues(chunks[end][1]):
        end += 1
    return end - at


def _is_letters(parts: list[str]) -> bool:
    """``JJF``, ``OIML``, ``GB/T``, ``JJG（冀）``: short words, perhaps an issuer, no number."""
    issuer = parts[-1] if text.is_han(parts[-1]) else ""
    words = parts[:-1] if issuer else parts
    return bool(words) and len(issuer) <= LONGEST_ISSUER and all(_is_short_word(word) or word == "/" for word in words)


def _is_short_word(piece: str) -> bool:
    return piece.isalpha() and not text.is_han(piece) and len(piece) <= LONGEST_WORD


def _is_issuer(parts: list[str]) -> bool:
    return len(parts) == 1 and text.is_han(parts[0]) and len(parts[0]) == 1


def _is_number(parts: list[str], *, after_letters: bool) -> bool:
    """``1070-2023``, ``JJF1070``, ``JJG（冀）121``, ``国发〔2021〕37号``: issuer, digits, few letters."""
    first = next((index for index, piece in enumerate(parts) if piece[0].isdigit()), None)
    if first is None or (first and after_letters):
        return False
    head, tail = parts[:first], parts[first + 1 :]
    if any(text.is_han(piece) and len(piece) > LONGEST_DOCUMENT_WORD for piece in head) or not all(
        _is_short_word(piece) or piece == "/" or text.is_han(piece) for piece in head
    ):
        return False
    return len(tail) <= MOST_PARTS and all(
        piece[0].isdigit() or _is_short_word(piece) or piece == "号" for piece in tail
    )


def _continues(parts: list[str]) -> bool:
    """A year (``2023``) or an amendment sheet (``XG1-2024``) typed after a space."""
    return _YEAR.fullmatch(parts[0]) is not None or parts[0] == "xg"
