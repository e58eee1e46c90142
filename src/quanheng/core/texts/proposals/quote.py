"""A quotation: exact words of a cleaned paragraph and where they stand."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Quote:
    """``text`` is ``[start:end]`` of paragraph ``paragraph``."""

    paragraph: int
    start: int
    end: int
    text: str


def quote(paragraph: int, text: str, start: int, end: int) -> Quote:
    """The words ``text[start:end]`` of a paragraph, without spaces around them."""
    start += len(text[start:end]) - len(text[start:end].lstrip())
    end = start + len(text[start:end].rstrip())
    return Quote(paragraph, start, end, text[start:end])
