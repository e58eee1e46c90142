"""``.tlog-proof`` files (C2SP tlog-proof): that an entry is in the log, checked with no network at all."""

from dataclasses import dataclass
from typing import Self

from quanheng.core.trust.checkpoints import SignedCheckpoint
from quanheng.core.trust.errors import Malformed
from quanheng.core.trust.lines import decimal, from_base64, hash_of, text_of, to_base64
from quanheng.core.trust.merkle import leaf_hash, verify_inclusion
from quanheng.core.trust.notes import LONGEST
from quanheng.core.trust.policy_file import Policy

HEADER = "c2sp.org/tlog-proof@v1"
MOST_HASHES = 63


@dataclass(frozen=True, slots=True)
class Proof:
    """Entry ``index`` is in the tree of ``checkpoint`` (a signed note, word for word). ``extra`` is authenticated by
    nothing and therefore never believed.
    """

    index: int
    hashes: tuple[bytes, ...]
    checkpoint: bytes
    extra: bytes | None = None

    @classmethod
    def parse(cls, data: bytes) -> Self:
        """The proof in a file; :class:`Malformed` on any other spelling. Nothing is verified yet."""
        if len(data) > LONGEST:
            raise Malformed(f"a proof longer than {LONGEST} bytes")
        head, gap, checkpoint = text_of(data).partition("\n\n")
        first, *lines = head.split("\n")
        if first != HEADER or not gap:
            raise Malformed(f"a proof begins with {HEADER} and has an empty line before the checkpoint")
        extra = from_base64(lines.pop(0)[6:]) if lines and lines[0].startswith("extra ") else None
        if not lines or not lines[0].startswith("index "):
            raise Malformed("a proof names the index of its entry")
        index = decimal(lines.pop(0)[6:])
        if len(lines) > MOST_HASHES:
            raise Malformed(f"more than {MOST_HASHES} hashes")
        return cls(index, tuple(map(hash_of, lines)), checkpoint.encode(), extra)

    def to_bytes(self) -> bytes:
        """The file."""
        extra = [] if self.extra is None else [f"extra {to_base64(self.extra)}"]
        lines = [HEADER, *extra, f"index {self.index}", *map(to_base64, self.hashes), ""]
        data = "".join(f"{line}\n" for line in lines).encode() + self.checkpoint
        Proof.parse(data)  # nothing is written that no reader takes
        return data

    def verify(self, entry: bytes, policy: Policy) -> SignedCheckpoint:
        """The checkpoint in which ``entry`` stands at ``index``, by the signatures that ``policy`` asks for."""
        return self.verify_leaf(leaf_hash(entry), policy)

    def verify_leaf(self, leaf: bytes, policy: Policy) -> SignedCheckpoint:
        """The same for the hash of an entry."""
        signed = policy.open(self.checkpoint)
        verify_inclusion(self.index, signed.checkpoint.size, leaf, self.hashes, signed.checkpoint.root)
        return signed
