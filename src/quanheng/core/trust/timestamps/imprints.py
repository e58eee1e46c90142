"""What is stamped: the digest of some bytes, and the algorithm it was made with."""

from dataclasses import dataclass
from typing import Self

from quanheng.core.trust.digests import Digest
from quanheng.core.trust.errors import Malformed

OIDS = {"sha256": "2.16.840.1.101.3.4.2.1", "sm3": "1.2.156.10197.1.401"}
"""The algorithms an imprint may have: what everybody reads, and what domestic rules ask for."""
LENGTH = 32


@dataclass(frozen=True, slots=True)
class Imprint:
    """A message imprint: ``algorithm`` is ``sha256`` or ``sm3``."""

    algorithm: str
    digest: bytes

    def __post_init__(self) -> None:
        if self.algorithm not in OIDS or len(self.digest) != LENGTH:
            raise Malformed("an imprint is a SHA-256 or an SM3")

    @classmethod
    def of(cls, digest: Digest, algorithm: str) -> Self:
        """The one of both digests that is asked for."""
        return cls(algorithm, digest.sm3 if algorithm == "sm3" else digest.sha256)

    @property
    def oid(self) -> str:
        """The algorithm as authorities name it."""
        return OIDS[self.algorithm]
