"""What a comparison finds."""

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from quanheng.core.texts.received import Place


class Level(StrEnum):
    """How deep a difference goes."""

    WORDING = "wording"  # a character or number that is read
    PUNCTUATION = "punctuation"  # signs only
    DAMAGED = "damaged"  # one of the copies is damaged at this place


class Operation(StrEnum):
    """What one must do to the first copy to get the second."""

    INSERT = "insert"
    DELETE = "delete"
    REPLACE = "replace"


class PartKind(StrEnum):
    """Where in the document."""

    FRONT = "front"
    POINT = "point"
    CLOSING = "closing"


@dataclass(frozen=True, slots=True)
class Side:
    """The words of one copy, without spaces; ``paragraph`` and ``at`` say where, also when there are none."""

    text: str
    paragraph: int
    at: int
    place: Place


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference. ``before`` and ``after`` are the words around it in the first copy, without spaces.

    ``anchor`` is the point of the second copy (of the first, where the second has none), empty outside points.
    """

    operation: Operation
    level: Level
    part: PartKind
    anchor: str
    one: Side
    two: Side
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class PointPair:
    """A point in both copies, or in one. ``similarity`` is the share of common characters; ``layout`` counts the spaces
    and widths of signs that differ, which no :class:`Difference` mentions.
    """

    one: str | None
    two: str | None
    similarity: float
    differences: int
    layout: int


@dataclass(frozen=True, slots=True)
class CopyComparison:
    """Two copies side by side."""

    pairs: tuple[PointPair, ...]
    differences: tuple[Difference, ...]

    @property
    def in_points(self) -> tuple[Difference, ...]:
        """Differences of the numbered text."""
        return tuple(each for each in self.differences if each.part is PartKind.POINT)

    @property
    def wording(self) -> tuple[Difference, ...]:
        """Differences of the numbered text that change what is read."""
        return tuple(each for each in self.in_points if each.level is Level.WORDING)

    @property
    def by_level(self) -> dict[Level, int]:
        """How many differences the numbered text has at each level."""
        return dict(Counter(each.level for each in self.in_points))

    @property
    def same_points(self) -> int:
        """How many points both copies have."""
        return sum(each.one is not None and each.two is not None for each in self.pairs)
