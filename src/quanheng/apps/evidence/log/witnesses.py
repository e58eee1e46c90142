"""Asking the witnesses of the policy to cosign: each in its own thread, so that a slow one delays nobody."""

import hashlib
import http.client
import logging
import time
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from quanheng.apps.evidence.log import faults, storage
from quanheng.apps.evidence.log.reading import consistency, latest
from quanheng.apps.evidence.models import Checkpoint, Cosignature
from quanheng.core.trust.checkpoints import open_checkpoint
from quanheng.core.trust.errors import TrustError
from quanheng.core.trust.lines import decimal
from quanheng.core.trust.notes import Note, VerifierKey
from quanheng.core.trust.policy_file import Peer
from quanheng.core.trust.witness import cosignatures, request_body

log = logging.getLogger(__name__)
PATIENCE = 5.0
LONGEST_PAUSE = 60.0
LONGEST_ANSWER = 100_000


@dataclass(slots=True)
class Asked:
    """How one witness fares: what it saw last, what it is asked just now, when it is asked again."""

    peer: Peer
    size: int = 0
    last: int = 0
    running: Future[tuple[int, bytes]] | None = None
    checkpoint: Checkpoint | None = None
    due: float = 0.0
    pause: float = 1.0


class Witnesses:
    """The witnesses of a policy, asked for each new checkpoint; at most one request to each is under way."""

    def __init__(self, peers: Sequence[Peer]) -> None:
        self.asked = [Asked(peer) for peer in peers if peer.url]
        self._threads = ThreadPoolExecutor(max_workers=max(1, len(self.asked)))

    def round(self, now: datetime) -> None:
        """Take in what was answered, and ask whoever has not cosigned the latest checkpoint. Does not wait."""
        last = latest()
        for one in self.asked:
            if one.running is not None and one.running.done():
                self._take(one, now)
            if last is not None and one.running is None and one.last != last.pk and time.monotonic() >= one.due:
                self._ask(one, last)

    def _ask(self, one: Asked, checkpoint: Checkpoint) -> None:
        one.checkpoint = checkpoint
        proof = consistency(one.size, checkpoint.size)
        body = request_body(one.size, proof, checkpoint.note.encode())
        one.running = self._threads.submit(post, one.peer.url, body)

    def _take(self, one: Asked, now: datetime) -> None:
        """Raises ``Inconsistent`` when the witness knows a longer log than this one: an old backup was restored."""
        running, one.running, checkpoint = one.running, None, one.checkpoint
        if running is None or checkpoint is None:
            return
        try:
            status, body = running.result()
            if status == http.client.CONFLICT:
                one.size = decimal(body.decode().strip())
                if one.size > checkpoint.size:
                    raise faults.witness_ahead(one.peer.name, one.size, checkpoint.size)
                return
            _keep(one.peer, checkpoint, status, body, now)
            one.size, one.last, one.pause = checkpoint.size, checkpoint.pk, 1.0
        except (OSError, http.client.HTTPException, TrustError, UnicodeError) as fault:
            log.warning("witness %s: %s", one.peer.name, fault)
            one.due, one.pause = time.monotonic() + one.pause, min(one.pause * 2, LONGEST_PAUSE)


def _keep(peer: Peer, checkpoint: Checkpoint, status: int, body: bytes, now: datetime) -> None:
    """Store the cosignature of an answer; :class:`TrustError` for any other answer."""
    if status != http.client.OK:
        raise TrustError(f"{status} {body[:200].decode(errors='replace')}")
    note = Note.parse(checkpoint.note.encode())
    for cosigned in cosignatures(body, note, [peer.key]):
        told = {"line": str(cosigned.line), "at": now}
        Cosignature.objects.get_or_create(checkpoint=checkpoint, witness=peer.name, defaults=told)


def post(url: str, body: bytes) -> tuple[int, bytes]:
    """``POST url/add-checkpoint``: status and body."""
    return _request("POST", f"{url.rstrip('/')}/add-checkpoint", body)


def last_seen(peer: Peer, origin: str) -> bytes | None:
    """The latest checkpoint a witness cosigned of a log, as it says; ``None`` where it has none or does not answer."""
    try:
        digest = hashlib.sha256(origin.encode()).hexdigest()
        status, body = _request("GET", f"{peer.url.rstrip('/')}/{digest}/checkpoint", None)
    except (OSError, http.client.HTTPException):
        return None
    return body if status == http.client.OK else None


def require_not_behind(peers: Sequence[Peer]) -> None:
    """Raise ``Inconsistent`` when a witness cosigned more of this log than the database holds.

    This notices a backup that was restored together with the record outside the database.
    """
    state, named = storage.read_state(), storage.read_key()
    for peer in peers if named else ():
        seen = last_seen(peer, state.origin) if peer.url else None
        if seen is None or named is None:
            continue
        try:
            head = open_checkpoint(seen, named[0], [VerifierKey.parse(named[1])]).checkpoint
        except TrustError as fault:
            log.warning("witness %s: %s", peer.name, fault)
            continue
        if head.size > state.edge.size:
            raise faults.witness_ahead(peer.name, head.size, state.edge.size)


def _request(method: str, url: str, body: bytes | None) -> tuple[int, bytes]:
    parts = urlsplit(url)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    there = kind(parts.netloc, timeout=PATIENCE)
    try:
        there.request(method, parts.path, body, {"Content-Type": "text/plain; charset=utf-8"})
        answer = there.getresponse()
        return answer.status, answer.read(LONGEST_ANSWER)
    finally:
        there.close()
