"""A witness (C2SP tlog-witness): it cosigns what grows from what it cosigned before, and never two roots for one size.

The state lies behind :class:`Store`, the time is an argument, and the network is somebody else's: a request body goes
in, an :class:`Answer` comes out.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, Self

from quanheng.core.trust.algorithms import COSIGNATURE, MLDSA44_COSIGNATURE
from quanheng.core.trust.checkpoints import Checkpoint
from quanheng.core.trust.errors import Malformed, NotProven
from quanheng.core.trust.lines import decimal, hash_of, text_of, to_base64
from quanheng.core.trust.merkle import EMPTY_ROOT, verify_consistency
from quanheng.core.trust.notes import LONGEST, Note, SignerKey, Verified, VerifierKey

MOST_HASHES = 63
PLAIN = "text/plain; charset=utf-8"
SIZE = "text/x.tlog.size"
"""Content type of the size in a 409."""


@dataclass(frozen=True, slots=True)
class AddCheckpoint:
    """The request: a checkpoint and why it follows from the one of size ``old``."""

    old: int
    proof: tuple[bytes, ...]
    note: Note
    checkpoint: Checkpoint

    @classmethod
    def parse(cls, body: bytes) -> Self:
        """From the body of the request."""
        if len(body) > LONGEST:
            raise Malformed(f"a request longer than {LONGEST} bytes")
        head, gap, rest = text_of(body).partition("\n\n")
        first, *hashes = head.split("\n")
        if not gap or not first.startswith("old "):
            raise Malformed("a request is an old size, hashes, an empty line and a checkpoint")
        if len(hashes) > MOST_HASHES:
            raise Malformed(f"more than {MOST_HASHES} hashes")
        note = Note.parse(rest.encode())
        return cls(decimal(first[4:]), tuple(map(hash_of, hashes)), note, Checkpoint.parse(note.text))


def request_body(old: int, proof: Sequence[bytes], note: bytes) -> bytes:
    """The body that asks a witness to cosign."""
    return "".join(f"{line}\n" for line in (f"old {old}", *map(to_base64, proof), "")).encode() + note


def cosignatures(body: bytes, note: Note, keys: Sequence[VerifierKey]) -> tuple[Verified, ...]:
    """The cosignatures by ``keys`` in a witness's answer to ``note``; :class:`NotProven` when there are none."""
    answer = Note.parse(b"\n\n" + body)
    if answer.text != b"\n":
        raise Malformed("a witness answers with signature lines and nothing else")
    return Note(note.text, answer.lines).verify(keys)


@dataclass(frozen=True, slots=True)
class Kept:
    """What a witness last cosigned of a log, and when (POSIX seconds); ``note`` with its cosignatures."""

    checkpoint: Checkpoint
    note: bytes
    at: int


class Store(Protocol):
    """Where the witness keeps the latest checkpoint of each log."""

    def latest(self, origin: str) -> Kept | None:
        """What is kept of a log."""

    def replace(self, origin: str, old: Kept | None, new: Kept) -> bool:
        """Keep ``new`` in place of ``old`` in one atomic step; on return it is on the disk.

        False, and nothing changed, when something else than ``old`` is kept by now.
        """


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer of HTTP."""

    status: int
    body: bytes
    content_type: str = PLAIN


@dataclass(frozen=True, slots=True)
class Witness:
    """``logs``: the keys it believes, by origin. ``keys``: its own, all of cosignature types."""

    keys: tuple[SignerKey, ...]
    logs: Mapping[str, Sequence[VerifierKey]]
    store: Store

    def __post_init__(self) -> None:
        if not self.keys or any(key.algorithm not in (COSIGNATURE, MLDSA44_COSIGNATURE) for key in self.keys):
            raise Malformed("a witness signs with keys for cosignatures")

    def add_checkpoint(self, body: bytes, now: int) -> Answer:
        """Answer ``POST add-checkpoint`` at POSIX second ``now``."""
        try:
            request = AddCheckpoint.parse(body)
        except Malformed as fault:
            return _refusal(400, str(fault))
        origin = request.checkpoint.origin
        if origin not in self.logs:
            return _refusal(404, "a log that this witness does not know")
        try:
            signed = request.note.verify(self.logs[origin])
        except NotProven as fault:
            return _refusal(403, str(fault))
        if request.old > request.checkpoint.size:
            return _refusal(400, "the old size is larger than the checkpoint's")
        return self._follow(request, signed, now)

    def checkpoint(self, digest: str) -> Answer:
        """Answer ``GET <SHA-256 of the origin in hex>/checkpoint`` with the latest cosigned checkpoint."""
        for origin in self.logs:
            if hashlib.sha256(origin.encode()).hexdigest() == digest and (kept := self.store.latest(origin)):
                return Answer(200, kept.note)
        return _refusal(404, "nothing is kept of that log")

    def _follow(self, request: AddCheckpoint, signed: Sequence[Verified], now: int) -> Answer:
        """Compare with what is kept; cosign, store, answer, in this order."""
        origin, new = request.checkpoint.origin, request.checkpoint
        kept = self.store.latest(origin)
        size, root = (kept.checkpoint.size, kept.checkpoint.root) if kept else (0, EMPTY_ROOT)
        if request.old != size:
            return Answer(409, b"%d\n" % size, SIZE)
        try:
            verify_consistency(size, new.size, root, new.root, request.proof)
        except NotProven as fault:
            return _refusal(422, str(fault))
        if kept and now < kept.at:
            return _refusal(503, "the witness's clock runs behind its last cosignature")
        lines = [key.sign(request.note.text, now) for key in self.keys]
        note = Note(request.note.text, tuple(one.line for one in signed)).with_lines(lines)
        if not self.store.replace(origin, kept, Kept(new, note.to_bytes(), now)):
            by_now = self.store.latest(origin)
            return Answer(409, b"%d\n" % (by_now.checkpoint.size if by_now else 0), SIZE)
        return Answer(200, "".join(map(str, lines)).encode())


def _refusal(status: int, reason: str) -> Answer:
    return Answer(status, f"{reason}\n".encode())
