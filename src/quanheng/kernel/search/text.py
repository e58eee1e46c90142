"""How text becomes tokens, the same for the index, the query and the highlighter.

A Han run is cut into overlapping pairs and ends with its last character alone (``天平秤`` gives ``天平 平秤 秤``): a
word of any length is a phrase, a single character is a prefix. Latin words and numbers are tokens, letters and digits
part from each other (``JJF1070`` is ``jjf 1070``), signs that carry meaning (``± % ° ≤``) are tokens, sentence
punctuation only separates. Any engine fed with these tokens and a whitespace analyser finds the same set.
"""

import re
import unicodedata

SEPARATOR = "\x1f"
HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
LETTER = rf"[^\W\d_{HAN}]"
_KEPT = frozenset("%‰/#&@*§.′")
_DETACHED = ("<super>", "<sub>", "<fraction>", "<circle>")
_PIECE = re.compile(rf"[{HAN}](?:[ \t]*[{HAN}])*|\d+(?:\.\d+)*|(?:{LETTER}[\u0300-\u036f]*)+|[^\s.\w{SEPARATOR}]")
_HAN_CHARACTER = re.compile(f"[{HAN}]")
_BLANKS = {ord(" "): None, ord("\t"): None}


class _Fold(dict[int, str]):
    """Character code to its folded spelling, computed once a character."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _fold_character(chr(code))
        return folded


def _fold_character(character: str) -> str:
    """NFKC and lower case; dashes and punctuation become a separator, invisible characters vanish.

    NFKC would glue superscripts, fractions and circled numbers to their neighbours (10³ reads 103): these keep apart.
    """
    category = unicodedata.category(character)
    if category == "Cf" or unicodedata.name(character, "").startswith("VARIATION SELECTOR"):
        return ""
    if character in "\n\t ":
        return character
    if category in {"Cc", "Cs", "Cn", "Co", "Zl", "Zp"}:
        return SEPARATOR
    folded = unicodedata.normalize("NFKC", character).lower().replace("\N{FRACTION SLASH}", "/")
    folded = "".join(SEPARATOR if _only_separates(part) else part for part in folded)
    if unicodedata.decomposition(character).startswith(_DETACHED):
        return SEPARATOR + folded + SEPARATOR
    return folded


def _only_separates(character: str) -> bool:
    return (unicodedata.category(character)[0] == "P" and character not in _KEPT) or character in "─━"


_FOLD = _Fold()


def compose(text: str) -> str:
    """The text in NFC: canonically the same, one code point for what reads as one letter."""
    return text if text.isascii() or unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """The text as the index sees it. Its length may differ from the original; see :func:`fold_with_origins`."""
    return compose(text).translate(_FOLD)


def fold_with_origins(composed: str) -> tuple[str, list[int]]:
    """``fold`` of a composed text and, for each folded character, the position it came from."""
    parts: list[str] = []
    origins: list[int] = []
    for position, character in enumerate(composed):
        part = _FOLD[ord(character)]
        parts.append(part)
        origins.extend([position] * len(part))
    return "".join(parts), origins


def pieces(folded: str) -> list[str]:
    """Han runs (spaces inside them dropped), numbers, words and signs of a folded text, in order."""
    return [found.translate(_BLANKS) if " " in found or "\t" in found else found for found in _PIECE.findall(folded)]


def is_han(piece: str) -> bool:
    """Whether a piece is a Han run."""
    return _HAN_CHARACTER.match(piece) is not None


def piece_tokens(parts: list[str]) -> list[str]:
    """The tokens of pieces: pairs and trailing character of a Han run, anything else as it is."""
    found: list[str] = []
    for part in parts:
        if is_han(part):
            found.extend([part[at : at + 2] for at in range(len(part))])
        else:
            found.append(part)
    return found


def tokens(text: str) -> str:
    """The tokens of a text joined by spaces: what an engine indexes with a whitespace analyser."""
    return " ".join(piece_tokens(pieces(fold(text))))


def squash(parts: list[str]) -> str:
    """Pieces as one word, for numbers and exact titles: signs dropped, ``-`` between two adjacent numbers.

    ``JJF 1070—2023``, ``jjf1070-2023`` and ``JJF1070 2023`` all give ``jjf1070-2023``.
    """
    kept = [part for part in parts if part[0].isalnum() or is_han(part)]
    joined = ""
    for part in kept:
        joined += f"-{part}" if joined[-1:].isdigit() and part[0].isdigit() else part
    return joined
