"""Signed checkpoints: the head of a log, signed by the log under its own origin."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from quanheng.core.trust.errors import NotProven
from quanheng.core.trust.notes import Note, SignerKey, Verified, VerifierKey, sign_note
from quanheng.core.trust.tree_head import Checkpoint

__all__ = ["Checkpoint", "SignedCheckpoint", "open_checkpoint", "sign_checkpoint"]


@dataclass(frozen=True, slots=True)
class SignedCheckpoint:
    """A checkpoint whose log signed it. ``cosigned`` are the witnesses' signatures that hold."""

    checkpoint: Checkpoint
    signed: tuple[Verified, ...]
    cosigned: tuple[Verified, ...]
    note: Note


def sign_checkpoint(checkpoint: Checkpoint, keys: Sequence[SignerKey]) -> bytes:
    """The note of a checkpoint by the log's keys, all of which are named after its origin."""
    if any(key.name != checkpoint.origin for key in keys):
        raise NotProven("a log signs under its origin only")
    return sign_note(checkpoint.text(), keys)


def open_checkpoint(
    data: bytes, origin: str, keys: Iterable[VerifierKey], witnesses: Iterable[VerifierKey] = ()
) -> SignedCheckpoint:
    """The checkpoint of ``origin``, signed by one of the log's ``keys``.

    A line by any given key, log or witness, that does not hold rejects the whole note, as does another origin.
    """
    note = Note.parse(data)
    log_keys, known = set(keys), tuple(witnesses)
    verified = note.verify([*log_keys, *known])
    signed = tuple(one for one in verified if one.key in log_keys)
    if not signed:
        raise NotProven("not signed by the log")
    checkpoint = Checkpoint.parse(note.text)
    if checkpoint.origin != origin:
        raise NotProven("a checkpoint of another log")
    return SignedCheckpoint(checkpoint, signed, tuple(one for one in verified if one.key not in log_keys), note)
