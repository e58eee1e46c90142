"""What a label says, as the claims of a CBOR Web Token."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import IntEnum
from typing import Any

import cbor2

from quanheng.core.trust.digests import LENGTH
from quanheng.core.trust.errors import Malformed

ISSUER, EXPIRES, ISSUED, OURS = 1, 4, 6, -65537
"""Claim keys: RFC 8392, and one of our own in the range for private use."""
CERTIFICATE, SERIAL, KIND, DIGEST, NAME, DUE, CLASS, PLACE = range(1, 9)
"""Keys within our own claim."""
ORIGIN_HASH = 4
LONGEST = 200
EPOCH = date(1970, 1, 1)
SECONDS = 1 << 40


class Kind(IntEnum):
    """What the certificate behind the label is."""

    VERIFICATION = 1
    CALIBRATION = 2
    TEST = 3
    INSPECTION = 4
    OTHER = 9


@dataclass(frozen=True, slots=True)
class LogPlace:
    """Where the certificate stands in a log: the first bytes of the SHA-256 of its origin, and the index."""

    origin: bytes
    index: int


@dataclass(frozen=True, slots=True)
class Claims:
    """A statement about one instrument. ``due`` is the last day on which it may be used without a new verification;
    ``digest`` the SHA-256 of the certificate.
    """

    issuer: str
    issued: datetime
    expires: datetime
    certificate: str
    serial: str
    kind: Kind
    digest: bytes
    name: str
    due: date | None = None
    result: str = ""
    place: LogPlace | None = None

    def encode(self) -> bytes:
        """As deterministic CBOR (RFC 8949, 4.2.1)."""
        ours: dict[int, Any] = {
            CERTIFICATE: self.certificate,
            SERIAL: self.serial,
            KIND: int(self.kind),
            DIGEST: self.digest,
            NAME: self.name,
        }
        if self.due is not None:
            ours[DUE] = (self.due - EPOCH).days
        if self.result:
            ours[CLASS] = self.result
        if self.place is not None:
            ours[PLACE] = [self.place.origin, self.place.index]
        issued, expires = int(self.issued.timestamp()), int(self.expires.timestamp())
        return cbor2.dumps({ISSUER: self.issuer, EXPIRES: expires, ISSUED: issued, OURS: ours}, canonical=True)


def decode(raw: bytes) -> Claims:
    """The claims of deterministic CBOR. Raises ``Malformed`` for anything else: a claim missing, unknown, twice, too
    long, or of another type.
    """
    value = _loads(raw)
    if cbor2.dumps(value, canonical=True) != raw:
        raise Malformed("claims are not in deterministic form")
    if not isinstance(value, dict) or value.keys() != {ISSUER, EXPIRES, ISSUED, OURS}:
        raise Malformed("claims that a label does not have, or not all of them")
    ours = value[OURS]
    required = {CERTIFICATE, SERIAL, KIND, DIGEST, NAME}
    if not isinstance(ours, dict) or not required <= ours.keys() <= required | {DUE, CLASS, PLACE}:
        raise Malformed("claims about the instrument that a label does not have, or not all of them")
    return Claims(
        issuer=_text(value[ISSUER]),
        issued=_moment(value[ISSUED]),
        expires=_moment(value[EXPIRES]),
        certificate=_text(ours[CERTIFICATE]),
        serial=_text(ours[SERIAL]),
        kind=_kind(ours[KIND]),
        digest=_bytes(ours[DIGEST], LENGTH),
        name=_text(ours[NAME]),
        due=_day(ours[DUE]) if DUE in ours else None,
        result=_text(ours[CLASS]) if CLASS in ours else "",
        place=_place(ours[PLACE]) if PLACE in ours else None,
    )


def _loads(raw: bytes) -> Any:
    try:
        return cbor2.loads(raw)
    except (cbor2.CBORError, ValueError, TypeError, OverflowError, RecursionError) as fault:
        raise Malformed("not CBOR") from fault


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value or len(value) > LONGEST or not value.isprintable():
        raise Malformed("a text of a label is printable, not empty, and not long")
    return value


def _number(value: Any, least: int, limit: int) -> int:
    if type(value) is not int or not least <= value < limit:
        raise Malformed("a number of a label is out of bounds")
    return value


def _bytes(value: Any, size: int) -> bytes:
    if not isinstance(value, bytes) or len(value) != size:
        raise Malformed(f"{size} bytes are expected")
    return value


def _moment(value: Any) -> datetime:
    return datetime.fromtimestamp(_number(value, 0, SECONDS >> 8), UTC)


def _day(value: Any) -> date:
    return EPOCH + timedelta(days=_number(value, 0, 200_000))


def _kind(value: Any) -> Kind:
    try:
        return Kind(_number(value, 0, 256))
    except ValueError as fault:
        raise Malformed("a kind of certificate that is not known") from fault


def _place(value: Any) -> LogPlace:
    if not isinstance(value, list) or len(value) != 2:  # noqa: PLR2004  origin and index
        raise Malformed("a place in the log is an origin and an index")
    return LogPlace(_bytes(value[0], ORIGIN_HASH), _number(value[1], 0, SECONDS))
