"""Putting lines together into the text of a document that has no lines of its own."""

from collections import Counter
from dataclasses import dataclass, field

from quanheng.core.texts.reading.limits import LONGEST_LINE, MOST_CHARACTERS, MOST_LINES
from quanheng.core.texts.received import Line, Omission, OmissionKind, Role
from quanheng.core.texts.refusal import Refusal, TextRefused

SAMPLE = 60


@dataclass
class Lines:
    """Lines in the order of the document, one line break between them; :class:`TextRefused` beyond the limits."""

    name: str
    pieces: list[str] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    length: int = 0

    def add(
        self, text: str, number: int, *, page: int | None = None, role: Role = Role.TEXT, wrapped: bool = False
    ) -> None:
        """Add a line; blank ones are left out."""
        if not text.strip():
            return
        if len(text) > LONGEST_LINE:
            raise TextRefused(self.name, Refusal.LINE_TOO_LONG, line=number, limit=LONGEST_LINE)
        self.lines.append(Line(self.length, self.length + len(text), number, page, role, wrapped))
        self.pieces.append(text)
        self.length += len(text) + 1
        if self.length > MOST_CHARACTERS:
            raise TextRefused(self.name, Refusal.TOO_LONG, limit=MOST_CHARACTERS)
        if len(self.lines) > MOST_LINES:
            raise TextRefused(self.name, Refusal.TOO_MANY_LINES, limit=MOST_LINES)

    @property
    def text(self) -> str:
        """The whole text."""
        return "\n".join(self.pieces)


@dataclass
class Omissions:
    """Counting what is left out, with the beginning of the first of each kind."""

    counts: Counter[OmissionKind] = field(default_factory=Counter)
    characters: Counter[OmissionKind] = field(default_factory=Counter)
    samples: dict[OmissionKind, str] = field(default_factory=dict)

    def add(self, kind: OmissionKind, text: str = "") -> None:
        """One more of ``kind``."""
        plain = " ".join(text.split())
        self.counts[kind] += 1
        self.characters[kind] += len(plain)
        if plain:
            self.samples.setdefault(kind, plain[:SAMPLE])

    def listed(self) -> tuple[Omission, ...]:
        """All of them, in the order of their kinds."""
        return tuple(
            Omission(kind, self.counts[kind], self.characters[kind], self.samples.get(kind, ""))
            for kind in OmissionKind
            if self.counts[kind]
        )
