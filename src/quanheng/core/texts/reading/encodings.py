"""From bytes to text without guessing a character: UTF-8, UTF-16 and GB18030; what no encoding reads is located."""

import codecs
from collections.abc import Callable
from dataclasses import dataclass

from quanheng.core.texts.received import BadBytes
from quanheng.core.texts.refusal import Refusal, TextRefused

REPLACEMENT = "\ufffd"
MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
ALIASES = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "x-gbk": "gb18030", "utf8": "utf-8"}
KNOWN = frozenset({"utf-8", "gb18030", "big5", "utf-16-le", "utf-16-be"})
SAMPLE = 20_000
MOST_DAMAGED = 2_000  # places; beyond, the file is no text
UTF8_SHARE = 0.8  # of the bytes beyond ASCII, that form UTF-8 characters
ZEROS_SHARE = 0.2
CONTROLS_SHARE = 0.02
TEXT_CONTROLS = frozenset(b"\t\n\r\x0b\x0c\x1b\x1a")

Decoder = Callable[[memoryview, str], tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text, its encoding, whether the file stated it (mark, declaration), and the bytes that were not readable."""

    text: str
    encoding: str
    stated: bool
    bad: tuple[BadBytes, ...]


def decode(data: bytes, name: str, declared: str = "") -> Decoded:
    """The text of ``data``. ``declared`` is the encoding the file says it has (an HTML page), tried before the others.

    Raises :class:`TextRefused` for bytes that are no text.
    """
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return _decoded(data[len(mark) :], name, encoding, stated=True, skipped=len(mark))
    if wide := _utf16_without_mark(data):
        return _decoded(data, name, wide, stated=False)
    _refuse_binary(data, name)
    told = ALIASES.get(declared.lower(), declared.lower())
    if told in KNOWN and not _damaged(data, told):
        return _decoded(data, name, told, stated=True)
    for encoding in ("utf-8", "gb18030"):
        if not _damaged(data, encoding):
            return _decoded(data, name, encoding, stated=False)
    best = "utf-8" if _utf8_share(data) >= UTF8_SHARE else "gb18030"
    return _decoded(data, name, told if told in KNOWN else best, stated=False)


def _decoded(data: bytes, name: str, encoding: str, *, stated: bool, skipped: int = 0) -> Decoded:
    """Every stretch of unreadable bytes becomes one U+FFFD, and is noted with its place in the file."""
    decoder = codecs.getdecoder(encoding)
    view, position, length = memoryview(data), 0, 0
    pieces: list[str] = []
    bad: list[BadBytes] = []
    while position < len(data):
        try:
            text, _used = decoder(view[position:], "strict")
            pieces.append(text)
            break
        except UnicodeDecodeError as error:
            start, end = position + error.start, position + max(error.end, error.start + 1)
            good, _used = decoder(view[position:start], "strict")
        length += len(good)
        pieces += [good, REPLACEMENT]
        bad.append(BadBytes(length, start + skipped, data[start:end].hex()))
        length += 1
        position = end
        if len(bad) > MOST_DAMAGED:
            raise TextRefused(name, Refusal.ENCODING, damaged=len(bad), size=len(data))
    return Decoded("".join(pieces), encoding, stated, tuple(bad))


def _damaged(data: bytes, encoding: str) -> bool:
    try:
        codecs.getdecoder(encoding)(data, "strict")
    except UnicodeDecodeError:
        return True
    return False


def _utf16_without_mark(data: bytes) -> str:
    """UTF-16 whose mark is missing: every second byte of line breaks, digits and Latin letters is zero."""
    sample = data[:SAMPLE]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if len(data) % 2 or not (even or odd) or min(even, odd) > max(even, odd) * ZEROS_SHARE:
        return ""
    encoding = "utf-16-be" if even > odd else "utf-16-le"
    try:
        text = data[: len(sample) // 2 * 2].decode(encoding)
    except UnicodeDecodeError:
        return ""
    readable = sum(each.isprintable() or each.isspace() for each in text)
    return encoding if readable >= len(text) * (1 - CONTROLS_SHARE) else ""


def _refuse_binary(data: bytes, name: str) -> None:
    sample = data[:SAMPLE]
    controls = sum(byte < ord(" ") and byte not in TEXT_CONTROLS for byte in sample)
    if controls > len(sample) * CONTROLS_SHARE:
        raise TextRefused(name, Refusal.NOT_TEXT, found="control bytes")


def _utf8_share(data: bytes) -> float:
    """How much of what is beyond ASCII forms UTF-8 characters: nearly all in a damaged file, little in GB18030."""
    sample = data[: SAMPLE * 5]
    beyond = sum(byte >= 128 for byte in sample)  # noqa: PLR2004  ASCII
    kept = sample.decode("utf-8", "ignore")
    readable = sum(len(each.encode()) for each in kept if not each.isascii())
    return readable / beyond if beyond else 1.0
