"""Plain text: every line of the file is a line."""

from quanheng.core.texts.reading.encodings import decode
from quanheng.core.texts.reading.limits import LONGEST_LINE, MOST_CHARACTERS, MOST_LINES
from quanheng.core.texts.received import Kind, Line, Received
from quanheng.core.texts.refusal import Refusal, TextRefused


def read_plain(data: bytes, name: str, digest: str) -> Received:
    """The text in the encoding that reads it. Raises :class:`TextRefused`."""
    decoded = decode(data, name)
    text = decoded.text
    if len(text) > MOST_CHARACTERS:
        raise TextRefused(name, Refusal.TOO_LONG, limit=MOST_CHARACTERS)
    if not text.strip():
        raise TextRefused(name, Refusal.EMPTY)
    return Received(
        name=name,
        kind=Kind.TXT,
        digest=digest,
        size=len(data),
        encoding=decoded.encoding,
        encoding_stated=decoded.stated,
        text=text,
        lines=lines_of(text, name),
        bad_bytes=decoded.bad,
    )


def lines_of(text: str, name: str) -> tuple[Line, ...]:
    """The lines of ``text`` with their numbers; a form feed starts a line, as every other line break does."""
    found = text.splitlines(keepends=True)
    if len(found) > MOST_LINES:
        raise TextRefused(name, Refusal.TOO_MANY_LINES, limit=MOST_LINES)
    lines, start = [], 0
    for number, line in enumerate(found, 1):
        length = len(line.rstrip("\r\n\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"))
        if length > LONGEST_LINE:
            raise TextRefused(name, Refusal.LINE_TOO_LONG, line=number, limit=LONGEST_LINE)
        lines.append(Line(start, start + length, number))
        start += len(line)
    return tuple(lines)
