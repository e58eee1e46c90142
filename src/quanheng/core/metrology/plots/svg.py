"""A small writer of SVG."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Literal
from xml.sax.saxutils import escape, quoteattr

INK, QUIET, GRID, PAPER = "#1a1a1a", "#5c5c5c", "#dddddd", "#ffffff"
BLUE, ORANGE, GREEN, RED = "#0072b2", "#d55e00", "#009e73", "#b3203c"
FONT = "'Noto Sans CJK SC','Source Han Sans SC','Microsoft YaHei','PingFang SC',Arial,sans-serif"
UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
Anchor = Literal["start", "middle", "end"]


def number(value: float) -> str:
    """A coordinate with two decimals at most."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


def columns(text: str) -> int:
    """Width of ``text`` in half-width columns: a Chinese character takes two, a combining mark none."""
    wide = sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
    return wide - sum(1 for c in text if unicodedata.combining(c))


def fitted(text: str, most: int) -> str:
    """``text`` cut to ``most`` columns, with an ellipsis where it was."""
    if columns(text) <= most:
        return text
    while text and columns(text) > most - 1:
        text = text[:-1]
    return f"{text}…"


class Canvas:
    """Collects elements; :meth:`text` gives the document with its title and description."""

    def __init__(self, width: float, height: float, *, title: str, description: str) -> None:
        self.width, self.height, self.title, self.description = width, height, title, description
        self.parts: list[str] = []

    def line(
        self, x1: float, y1: float, x2: float, y2: float, colour: str = INK, width: float = 1, dash: str = ""
    ) -> None:
        """A straight line."""
        dashed = f' stroke-dasharray="{dash}"' if dash else ""
        self.parts.append(
            f'<line x1="{number(x1)}" y1="{number(y1)}" x2="{number(x2)}" y2="{number(y2)}" stroke="{colour}" '
            f'stroke-width="{number(width)}"{dashed}/>'
        )

    def box(self, x: float, y: float, width: float, height: float, fill: str, opacity: float = 1) -> None:
        """A filled rectangle."""
        self.parts.append(
            f'<rect x="{number(x)}" y="{number(y)}" width="{number(max(width, 0))}" height="{number(max(height, 0))}" '
            f'fill="{fill}" fill-opacity="{number(opacity)}"/>'
        )

    def path(
        self, points: Iterable[tuple[float, float]], colour: str, *, fill: str = "none", width: float = 1.5
    ) -> None:
        """A polyline, filled where ``fill`` is a colour."""
        steps = " ".join(f"{number(x)},{number(y)}" for x, y in points)
        faint = ' fill-opacity="0.18"' if fill != "none" else ""
        self.parts.append(
            f'<polyline points="{steps}" stroke="{colour}" stroke-width="{number(width)}" fill="{fill}"{faint}/>'
        )

    def dot(self, x: float, y: float, colour: str, *, hollow: bool = False) -> None:
        """A point; ``hollow`` marks what does not count."""
        fill = PAPER if hollow else colour
        self.parts.append(
            f'<circle cx="{number(x)}" cy="{number(y)}" r="4" fill="{fill}" stroke="{colour}" stroke-width="1.5"/>'
        )

    def say(
        self,
        x: float,
        y: float,
        text: str,
        anchor: Anchor = "start",
        colour: str = INK,
        size: float = 12,
        *,
        bold: bool = False,
        turn: float = 0,
    ) -> None:
        """A line of text, turned by ``turn`` degrees about its anchor."""
        weight = ' font-weight="600"' if bold else ""
        turned = f' transform="rotate({number(turn)} {number(x)} {number(y)})"' if turn else ""
        self.parts.append(
            f'<text x="{number(x)}" y="{number(y)}" text-anchor="{anchor}" fill="{colour}" '
            f'font-size="{number(size)}"{weight}{turned}>{_safe(text)}</text>'
        )

    def text(self) -> str:
        """The document."""
        head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {number(self.width)} {number(self.height)}" '
            f'width="{number(self.width)}" height="{number(self.height)}" role="img" font-family={quoteattr(FONT)}>'
        )
        about = f"<title>{_safe(self.title)}</title><desc>{_safe(self.description)}</desc>"
        paper = f'<rect width="100%" height="100%" fill="{PAPER}"/>'
        return "\n".join([head, about, paper, *self.parts, "</svg>", ""])


def _safe(text: str) -> str:
    return escape(UNWRITABLE.sub("", text))
