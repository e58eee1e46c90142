"""What splitting gives: points with permanent anchors, and what is irregular in their numbers."""

from dataclasses import dataclass
from enum import StrEnum

from quanheng.core.texts.points.markers import Numbering
from quanheng.core.texts.received import Place


class IrregularKind(StrEnum):
    """What can be wrong with the numbers of points."""

    GAP = "gap"  # numbers are missing before this one
    REPEATED = "repeated"
    BACKWARD = "backward"
    NO_HEADING = "no_heading"  # where the heading ends cannot be told: its full stop is missing


@dataclass(frozen=True, slots=True)
class Irregular:
    """One irregularity: at which point, the number that was expected and the one that stands there."""

    kind: IrregularKind
    anchor: str
    expected: int
    found: int
    place: Place


@dataclass(frozen=True, slots=True)
class Point:
    """A numbered point (条目).

    ``anchor`` is made of its numbers alone and so is the same in every copy of the document: ``s4`` is 四、; ``11`` is
    （十一） when those numbers run through the document, ``s4_1`` when they begin again under each heading; ``11_2`` is
    2. under （十一）; ``12`` and ``12-1`` are 第十二条 and 第十二条之一. ``parent`` is the anchor above it.

    ``label`` is the number as printed. ``heading`` is the text up to its first full stop, empty where none is to be
    seen. ``paragraphs`` are indexes of its own paragraphs, without those of points below it; ``texts`` are those
    paragraphs, the first one without the number.
    """

    kind: Numbering
    number: int
    label: str
    anchor: str
    parent: str
    heading: str
    paragraphs: tuple[int, ...]
    texts: tuple[str, ...]
    place: Place

    @property
    def title(self) -> str:
        """The heading, or the beginning of the text."""
        return self.heading or shortened(self.texts[0] if self.texts else "")


SHORT = 30


def shortened(text: str) -> str:
    """The beginning of a text, with … where there is more."""
    return text if len(text) <= SHORT else text[:SHORT] + "…"


@dataclass(frozen=True, slots=True)
class Outline:
    """The points in their order; ``front`` are the paragraphs before the first point, ``closing`` those that belong to
    none (signature, date, annexes). ``principal`` is the kind of point that tasks hang on.
    """

    points: tuple[Point, ...]
    principal: Numbering | None
    front: tuple[int, ...]
    closing: tuple[int, ...]
    irregular: tuple[Irregular, ...]

    @property
    def principals(self) -> tuple[Point, ...]:
        """The points that people count: （一） … of a policy, the articles of a rule."""
        return tuple(each for each in self.points if each.kind is self.principal)
