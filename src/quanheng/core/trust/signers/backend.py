"""The protocol of a signing key, wherever it lies: in a file, in a device, in another process."""

from typing import Protocol, runtime_checkable


@runtime_checkable
class SignerBackend(Protocol):
    """One key."""

    @property
    def algorithm(self) -> str:
        """``ed25519``, ``sm2-sm3`` or ``ml-dsa-44``."""

    @property
    def public(self) -> bytes:
        """The public key as notes carry it: 32 bytes; the uncompressed point of 65 bytes; 1,312 bytes."""

    def sign(self, message: bytes) -> bytes:
        """The raw signature: 64 bytes; ``r ‖ s`` of 64 bytes; 2,420 bytes."""
