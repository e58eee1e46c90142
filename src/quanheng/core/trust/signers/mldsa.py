"""ML-DSA-44 (FIPS 204), for cosignatures that should outlive Ed25519."""

from typing import Self

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PrivateKey, MLDSA44PublicKey

from quanheng.core.trust.errors import Malformed, NotProven, Unavailable

SEED, PUBLIC, SIGNATURE = 32, 1312, 2420
"""Lengths in bytes."""


class MLDSA44Signer:
    """A key in memory."""

    algorithm = "ml-dsa-44"

    def __init__(self, key: MLDSA44PrivateKey) -> None:
        self._key = key
        self.public = key.public_key().public_bytes_raw()

    @classmethod
    def generate(cls) -> Self:
        """A new key from the system's random source."""
        try:
            return cls(MLDSA44PrivateKey.generate())
        except UnsupportedAlgorithm as missing:
            raise Unavailable("this build of cryptography offers no ML-DSA") from missing

    @classmethod
    def from_seed(cls, seed: bytes) -> Self:
        """The key of a seed of 32 bytes."""
        if len(seed) != SEED:
            raise Malformed(f"an ML-DSA seed has {SEED} bytes")
        try:
            return cls(MLDSA44PrivateKey.from_seed_bytes(seed))
        except UnsupportedAlgorithm as missing:
            raise Unavailable("this build of cryptography offers no ML-DSA") from missing

    def sign(self, message: bytes) -> bytes:
        """The signature, 2,420 bytes."""
        return self._key.sign(message)

    def private(self) -> MLDSA44PrivateKey:
        """The key itself, to be written to its file."""
        return self._key


def verify(public: bytes, message: bytes, signature: bytes) -> None:
    """:class:`NotProven` unless the signature is that of the key over the message."""
    try:
        MLDSA44PublicKey.from_public_bytes(public).verify(signature, message)
    except UnsupportedAlgorithm as missing:
        raise Unavailable("this build of cryptography offers no ML-DSA") from missing
    except (InvalidSignature, ValueError) as fault:
        raise NotProven("the ML-DSA-44 signature does not hold") from fault
