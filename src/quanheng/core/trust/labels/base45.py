"""Base45 (RFC 9285), for closed scanners that read ``MC1:`` codes."""

from quanheng.core.trust.errors import Malformed

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
VALUES = {character: value for value, character in enumerate(ALPHABET)}


def encode(raw: bytes) -> str:
    """Two bytes become three characters, a last one two; the lowest digit first."""
    text = ""
    for start in range(0, len(raw), 2):
        piece = raw[start : start + 2]
        number = int.from_bytes(piece, "big")
        for _digit in range(len(piece) + 1):
            number, digit = divmod(number, 45)
            text += ALPHABET[digit]
    return text


def decode(text: str) -> bytes:
    """The opposite of :func:`encode`. Raises ``Malformed`` for everything that :func:`encode` does not write."""
    raw = b""
    for start in range(0, len(text), 3):
        piece = text[start : start + 3]
        if len(piece) == 1 or not set(piece) <= VALUES.keys():
            raise Malformed("no base45: a length or a character that it does not have")
        number = sum(VALUES[character] * 45**place for place, character in enumerate(piece))
        size = len(piece) - 1
        if number >= 256**size:
            raise Malformed("no base45: a group is too great")
        raw += number.to_bytes(size, "big")
    return raw
