"""A signed label as text: the address in its QR code, or ``MC1:`` for closed scanners."""

import base64
import binascii
import re

from quanheng.core.trust.errors import Malformed
from quanheng.core.trust.labels import base45

CLOSED = "MC1:"
TOKEN = re.compile(r"[A-Z2-7]{8,4096}")
ADDRESS = re.compile(r"https?://[^/]+/v/([a-z2-7]+)/?", re.IGNORECASE)


def to_token(raw: bytes) -> str:
    """Base32 in capitals, without padding: every character is in QR's alphanumeric set."""
    return base64.b32encode(raw).decode().rstrip("=")


def from_token(token: str) -> bytes:
    """The opposite of :func:`to_token`; small letters mean the same. Raises ``Malformed`` for anything else."""
    text = token.upper()
    if not TOKEN.fullmatch(text):
        raise Malformed("not base32")
    try:
        raw = base64.b32decode(text + "=" * (-len(text) % 8))
    except binascii.Error as fault:
        raise Malformed("not base32") from fault
    if to_token(raw) != text:
        raise Malformed("base32 with loose ends")
    return raw


def address(host: str, raw: bytes) -> str:
    """What the QR code holds. All in capitals, because that is what the alphanumeric mode has; scheme and host mean the
    same in small letters, and the platform answers ``/V/`` and ``/v/`` alike.
    """
    return f"HTTPS://{host.upper()}/V/{to_token(raw)}"


def closed(raw: bytes) -> str:
    """The form for closed scanners, without an address."""
    return CLOSED + base45.encode(raw)


def read(text: str) -> bytes:
    """The signed bytes of whatever somebody scanned or typed: an address, a bare token, or the closed form."""
    text = text.strip()
    if text.startswith(CLOSED):
        return base45.decode(text.removeprefix(CLOSED))
    found = ADDRESS.fullmatch(text)
    return from_token(found[1] if found else text)
