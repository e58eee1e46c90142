"""The signature types of note lines that this platform writes and checks. The verifier knows no others."""

from dataclasses import dataclass
from typing import Protocol

from quanheng.core.trust.cosignatures import Ed25519Cosignature, MLDSA44Cosignature
from quanheng.core.trust.errors import Malformed
from quanheng.core.trust.signers import ed25519, sm2
from quanheng.core.trust.signers.backend import SignerBackend


class NoteAlgorithm(Protocol):
    """One signature type."""

    @property
    def name(self) -> str:
        """For people."""

    @property
    def identifier(self) -> bytes:
        """The type byte and, after 0xff, the long name."""

    @property
    def backend(self) -> str:
        """The algorithm of the key that signs."""

    @property
    def public_length(self) -> int:
        """Bytes of the public key."""

    def sign(self, backend: SignerBackend, name: str, text: bytes, at: int | None) -> bytes:
        """The bytes after the key id in a signature line; ``at`` for types that carry a time."""

    def verify(self, public: bytes, name: str, text: bytes, signature: bytes) -> int | None:
        """The POSIX second that the signature carries, if its type has one. :class:`NotProven` if it does not hold."""


@dataclass(frozen=True, slots=True)
class Ed25519Note:
    """Signature type 0x01: Ed25519 over the text of the note."""

    name: str = "ed25519"
    identifier: bytes = b"\x01"
    backend: str = "ed25519"
    public_length: int = ed25519.PUBLIC

    def sign(self, backend: SignerBackend, name: str, text: bytes, at: int | None) -> bytes:
        """The signature over the text."""
        return backend.sign(text)

    def verify(self, public: bytes, name: str, text: bytes, signature: bytes) -> int | None:
        """No time: a log's own signature says nothing about it."""
        ed25519.verify(public, text, signature)
        return None


@dataclass(frozen=True, slots=True)
class SM2Note:
    """Our own type behind 0xff: SM2 with SM3 over the text, as ``r ‖ s``, under the usual signer id.

    Clients that do not know it pass it over, so it stands beside an Ed25519 line and never in its place.
    """

    name: str = "sm2-sm3-note/v1"
    identifier: bytes = b"\xffsm2-sm3-note/v1\n"
    backend: str = "sm2-sm3"
    public_length: int = sm2.PUBLIC

    def sign(self, backend: SignerBackend, name: str, text: bytes, at: int | None) -> bytes:
        """The signature over the text; a key that signs under another id gives one that is refused here."""
        signature = backend.sign(text)
        sm2.verify(backend.public, text, signature, signer_id=sm2.USUAL_ID)
        return signature

    def verify(self, public: bytes, name: str, text: bytes, signature: bytes) -> int | None:
        """No time: a log's own signature says nothing about it."""
        sm2.verify(public, text, signature, signer_id=sm2.USUAL_ID)
        return None


ED25519 = Ed25519Note()
COSIGNATURE = Ed25519Cosignature()
MLDSA44_COSIGNATURE = MLDSA44Cosignature()
SM2_NOTE = SM2Note()
ALGORITHMS: tuple[NoteAlgorithm, ...] = (ED25519, COSIGNATURE, MLDSA44_COSIGNATURE, SM2_NOTE)


def split_key(material: bytes) -> tuple[NoteAlgorithm, bytes]:
    """The algorithm and the public key of what a verifier key carries in base64."""
    for algorithm in ALGORITHMS:
        if material.startswith(algorithm.identifier):
            public = material[len(algorithm.identifier) :]
            if len(public) != algorithm.public_length:
                raise Malformed(f"a key of {len(public)} bytes for {algorithm.name}, not {algorithm.public_length}")
            return algorithm, public
    raise Malformed("a key of an unknown signature type")
