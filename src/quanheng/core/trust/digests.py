"""Digests: SHA-256 (FIPS 180-4) and SM3 (GB/T 32905) side by side."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol, Self

from quanheng.core.trust.errors import Unavailable

LENGTH = 32
"""Bytes of either digest."""


class Hash(Protocol):
    """A running digest of the standard library."""

    def update(self, data: bytes, /) -> None:
        """Take in more bytes."""

    def digest(self) -> bytes:
        """The digest so far."""


HashFunction = Callable[[bytes], Hash]
"""Starts a digest over some bytes. Trees take it as a parameter; without one they use SHA-256."""

SHA256: HashFunction = hashlib.sha256


def SM3(data: bytes = b"") -> Hash:  # noqa: N802  named like its sibling
    """A running SM3. :class:`Unavailable` where the OpenSSL under Python lacks it."""
    try:
        return hashlib.new("sm3", data)
    except ValueError as missing:
        raise Unavailable("SM3 is missing: Python's hashlib needs an OpenSSL 3 built with SM3") from missing


def sha256(data: bytes) -> bytes:
    """The SHA-256 digest, 32 bytes."""
    return hashlib.sha256(data).digest()


def sm3(data: bytes) -> bytes:
    """The SM3 digest, 32 bytes."""
    return SM3(data).digest()


@dataclass(frozen=True, slots=True)
class Digest:
    """Both digests of the same bytes: one for the world, one for domestic rules."""

    sha256: bytes
    sm3: bytes

    @classmethod
    def of(cls, data: bytes) -> Self:
        """The digests of ``data``."""
        return cls.of_chunks([data])

    @classmethod
    def of_chunks(cls, chunks: Iterable[bytes]) -> Self:
        """The digests of a stream, in one pass."""
        first, second = SHA256(b""), SM3()
        for chunk in chunks:
            first.update(chunk)
            second.update(chunk)
        return cls(first.digest(), second.digest())

    def record(self) -> dict[str, str]:
        """As the members of a record: lowercase hex."""
        return {"sha256": self.sha256.hex(), "sm3": self.sm3.hex()}
