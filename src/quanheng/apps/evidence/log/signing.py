"""Signing what is committed, and nothing that contradicts what was signed before.

The order is what makes it safe. Entries, tiles and state are committed. Then, holding the state: the head is compared
with the record outside the database and with the last checkpoint in it; it is written outside, on the disk; only then
is it signed, and the note is committed. Killed anywhere in between, the next start finds either nothing or a head
outside that it may sign again, because it is the same one.
"""

from collections.abc import Sequence
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction

from quanheng.apps.evidence.log import faults, keys, outside, storage
from quanheng.apps.evidence.log.reading import latest, read_tile
from quanheng.apps.evidence.models import Checkpoint
from quanheng.core.trust.checkpoints import sign_checkpoint
from quanheng.core.trust.errors import TrustError
from quanheng.core.trust.merkle import EMPTY_ROOT, verify_consistency
from quanheng.core.trust.notes import SignerKey
from quanheng.core.trust.tiles import consistency_from_tiles, root_from_tiles
from quanheng.core.trust.tree_head import Checkpoint as TreeHead


def open_log() -> list[SignerKey]:
    """The log's keys, after every check of a start; a new log gets its name, its key and its first record.

    Raises :class:`~quanheng.apps.evidence.log.faults.Inconsistent`.
    """
    with transaction.atomic(durable=True):
        state = storage.lock_state()
        origin = _origin(state.origin)
        signers = keys.load(origin, state.key)
        if not state.key:
            storage.name_log(origin, str(signers[0].verifier))
        head = TreeHead(origin, state.edge.size, state.edge.root())
        if _recorded() is None and latest() is None and not state.key:
            outside.write(TreeHead(origin, 0, EMPTY_ROOT))
        require_consistent(head)
        if root_from_tiles(read_tile_or_refuse, head.size) != head.root:
            raise faults.edge_changed(head.size)
    return signers


def publish(signers: Sequence[SignerKey], *, now: datetime) -> Checkpoint:
    """Sign the log as it is committed. :class:`~quanheng.apps.evidence.log.faults.Inconsistent` instead of a fork."""
    with transaction.atomic(durable=True):
        state = storage.lock_state()
        head = TreeHead(signers[0].name, state.edge.size, state.edge.root())
        require_consistent(head)
        outside.write(head)
        note = sign_checkpoint(head, signers)
        return _store(head, note, now)


def _store(head: TreeHead, note: bytes, now: datetime) -> Checkpoint:
    made: Checkpoint = Checkpoint.objects.create(size=head.size, root=head.root, note=note.decode(), at=now)
    return made


def require_consistent(head: TreeHead) -> None:
    """Raise ``Inconsistent`` unless everything signed before is a prefix of ``head``."""
    recorded = _recorded()
    if recorded is None:
        raise faults.record_missing(str(outside.place()))
    require_prefix(recorded, head)
    last = latest()
    if last is not None and last.size != recorded.size:
        require_prefix(TreeHead(recorded.origin, last.size, bytes(last.root)), head)


def require_not_set_back(state: storage.State) -> None:
    """Raise ``Inconsistent`` where more was signed than the database holds. Asked before anything new is numbered: a
    mirror can then still fill the gap.
    """
    recorded = _recorded()
    if recorded is not None and recorded.size > state.edge.size:
        raise faults.rolled_back(recorded.size, state.edge.size)


def require_prefix(signed: TreeHead, head: TreeHead) -> None:
    """Raise ``Inconsistent`` unless ``signed`` is a head of the same log that ``head`` contains."""
    if signed.origin != head.origin:
        raise faults.other_origin(signed.origin, head.origin)
    if signed.size > head.size:
        raise faults.rolled_back(signed.size, head.size)
    if signed.size == head.size:
        if signed.root != head.root:
            raise faults.forked(signed.size)
        return
    try:
        proof = consistency_from_tiles(read_tile_or_refuse, signed.size, head.size)
        verify_consistency(signed.size, head.size, signed.root, head.root, proof)
    except TrustError as fault:
        raise faults.forked(signed.size) from fault


def read_tile_or_refuse(level: int, index: int, width: int) -> bytes:
    """A tile for a check: one that is not there makes the log inconsistent."""
    try:
        return read_tile(level, index, width)
    except LookupError as missing:
        raise faults.edge_changed(storage.read_state().edge.size) from missing


def _recorded() -> TreeHead | None:
    try:
        return outside.read()
    except outside.Unreadable as damage:
        raise faults.record_unreadable(str(outside.place())) from damage


def _origin(named: str) -> str:
    """The log's name: the one it has; else the setting; else the address of the site, without its scheme."""
    given = str(settings.LOG_ORIGIN)
    if named:
        if given and given != named:
            raise faults.other_origin(named, given)
        return named
    return given or f"{urlsplit(settings.SITE_URL).netloc}/log"
