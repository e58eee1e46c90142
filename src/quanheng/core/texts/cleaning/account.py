"""Balancing the books of cleaning: every received character is kept, removed, replaced or blank, and exactly once."""

from quanheng.core.texts.cleaning.cleaned import Account, Removed
from quanheng.core.texts.cleaning.sheet import Sheet


class CharactersLost(AssertionError):
    """Cleaning lost or doubled a character. This is a fault of the program; no text is given out."""


def balance(sheet: Sheet) -> Account:
    """The account of ``sheet``. Raises :class:`CharactersLost` when a character is unaccounted for."""
    text = sheet.received.text
    pieces = [(piece.start, piece.end, piece.reason) for row in sheet.rows for piece in row.pieces]
    for row in sheet.rows:
        for piece in row.pieces:
            if not piece.reason and piece.text != text[piece.start : piece.end]:
                raise CharactersLost(f"characters {piece.start} to {piece.end} of {sheet.received.name}")
    taken = [(start, end) for start, end, _reason in pieces]
    taken += [(removal.start, removal.end) for removal in sheet.removals]
    blank = position = 0
    for start, end in sorted(taken):
        if start < position or text[position:start].strip("\ufeff").strip():
            raise CharactersLost(f"characters {position} to {start} of {sheet.received.name}")
        blank += start - position
        position = end
    if text[position:].strip("\ufeff").strip():
        raise CharactersLost(f"characters {position} to {len(text)} of {sheet.received.name}")
    blank += len(text) - position
    layout = sum(each.end - each.start for each in sheet.removals if each.reason is Removed.LAYOUT)
    return Account(
        received=len(text),
        kept=sum(end - start for start, end, reason in pieces if not reason),
        removed=sum(each.end - each.start for each in sheet.removals) - layout,
        replaced=sum(end - start for start, end, reason in pieces if reason),
        layout=layout + blank,
    )
