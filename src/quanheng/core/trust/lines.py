"""What every text format of the log is made of: lines, decimals, base64, names. Strict: one spelling each."""

import base64
import binascii
import re

from quanheng.core.trust.digests import LENGTH
from quanheng.core.trust.errors import Malformed

_DECIMAL = re.compile(r"0|[1-9][0-9]{0,18}")


def text_of(data: bytes) -> str:
    """UTF-8 text with no control character but the newline."""
    try:
        text = data.decode()
    except UnicodeDecodeError as fault:
        raise Malformed("not UTF-8") from fault
    if any(character < " " and character != "\n" for character in text):
        raise Malformed("a control character other than the newline")
    return text


def decimal(text: str) -> int:
    """A decimal without leading zeros, at most 2^63 - 1."""
    if not _DECIMAL.fullmatch(text) or int(text) >= 2**63:
        raise Malformed("not a decimal without leading zeros")
    return int(text)


def to_base64(data: bytes) -> str:
    """Standard alphabet, padded (RFC 4648, section 4)."""
    return base64.b64encode(data).decode()


def from_base64(text: str) -> bytes:
    """The bytes of base64 in exactly the spelling that :func:`to_base64` gives."""
    try:
        data = base64.b64decode(text.encode("ascii"), validate=True)
    except (UnicodeEncodeError, binascii.Error) as fault:
        raise Malformed("not base64") from fault
    if to_base64(data) != text:
        raise Malformed("not base64 as it is written: padding or left-over bits")
    return data


def hash_of(text: str) -> bytes:
    """A hash in base64."""
    data = from_base64(text)
    if len(data) != LENGTH:
        raise Malformed(f"a hash of {len(data)} bytes, not {LENGTH}")
    return data


def key_name(name: str) -> str:
    """The name of a key: not empty, no spaces, no plus sign, no control characters."""
    if not name or "+" in name or any(character.isspace() or character < " " for character in name):
        raise Malformed("a key's name is not empty and has neither spaces nor plus signs")
    if any("\ud800" <= character <= "\udfff" for character in name):
        raise Malformed("a key's name is UTF-8")
    return name
