"""The working copy (清理稿): rows of pieces that know where they came from, so that nothing can get lost unnoticed."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from quanheng.core.texts.cleaning.cleaned import Join, Removal, Removed, Replaced, Replacement
from quanheng.core.texts.received import Line, Received, Role

CONTEXT = 12


@dataclass(slots=True)
class Piece:
    """Received characters ``[start:end]``, written as ``text``; ``reason`` says why when that differs."""

    start: int
    end: int
    text: str
    reason: Replaced | None = None


@dataclass(slots=True)
class Row:
    """A line on its way to becoming a paragraph."""

    pieces: list[Piece]
    line: Line
    last: Line  # the line that ends it, another one after joining
    altered: list[tuple[int, str]] = field(default_factory=list)  # place of a damaged character, remains of the tag

    @property
    def text(self) -> str:
        """The row as it now reads."""
        return "".join(piece.text for piece in self.pieces)

    @property
    def role(self) -> Role:
        """What the file says of it."""
        return self.line.role

    def source(self, at: int) -> int:
        """The place in the received text of the character at ``at``."""
        for piece in self.pieces:
            if at < len(piece.text):
                return piece.start if piece.reason else piece.start + at
            at -= len(piece.text)
        return self.pieces[-1].end if self.pieces else self.line.start

    def cut(self, start: int, end: int) -> list[Piece]:
        """Take ``[start:end]`` out and return it; a replaced piece goes as a whole."""
        kept: list[Piece] = []
        gone: list[Piece] = []
        at = 0
        for piece in self.pieces:
            low, high = max(start - at, 0), min(end - at, len(piece.text))
            at += len(piece.text)
            if low >= high:
                kept.append(piece)
            elif piece.reason:
                gone.append(piece)
            else:
                kept += _parts(piece, (0, low), (high, len(piece.text)))
                gone += _parts(piece, (low, high))
        self.pieces = kept
        return gone

    def put(self, piece: Piece) -> None:
        """Lay ``piece`` where its source stands."""
        self.pieces.append(piece)
        self.pieces.sort(key=lambda each: each.start)


def _latin(character: str) -> bool:
    return character.isascii() and (character.isalnum() or character in ",;:)")


def _parts(piece: Piece, *bounds: tuple[int, int]) -> list[Piece]:
    return [Piece(piece.start + low, piece.start + high, piece.text[low:high]) for low, high in bounds if low < high]


class Sheet:
    """All rows, and the record of what was done to them."""

    def __init__(self, received: Received) -> None:
        self.received = received
        self.removals: list[Removal] = []
        self.joins: list[Join] = []
        self.rows: list[Row] = []
        for line in received.lines:
            text = received.text[line.start : line.end]
            if text.strip():
                self.rows.append(Row([Piece(line.start, line.end, text)], line, line))
        for row in self.rows:
            self.trim(row)

    def trim(self, row: Row) -> None:
        """Indents and spaces at the end belong to the layout."""
        text = row.text
        self.remove(row, len(text.rstrip()), len(text), Removed.LAYOUT)
        self.remove(row, 0, len(text) - len(text.lstrip()), Removed.LAYOUT)

    def remove(self, row: Row, start: int, end: int, reason: Removed) -> None:
        """Take ``[start:end]`` of the row out."""
        self._removed(row.cut(start, end), reason)

    def drop(self, rows: Iterable[tuple[Row, Removed]]) -> None:
        """Take whole rows out, each for its reason."""
        for row, reason in rows:
            self._removed(row.pieces, reason)
            row.pieces = []
        self.rows = [row for row in self.rows if row.pieces]

    def replace(self, row: Row, start: int, end: int, now: str, reason: Replaced) -> None:
        """Write ``[start:end]`` of the row otherwise; a place that is already replaced stays as it is."""
        old = row.cut(start, end)
        if any(piece.reason for piece in old) or not old or old[-1].end - old[0].start != end - start:
            for piece in old:
                row.put(piece)
            return
        row.put(Piece(old[0].start, old[-1].end, now, reason))

    def join(self, index: int) -> None:
        """Make the row and the next one paragraph: a break inside a sentence is removed."""
        row, following = self.rows[index], self.rows.pop(index + 1)
        place = self.received.place(following.pieces[0].start)
        gap = row.last.end
        if (
            _latin(row.text[-1:])
            and _latin(following.text[:1])
            and row.pieces[-1].end <= gap < following.pieces[0].start
        ):
            row.pieces.append(Piece(gap, gap + 1, " ", Replaced.BREAK))
        self.joins.append(Join(following.pieces[0].start, row.text[-CONTEXT:], following.text[:CONTEXT], place))
        row.pieces += following.pieces
        row.altered += following.altered
        row.last = following.last

    def replacements(self) -> list[Replacement]:
        """Every replacement that is in the text."""
        text, place = self.received.text, self.received.place
        return [
            Replacement(
                piece.reason, piece.start, piece.end, text[piece.start : piece.end], piece.text, place(piece.start)
            )
            for row in self.rows
            for piece in row.pieces
            if piece.reason
        ]

    def _removed(self, pieces: list[Piece], reason: Removed) -> None:
        """Neighbouring pieces are one removal."""
        runs: list[list[int]] = []
        for piece in pieces:
            if runs and runs[-1][1] == piece.start:
                runs[-1][1] = piece.end
            elif piece.start < piece.end:
                runs.append([piece.start, piece.end])
        text, place = self.received.text, self.received.place
        self.removals += [Removal(reason, start, end, text[start:end], place(start)) for start, end in runs]
