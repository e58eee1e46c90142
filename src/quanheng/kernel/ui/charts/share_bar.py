"""One bar divided into shares, with its numbers in words beside it.

A pure function gives the places, ``ui/charts/share_bar.html`` draws them::

    {% include "ui/charts/share_bar.html" with bar=bar %}
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

WIDTH, HEIGHT = 480, 14
NARROWEST = 3.0


@dataclass(frozen=True, slots=True)
class Share:
    """One stretch: its word, its number, its colour (1 to 6, 0 for the empty part) and its place."""

    word: Any
    value: int
    colour: int
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class ShareBar:
    """The picture and its words. Without anything to divide, an empty bar."""

    shares: tuple[Share, ...]
    total: int
    title: Any
    name: str
    width: int = WIDTH
    height: int = HEIGHT


def share_bar(parts: Sequence[tuple[Any, int, int]], *, title: Any, name: str) -> ShareBar:
    """``parts``: word, number and colour of each share, from the left. A share that is not nothing is never thinner
    than three units, however small; the widest gives way. ``name``: an id, different for each picture of a page.
    """
    total = sum(value for _word, value, _colour in parts)
    widths = (
        [max(NARROWEST, WIDTH * value / total) if value else 0.0 for _word, value, _colour in parts] if total else []
    )
    if widths:
        widest = widths.index(max(widths))
        widths[widest] -= sum(widths) - WIDTH
    shares, x = [], 0.0
    for (word, value, colour), width in zip(parts, widths, strict=False):
        if value:
            shares.append(Share(word, value, colour, round(x, 1), round(width, 1)))
            x += width
    return ShareBar(tuple(shares), total, title, name)
