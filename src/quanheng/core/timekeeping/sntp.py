"""One question to a time server and its answer (NTP version 4, RFC 5905; as a client, RFC 4330).

The question carries a random number in place of its time: the answer must give it back, and nobody learns from it how
wrong this clock is (RFC 9109). Nothing of this is signed: whoever sits between can answer too.
"""

import struct
from dataclasses import dataclass
from enum import StrEnum

SIZE = 48
PACKET = struct.Struct(">BBbb3I4Q")
VERSION, CLIENT, SERVER = 4, 3, 4
UNSYNCHRONISED = 3
LAST_STRATUM = 15
TO_UNIX = 2_208_988_800
"""Seconds from 1900 to 1970."""
ERA = 1 << 32
SECOND = 1_000_000_000
FARTHEST = SECOND * 3 // 2
"""The distance to its own reference beyond which a server is no good (RFC 5905: MAXDIST)."""


class Fault(StrEnum):
    """Why an answer is not used."""

    MALFORMED = "malformed"
    NOT_OURS = "not_ours"
    UNSYNCHRONISED = "unsynchronised"
    KISS = "kiss"
    TOO_FAR = "too_far"
    IMPOSSIBLE = "impossible"


class BadAnswer(ValueError):
    """An answer that says nothing about the time."""

    def __init__(self, fault: Fault, detail: str = "") -> None:
        super().__init__(f"{fault.value} {detail}".strip())
        self.fault, self.detail = fault, detail


@dataclass(frozen=True, slots=True)
class Reading:
    """What one exchange says, in nanoseconds. ``bound``: the offset is not farther off than this, if the server and its
    own references say the truth: half the round trip, half the root delay, the root dispersion and the server's
    precision.
    """

    offset: int
    delay: int
    root_delay: int
    root_dispersion: int
    precision: int
    stratum: int
    leap: int
    reference: str

    @property
    def bound(self) -> int:
        """The greatest error of the offset."""
        return -(-self.delay // 2) - (-self.root_delay // 2) + self.root_dispersion + self.precision


def question(nonce: int) -> bytes:
    """The packet of a client; ``nonce`` are 64 random bits."""
    return PACKET.pack(VERSION << 3 | CLIENT, 0, 0, 0, 0, 0, 0, 0, 0, 0, nonce)


def read(packet: bytes, nonce: int, sent: int, received: int) -> Reading:
    """The answer to :func:`question`, which left at ``sent`` and was back at ``received`` by this clock (nanoseconds
    since 1970). Raises :class:`BadAnswer`.
    """
    if len(packet) < SIZE:
        raise BadAnswer(Fault.MALFORMED, f"{len(packet)} bytes")
    head, stratum, _poll, precision, root_delay, root_dispersion, reference, _set, origin, arrived, left = (
        PACKET.unpack(packet[:SIZE])
    )
    leap, version, mode = head >> 6, head >> 3 & 7, head & 7
    if mode != SERVER or not 3 <= version <= VERSION:  # noqa: PLR2004  the versions that answer alike
        raise BadAnswer(Fault.MALFORMED, f"mode {mode}, version {version}")
    if origin != nonce:
        raise BadAnswer(Fault.NOT_OURS)
    if stratum == 0:
        raise BadAnswer(Fault.KISS, _name(reference, 1))
    if leap == UNSYNCHRONISED or stratum > LAST_STRATUM or not left:
        raise BadAnswer(Fault.UNSYNCHRONISED)
    there, back = _moment(arrived, sent), _moment(left, sent)
    delay = (received - sent) - (back - there)
    if delay < 0 or back < there or received < sent:
        raise BadAnswer(Fault.IMPOSSIBLE, f"{delay} ns")
    found = Reading(
        offset=((there - sent) + (back - received)) // 2,
        delay=delay,
        root_delay=_short(root_delay),
        root_dispersion=_short(root_dispersion),
        precision=_power(precision),
        stratum=stratum,
        leap=leap,
        reference=_name(reference, stratum),
    )
    if found.root_delay // 2 + found.root_dispersion > FARTHEST:
        raise BadAnswer(Fault.TOO_FAR, f"{found.root_dispersion} ns")
    return found


def timestamp(moment: int) -> int:
    """A moment as the 64 bits of a packet, in its era."""
    seconds, rest = divmod(moment, SECOND)
    return ((seconds + TO_UNIX) % ERA) << 32 | (rest << 32) // SECOND


def _moment(bits: int, near: int) -> int:
    """The moment that 64 bits mean: of the eras, the one nearest to ``near`` (the next begins in 2036)."""
    seconds, fraction = bits >> 32, bits & 0xFFFF_FFFF
    here = near // SECOND + TO_UNIX
    era = (here - seconds + ERA // 2) // ERA
    return (seconds + era * ERA - TO_UNIX) * SECOND + (fraction * SECOND >> 32)


def _short(bits: int) -> int:
    """32 bits of seconds, 16 of them behind the point."""
    return bits * SECOND >> 16


def _power(exponent: int) -> int:
    """Two to a power, in seconds; at least a nanosecond, at most a second."""
    return SECOND >> min(30, max(0, -exponent)) or 1


def _name(reference: int, stratum: int) -> str:
    """What the server follows: four letters at stratum 1 (GPS, PPS), else an address or the digest of one."""
    raw = reference.to_bytes(4, "big")
    text = raw.rstrip(b"\0")
    if stratum <= 1 and text.isascii() and text.decode("ascii", "replace").isprintable():
        return text.decode()
    return ".".join(map(str, raw))
