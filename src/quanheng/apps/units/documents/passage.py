"""A passage: one paragraph, cell or text file, and where it stands in the document."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Passage:
    """Text to check. ``place`` names the paragraph or cell (empty in a plain text); ``cell`` says it is a table cell.
    ``locate`` turns a place in ``text`` into line and column of the source, where that has lines; ``None`` counts both
    inside the passage.
    """

    text: str
    place: str = ""
    cell: bool = False
    locate: Callable[[int], tuple[int, int]] | None = None


RAISED = str.maketrans("0123456789-−+", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁻⁺")


def raised(text: str) -> str:
    """``text`` set as a superscript, in characters that keep the exponent one; as long as ``text``."""
    return text.translate(RAISED)
