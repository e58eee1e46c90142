"""An answer of an authority, checked: what it says, and why it does not hold."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from cryptography import x509
from rfc3161_client import PKIStatus, VerificationError, VerifierBuilder, decode_timestamp_response

from quanheng.core.trust.errors import NotProven
from quanheng.core.trust.timestamps.imprints import OIDS, Imprint

LONGEST = 64 * 1024
"""Bytes of an answer; real ones have two to eight thousand."""


class Why(StrEnum):
    """Why an answer is not taken."""

    UNREADABLE = "unreadable"
    REFUSED = "refused"
    IMPRINT = "imprint"
    NONCE = "nonce"
    POLICY = "policy"
    SIGNATURE = "signature"


class NotStamped(NotProven):
    """The answer does not hold; ``why`` in a word, ``detail`` in the words of the library or of the authority."""

    def __init__(self, why: Why, detail: str = "") -> None:
        super().__init__(f"{why.value}: {detail}" if detail else why.value)
        self.why, self.detail = why, detail


@dataclass(frozen=True, slots=True)
class Stamp:
    """What an answer says: that the imprint existed at ``at``, as known to ``accuracy`` (``None``: not said)."""

    imprint: Imprint
    at: datetime
    accuracy: timedelta | None
    policy: str
    serial: int
    nonce: int | None
    authority: str
    certificate_ends: datetime | None


def read(answer: bytes) -> Stamp:
    """What an answer says, nothing of it checked. Raises :class:`NotStamped` when it is none, or a refusal."""
    return _stamp(_decoded(answer))


def verify(
    answer: bytes, imprint: Imprint, *, roots: Sequence[x509.Certificate], nonce: int | None = None, policy: str = ""
) -> Stamp:
    """Check an answer: for this imprint, with the nonce and the policy asked for, signed by a certificate for stamping
    that leads to one of ``roots`` and was good at the moment it states. ``nonce=None``: when it is checked later, the
    nonce has done its work. Raises :class:`NotStamped`.
    """
    decoded = _decoded(answer)
    said = _stamp(decoded)
    if said.imprint != imprint:
        raise NotStamped(Why.IMPRINT)
    if nonce is not None and said.nonce != nonce:
        raise NotStamped(Why.NONCE)
    if policy and said.policy != policy:
        raise NotStamped(Why.POLICY, said.policy)
    try:
        VerifierBuilder(roots=list(roots)).build().verify(decoded, imprint.digest)
    except (VerificationError, ValueError) as fault:
        raise NotStamped(Why.SIGNATURE, str(fault)[:200]) from fault
    return said


def _decoded(answer: bytes) -> Any:
    if len(answer) > LONGEST:
        raise NotStamped(Why.UNREADABLE, "too long")
    try:
        decoded = decode_timestamp_response(answer)
        status = PKIStatus(decoded.status)
    except (ValueError, TypeError) as fault:
        raise NotStamped(Why.UNREADABLE, str(fault)[:200]) from fault
    if status is not PKIStatus.GRANTED:
        raise NotStamped(Why.REFUSED, "; ".join([status.name, *(str(one) for one in decoded.status_string)])[:200])
    return decoded


def _stamp(decoded: Any) -> Stamp:
    names = {oid: name for name, oid in OIDS.items()}
    try:
        said = decoded.tst_info
        algorithm = names.get(said.message_imprint.hash_algorithm.dotted_string, "")
        if not algorithm or len(bytes(said.message_imprint.message)) != 32:  # noqa: PLR2004
            raise NotStamped(Why.IMPRINT, said.message_imprint.hash_algorithm.dotted_string)
        signer = _signer(decoded)
        return Stamp(
            imprint=Imprint(algorithm, bytes(said.message_imprint.message)),
            at=said.gen_time,
            accuracy=_accuracy(said.accuracy),
            policy=said.policy.dotted_string,
            serial=said.serial_number,
            nonce=said.nonce,
            authority=signer.subject.rfc4514_string() if signer else "",
            certificate_ends=signer.not_valid_after_utc if signer else None,
        )
    except (ValueError, TypeError) as fault:
        raise NotStamped(Why.UNREADABLE, str(fault)[:200]) from fault


def _signer(decoded: Any) -> x509.Certificate | None:
    """The certificate that the signature names."""
    signers = list(decoded.signed_data.signer_infos)
    for raw in decoded.signed_data.certificates:
        one = x509.load_der_x509_certificate(bytes(raw))
        if any((one.issuer, one.serial_number) == (named.issuer, named.serial_number) for named in signers):
            return one
    return None


def _accuracy(said: Any) -> timedelta | None:
    if said is None:
        return None
    return timedelta(seconds=said.seconds or 0, milliseconds=said.millis or 0, microseconds=said.micros or 0)
