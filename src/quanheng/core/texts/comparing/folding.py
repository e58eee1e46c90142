"""Text folded for comparison: no spaces, one width, straight quotation marks; every character knows where it stood."""

from collections.abc import Sequence
from dataclasses import dataclass

from quanheng.core.texts.cleaning.cleaned import Paragraph

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_QUOTES = {ord(mark): '"' for mark in "“”„‟〝〞"} | {ord(mark): "'" for mark in "‘’‚‛"}
_FOLD = {**_FULL_WIDTH, **_QUOTES, ord("｡"): "。", ord("､"): "、", ord("∶"): ":", ord("﹒"): "."}


@dataclass(frozen=True, slots=True)
class Folded:
    """``text`` and, for each of its characters, the paragraph and the place in it; ``bounds`` of every paragraph."""

    text: str
    origins: tuple[tuple[int, int], ...]
    bounds: tuple[tuple[int, int], ...]

    def origin(self, at: int) -> tuple[int, int]:
        """Paragraph and place of the character at ``at``; behind the last one, the place after it."""
        if at < len(self.origins):
            return self.origins[at]
        if not self.origins:
            return 0, 0
        paragraph, place = self.origins[-1]
        return paragraph, place + 1

    def part(self, paragraphs: Sequence[int]) -> tuple[int, int]:
        """Where the paragraphs, which follow one another, begin and end in ``text``."""
        return (self.bounds[paragraphs[0]][0], self.bounds[paragraphs[-1]][1]) if paragraphs else (0, 0)


def folded(text: str) -> str:
    """A character at a time, so that places can be told."""
    return "".join(each.translate(_FOLD) for each in text if not each.isspace())


def fold(paragraphs: Sequence[Paragraph]) -> Folded:
    """All paragraphs as one folded text."""
    letters: list[str] = []
    origins: list[tuple[int, int]] = []
    bounds: list[tuple[int, int]] = []
    for paragraph in paragraphs:
        start = len(letters)
        for at, character in enumerate(paragraph.text):
            if not character.isspace():
                letters.append(character.translate(_FOLD))
                origins.append((paragraph.index, at))
        bounds.append((start, len(letters)))
    return Folded("".join(letters), tuple(origins), tuple(bounds))
