"""What a witness signs (C2SP tlog-cosignature): that at a stated second it had seen a log grow to this checkpoint."""

from dataclasses import dataclass

from quanheng.core.trust.errors import Malformed, NotProven
from quanheng.core.trust.signers import ed25519
from quanheng.core.trust.signers.backend import SignerBackend
from quanheng.core.trust.tree_head import Checkpoint

SECONDS = 8
"""Bytes of the time before the signature."""


def cosigned_message(text: bytes, at: int) -> bytes:
    """What an Ed25519 cosignature covers: two lines of its own and the whole text of the checkpoint."""
    return b"cosignature/v1\ntime %d\n" % at + text


@dataclass(frozen=True, slots=True)
class Ed25519Cosignature:
    """Signature type 0x04: eight bytes of POSIX seconds, then an Ed25519 signature."""

    name: str = "ed25519 cosignature/v1"
    identifier: bytes = b"\x04"
    backend: str = "ed25519"
    public_length: int = ed25519.PUBLIC

    def sign(self, backend: SignerBackend, name: str, text: bytes, at: int | None) -> bytes:
        """The cosignature at second ``at``."""
        if at is None or not 0 <= at < 2**63:
            raise Malformed("a cosignature needs its time in POSIX seconds")
        Checkpoint.parse(text)
        return at.to_bytes(SECONDS, "big") + backend.sign(cosigned_message(text, at))

    def verify(self, public: bytes, name: str, text: bytes, signature: bytes) -> int | None:
        """The second at which it was signed."""
        if len(signature) != SECONDS + ed25519.SIGNATURE:
            raise NotProven("a cosignature of the wrong length")
        at = int.from_bytes(signature[:SECONDS], "big")
        ed25519.verify(public, cosigned_message(text, at), signature[SECONDS:])
        return at
