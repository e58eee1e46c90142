"""A timestamp request (RFC 3161, 2.4.1) in DER."""

from dataclasses import dataclass

from quanheng.core.trust.errors import Malformed
from quanheng.core.trust.timestamps.imprints import Imprint

BOOLEAN, INTEGER, OCTETS, NULL, OBJECT, SEQUENCE = 0x01, 0x02, 0x04, 0x05, 0x06, 0x30
SHORT = 0x80
NONCE_BITS = 64


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked: always with a nonce, so that an old answer is told from a new one, and with the certificates."""

    imprint: Imprint
    nonce: int
    policy: str = ""

    def __post_init__(self) -> None:
        if not 0 < self.nonce < 1 << NONCE_BITS:
            raise Malformed("a nonce has 64 bits and is not zero")

    def encode(self) -> bytes:
        """The bytes for the authority."""
        algorithm = _piece(SEQUENCE, _oid(self.imprint.oid), _piece(NULL))
        imprint = _piece(SEQUENCE, algorithm, _piece(OCTETS, self.imprint.digest))
        policy = _oid(self.policy) if self.policy else b""
        return _piece(SEQUENCE, _integer(1), imprint, policy, _integer(self.nonce), _piece(BOOLEAN, b"\xff"))


def _piece(tag: int, *content: bytes) -> bytes:
    body = b"".join(content)
    if len(body) < SHORT:
        return bytes([tag, len(body)]) + body
    size = len(body).to_bytes((len(body).bit_length() + 7) // 8, "big")
    return bytes([tag, SHORT | len(size)]) + size + body


def _integer(value: int) -> bytes:
    return _piece(INTEGER, value.to_bytes(value.bit_length() // 8 + 1, "big"))


def _oid(text: str) -> bytes:
    """An object identifier such as ``1.2.156.10197.1.401``. Raises ``Malformed``."""
    arcs = text.split(".")
    if not all(arc.isascii() and arc.isdecimal() and arc == str(int(arc)) for arc in arcs) or len(arcs) < 2:  # noqa: PLR2004
        raise Malformed("an object identifier is numbers with dots between")
    first, second, *rest = map(int, arcs)
    if first > 2 or (first < 2 and second > 39):  # noqa: PLR2004  X.660
        raise Malformed("an object identifier that does not exist")
    return _piece(OBJECT, *(_arc(arc) for arc in (40 * first + second, *rest)))


def _arc(value: int) -> bytes:
    digits = [value & 0x7F]
    while value := value >> 7:
        digits.append(SHORT | (value & 0x7F))
    return bytes(reversed(digits))
