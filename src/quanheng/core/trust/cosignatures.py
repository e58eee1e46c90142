"""What a witness signs (C2SP tlog-cosignature): that at a stated second it had seen a log grow to this checkpoint."""

from dataclasses import dataclass

from quanheng.core.trust.errors import Malformed, NotProven
from quanheng.core.trust.signers import ed25519, mldsa
from quanheng.core.trust.signers.backend import SignerBackend
from quanheng.core.trust.tree_head import Checkpoint

SECONDS = 8
"""Bytes of the time before the signature."""
LONGEST_NAME = 255


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
        at = _time(at)
        Checkpoint.parse(text)
        return at.to_bytes(SECONDS, "big") + backend.sign(cosigned_message(text, at))

    def verify(self, public: bytes, name: str, text: bytes, signature: bytes) -> int | None:
        """The second at which it was signed."""
        if len(signature) != SECONDS + ed25519.SIGNATURE:
            raise NotProven("a cosignature of the wrong length")
        at = int.from_bytes(signature[:SECONDS], "big")
        ed25519.verify(public, cosigned_message(text, at), signature[SECONDS:])
        return at


def subtree_message(name: str, checkpoint: Checkpoint, at: int) -> bytes:
    """What an ML-DSA-44 cosignature covers: the witness's name, the time and the three facts of the checkpoint.

    Extension lines are not in it, so a checkpoint that has some is refused rather than half covered.
    """
    if checkpoint.extensions:
        raise NotProven("an ML-DSA cosignature does not cover extension lines")
    witness, origin = name.encode(), checkpoint.origin.encode()
    if max(len(witness), len(origin)) > LONGEST_NAME:
        raise Malformed(f"a name of more than {LONGEST_NAME} bytes")
    return b"".join(
        [
            b"subtree/v1\n\0",
            bytes([len(witness)]) + witness,
            at.to_bytes(SECONDS, "big"),
            bytes([len(origin)]) + origin,
            (0).to_bytes(8, "big"),
            checkpoint.size.to_bytes(8, "big"),
            checkpoint.root,
        ]
    )


@dataclass(frozen=True, slots=True)
class MLDSA44Cosignature:
    """Signature type 0x06: eight bytes of POSIX seconds, then an ML-DSA-44 signature."""

    name: str = "ml-dsa-44 cosignature"
    identifier: bytes = b"\x06"
    backend: str = "ml-dsa-44"
    public_length: int = mldsa.PUBLIC

    def sign(self, backend: SignerBackend, name: str, text: bytes, at: int | None) -> bytes:
        """The cosignature at second ``at``."""
        at = _time(at)
        return at.to_bytes(SECONDS, "big") + backend.sign(subtree_message(name, Checkpoint.parse(text), at))

    def verify(self, public: bytes, name: str, text: bytes, signature: bytes) -> int | None:
        """The second at which it was signed."""
        if len(signature) != SECONDS + mldsa.SIGNATURE:
            raise NotProven("a cosignature of the wrong length")
        at = int.from_bytes(signature[:SECONDS], "big")
        mldsa.verify(public, subtree_message(name, Checkpoint.parse(text), at), signature[SECONDS:])
        return at


def _time(at: int | None) -> int:
    if at is None or not 0 <= at < 2**63:
        raise Malformed("a cosignature needs its time in POSIX seconds")
    return at
