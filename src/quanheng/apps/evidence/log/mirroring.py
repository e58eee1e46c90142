"""A copy of the log as files, in the layout of its addresses: what a partner keeps, and what brings a log back.

Order as for any log in files: bundles and tiles first, on the disk, then the checkpoint takes its place.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

from django.db import transaction

from quanheng.apps.evidence.log import faults, outside, reading, signing, storage
from quanheng.apps.evidence.models import Pending
from quanheng.core.trust.bundles import unpack
from quanheng.core.trust.checkpoints import open_checkpoint
from quanheng.core.trust.edge import WIDTH
from quanheng.core.trust.errors import NotProven, TrustError
from quanheng.core.trust.merkle import leaf_hash
from quanheng.core.trust.notes import VerifierKey
from quanheng.core.trust.tiles import TileAddress, bundles_of, recompute, tiles_of
from quanheng.core.trust.tree_head import Checkpoint as TreeHead

CHECKPOINT = "checkpoint"
Read = Callable[[TileAddress], bytes]


def mirror(folder: Path) -> TreeHead | None:
    """Bring ``folder`` up to the latest checkpoint. Only what is new is written; ``None`` before anything is signed."""
    last = reading.latest()
    if last is None:
        return None
    note = reading.published(last)
    named = storage.read_key()
    head = open_checkpoint(note, *_key(named)).checkpoint
    for address in [*bundles_of(head.size), *tiles_of(head.size)]:
        path = folder / str(address)
        if not path.exists():
            outside.write_durably(path, _content(address))
            _drop_narrower(folder, address)
    outside.write_durably(folder / "policy", _policy(named))
    outside.write_durably(folder / CHECKPOINT, note)
    return head


def read_mirror(folder: Path, origin: str, key: VerifierKey) -> tuple[TreeHead, bytes]:
    """The signed head of a mirror and its note."""
    note = (folder / CHECKPOINT).read_bytes()
    return open_checkpoint(note, origin, [key]).checkpoint, note


def entries_of(folder: Path, size: int, start: int = 0) -> Iterator[bytes]:
    """The entries of a mirror from number ``start`` on."""
    for address in bundles_of(size):
        if (address.index + 1) * WIDTH > start:
            entries = unpack((folder / str(address)).read_bytes(), address.width)
            yield from entries[max(0, start - address.index * WIDTH) :]


def recover(folder: Path) -> int:
    """Bring back from a mirror the entries that the database lost. Answers how many.

    Everything is checked before anything is written: the mirror's checkpoint is signed by this log, its entries lead
    to that root, and the database's log is a prefix of it. Raises ``Inconsistent``, ``TrustError`` or ``OSError``.
    """
    origin, keys = _key(storage.read_key())
    head, note = read_mirror(folder, origin, keys[0])
    if recompute(entries_of(folder, head.size)).root() != head.root:
        raise NotProven("the entries of the mirror do not lead to its signed root")
    recorded = _recorded()
    if recorded is not None and recorded.size > head.size:
        raise faults.rolled_back(recorded.size, head.size)
    with transaction.atomic(durable=True):
        edge = storage.lock_state().edge
        if edge.size >= head.size:
            signing.require_prefix(head, TreeHead(origin, edge.size, edge.root()))
            return 0
        missing = list(entries_of(folder, head.size, edge.size))
        grown = storage.append(edge, missing)
        if grown.root() != head.root:
            raise faults.forked(edge.size)
        Pending.objects.filter(leaf__in=[leaf_hash(entry) for entry in missing]).delete()
    adopt(note)
    return len(missing)


def adopt(note: bytes) -> TreeHead:
    """Take a checkpoint that this log signed for the last one, where the record outside the database is lost.

    A record that is there is never set back. Raises ``Inconsistent`` where the database's log does not contain it.
    """
    head = open_checkpoint(note, *_key(storage.read_key())).checkpoint
    recorded = _recorded()
    with transaction.atomic(durable=True):
        edge = storage.lock_state().edge
        present = TreeHead(head.origin, edge.size, edge.root())
        signing.require_prefix(head, present)
        if recorded is None or recorded.size < head.size:
            outside.write(head)
        else:
            signing.require_prefix(recorded, present)
    return head


def _recorded() -> TreeHead | None:
    """The record outside the database; a damaged one says as little as none."""
    try:
        return outside.read()
    except outside.Unreadable:
        return None


def _key(named: tuple[str, str] | None) -> tuple[str, list[VerifierKey]]:
    if named is None:
        raise NotProven("the log of this database was never started")
    return named[0], [VerifierKey.parse(named[1])]


def _policy(named: tuple[str, str] | None) -> bytes:
    from quanheng.apps.evidence.log.policy import policy

    return policy(named[1]).to_bytes() if named else b""


def _content(address: TileAddress) -> bytes:
    if address.level == "entries":
        return reading.read_bundle(address.index, address.width)
    return reading.read_tile(address.level, address.index, address.width)


def _drop_narrower(folder: Path, address: TileAddress) -> None:
    """Remove partial tiles that a wider one replaces."""
    whole = folder / str(TileAddress(address.level, address.index, WIDTH))
    partial = whole.with_name(f"{whole.name}.p")
    if not partial.is_dir():
        return
    for path in partial.iterdir():
        if path.name.isdigit() and int(path.name) < address.width:
            path.unlink()
    if address.width == WIDTH:
        os.rmdir(partial)  # noqa: PTH106  empty by now


__all__ = ["TrustError", "adopt", "entries_of", "mirror", "read_mirror", "recover"]
