"""Two editions side by side."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from quanheng.apps.law.queries.register import edition_on
from quanheng.core.texts.alignment import Change, Labelled, Pair, align
from quanheng.core.texts.differences import Piece, differences
from quanheng.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a comparison: the two articles and, where both are there, the pieces that differ."""

    pair: Pair
    old: Any
    new: Any
    pieces: tuple[Piece, ...]

    @property
    def changed(self) -> bool:
        """Anything at all, a new number or the width of a bracket included."""
        return self.pair.change is not Change.UNCHANGED or self.pair.renumbered

    @property
    def reworded(self) -> bool:
        """Changed in more than the width of characters."""
        return self.changed and not (self.pair.typographic and not self.pair.renumbered)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two editions side by side, the older first."""

    old: Any
    new: Any
    rows: tuple[Row, ...]

    def count(self, change: Change) -> int:
        """How many articles fared so."""
        return sum(row.pair.change is change for row in self.rows)

    @property
    def typographic(self) -> int:
        """How many amended articles differ only in the width of characters."""
        return sum(row.pair.typographic for row in self.rows)


def comparison(actor: Actor, slug: str, other: str, day: date) -> Comparison:
    """The two editions compared, whichever is named first. Raises ``Http404``."""
    one, two = edition_on(actor, slug, day), edition_on(actor, other, day)
    old, new = sorted((one, two), key=_age)
    before, after = list(old.articles.all()), list(new.articles.all())
    pairs = _aligned(tuple(_labelled(a) for a in before), tuple(_labelled(a) for a in after))
    rows = tuple(_row(pair, before, after) for pair in pairs)
    return Comparison(old, new, rows)


def _age(edition: Any) -> tuple[date, str]:
    first = edition.issued_on or edition.effective_on or date(edition.year or 1, 1, 1)
    return first, edition.slug


def _labelled(article: Any) -> Labelled:
    return Labelled(article.anchor, "".join(article.paragraphs))


@lru_cache(maxsize=32)
def _aligned(old: tuple[Labelled, ...], new: tuple[Labelled, ...]) -> tuple[Pair, ...]:
    return tuple(align(old, new))


def _row(pair: Pair, before: list[Any], after: list[Any]) -> Row:
    old = before[pair.old] if pair.old is not None else None
    new = after[pair.new] if pair.new is not None else None
    pieces: tuple[Piece, ...] = ()
    if old and new and pair.change is Change.AMENDED:
        pieces = tuple(differences("\n".join(old.paragraphs), "\n".join(new.paragraphs)))
    return Row(pair, old, new, pieces)
