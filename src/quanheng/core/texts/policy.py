"""A policy (政策文件) from the bytes of a copy: received, cleaned, split into points."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from quanheng.core.texts import document
from quanheng.core.texts.cleaning import clean
from quanheng.core.texts.cleaning.cleaned import Cleaned
from quanheng.core.texts.document import Quoted
from quanheng.core.texts.points.point import Outline, Point
from quanheng.core.texts.points.split import split
from quanheng.core.texts.proposals import Proposed, propose
from quanheng.core.texts.reading import read
from quanheng.core.texts.received import Received


@dataclass(frozen=True, slots=True)
class PolicyText:
    """Everything that is known of a copy. ``title``, ``number`` and ``dated`` are proposals for a person to confirm."""

    received: Received
    cleaned: Cleaned
    outline: Outline
    proposed: tuple[Proposed, ...]  # one a point, in the same order
    title: Quoted | None
    number: Quoted | None
    dated: date | None

    @property
    def points(self) -> tuple[Point, ...]:
        """All points, headings and sub-points included, in the order of the text."""
        return self.outline.points

    def point(self, anchor: str) -> Point | None:
        """The point at ``anchor``."""
        return next((each for each in self.points if each.anchor == anchor), None)

    def as_plain(self) -> dict[str, Any]:
        """Dictionaries, lists, strings and numbers only: what JSON can hold (dates are written YYYY-MM-DD)."""
        return asdict(self, dict_factory=_plain)


def _plain(items: list[tuple[str, Any]]) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in items}


def read_policy(data: bytes, name: str) -> PolicyText:
    """The policy in ``data``; ``name`` is used in messages only, the content decides how it is read.

    Raises :class:`~quanheng.core.texts.refusal.TextRefused` when it is no text that can be read.
    """
    received = read(data, name)
    cleaned = clean(received)
    outline = split(cleaned.paragraphs)
    signed = document.dated(cleaned, outline)
    return PolicyText(
        received=received,
        cleaned=cleaned,
        outline=outline,
        proposed=propose([each.text for each in cleaned.paragraphs], outline.points),
        title=document.title(cleaned, outline),
        number=document.number(cleaned, outline),
        dated=signed[1] if signed else None,
    )
