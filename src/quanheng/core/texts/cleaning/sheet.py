"""The working copy (清理稿): rows of pieces that know where they came from, so that nothing can get lost unnoticed."""

from collections.abc import Iterable, Sequence
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

    def sources(self) -> list[int]:
        """For each character, its place in the received text."""
        return [
            piece.start if piece.reason else piece.start + offset
            for piece in self.pieces
            for offset in range(len(piece.text))
        ]

    def cut(self, spans: Sequence[tuple[int, int]]) -> list[list[Piece]]:
        """Take the spans out, which are in order, and return the pieces of each. A replaced piece goes whole."""
        kept: list[Piece] = []
        gone: list[list[Piece]] = [[] for _span in spans]
        at = first = 0
        for piece in self.pieces:
            length, position, index = len(piece.text), 0, first
            while index < len(spans) and spans[index][0] < at + length:
                low, high = max(spans[index][0] - at, position), min(spans[index][1] - at, length)
                if low < high and piece.reason:
                    low, high = 0, length
                if low < high:
                    kept += _part(piece, position, low)
                    gone[index] += _part(piece, low, high)
                    position = high
                if spans[index][1] > at + length:
                    break
                index += 1
            kept += _part(piece, position, length)
            first, at = index, at + length
        self.pieces = kept
        return gone


def _latin(character: str) -> bool:
    return character.isascii() and (character.isalnum() or character in ",;:)")


def _part(piece: Piece, low: int, high: int) -> list[Piece]:
    """A part of a piece; of a replaced one there is only the whole."""
    if low >= high:
        return []
    if piece.reason:
        return [piece]
    return [Piece(piece.start + low, piece.start + high, piece.text[low:high])]


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
        start, end = len(text) - len(text.lstrip()), len(text.rstrip())
        self.remove(row, [(0, start), (max(start, end), len(text))], Removed.LAYOUT)

    def remove(self, row: Row, spans: Sequence[tuple[int, int]], reason: Removed) -> None:
        """Take each ``[start:end]`` of the row out."""
        for pieces in row.cut(spans):
            self._removed(pieces, reason)

    def drop(self, rows: Iterable[tuple[Row, Removed]]) -> None:
        """Take whole rows out, each for its reason."""
        for row, reason in rows:
            self._removed(row.pieces, reason)
            row.pieces = []
        self.rows = [row for row in self.rows if row.pieces]

    def replace(self, row: Row, edits: Sequence[tuple[int, int, str]], reason: Replaced) -> None:
        """Write each ``[start:end]`` of the row otherwise; a place that is no longer as received stays as it is."""
        for old, (_start, _end, now) in zip(row.cut([edit[:2] for edit in edits]), edits, strict=True):
            if len(old) == 1 and not old[0].reason:
                row.pieces.append(Piece(old[0].start, old[0].end, now, reason))
            else:
                row.pieces += old
        row.pieces.sort(key=lambda piece: piece.start)

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
