"""Full-width and composed characters folded to plain ones, every folded character tied to its place in the original."""

import unicodedata
from dataclasses import dataclass

_KEPT_WIDE = frozenset("，；：！？＂＇")
_PLAIN = {"\u00b5": "μ", "\u2126": "Ω", "\u212b": "Å", "⋅": "·", "•": "·", "∙": "·", "・": "·", "〜": "~", "∼": "~"}


@dataclass(frozen=True, slots=True)
class Folded:
    """``text`` to read in; ``origin[i]`` is where its character ``i`` comes from in the original."""

    text: str
    origin: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The non-empty part ``start:end`` of the folded text, in the original."""
        return self.origin[start], self.origin[end - 1] + 1


def fold(original: str) -> Folded:
    """``original`` with full-width ASCII, squared unit signs (㎏) and look-alikes folded."""
    pieces: list[str] = []
    origin: list[int] = []
    for index, character in enumerate(original):
        piece = _folded(character)
        pieces.append(piece)
        origin.extend([index] * len(piece))
    return Folded("".join(pieces), tuple(origin))


def is_wide(character: str) -> bool:
    """Whether a unit or its number should not be written with ``character``: ｋ, １, ％, ㎏."""
    return "㌀" <= character <= "㏟" or ("！" <= character <= "～" and (character.isalnum() or character in "％／．"))


def narrow(original: str) -> str:
    """``original`` with its wide letters, digits and unit signs made plain, everything else untouched."""
    return "".join(_squared(c) if is_wide(c) else c for c in original)


def _folded(character: str) -> str:
    if character in _PLAIN:
        return _PLAIN[character]
    if character in _KEPT_WIDE:
        return character
    if "！" <= character <= "～":
        return unicodedata.normalize("NFKC", character)
    return _squared(character) if is_wide(character) else character


def _squared(character: str) -> str:
    """㎡ as m², not m2: the exponent stays one."""
    plain = unicodedata.normalize("NFKC", character).replace("\u2215", "/").replace("∕", "/")
    if len(plain) > 1 and character > "㌀":
        plain = plain.translate(str.maketrans("23", "²³"))
    return plain
