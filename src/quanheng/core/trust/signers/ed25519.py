"""Ed25519 (RFC 8032)."""

from typing import Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from quanheng.core.trust.errors import Malformed, NotProven

PUBLIC, SIGNATURE = 32, 64
"""Lengths in bytes."""


class Ed25519Signer:
    """A key in memory."""

    algorithm = "ed25519"

    def __init__(self, key: Ed25519PrivateKey) -> None:
        self._key = key
        self.public = key.public_key().public_bytes_raw()

    @classmethod
    def generate(cls) -> Self:
        """A new key from the system's random source."""
        return cls(Ed25519PrivateKey.generate())

    @classmethod
    def from_seed(cls, seed: bytes) -> Self:
        """The key of a seed of 32 bytes."""
        if len(seed) != PUBLIC:
            raise Malformed(f"an Ed25519 seed has {PUBLIC} bytes")
        return cls(Ed25519PrivateKey.from_private_bytes(seed))

    def sign(self, message: bytes) -> bytes:
        """The signature, 64 bytes; the same for the same message."""
        return self._key.sign(message)

    def private(self) -> Ed25519PrivateKey:
        """The key itself, to be written to its file."""
        return self._key


def verify(public: bytes, message: bytes, signature: bytes) -> None:
    """:class:`NotProven` unless the signature is that of the key over the message."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError) as fault:
        raise NotProven("the Ed25519 signature does not hold") from fault
