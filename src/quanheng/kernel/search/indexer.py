"""Carries changes from the outbox into the index: one process a host, in order, replayable from any point.

Killed before the commit: nothing happened. Killed between commit and cursor: the batch is applied again, which changes
nothing. Killed while a new index is built: the former stays live.
"""

import logging
import os
import shutil
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from itertools import islice
from pathlib import Path

from quanheng.kernel import clock
from quanheng.kernel.search import outbox_reader, places
from quanheng.kernel.search.engine import Batch, Cursor, IndexBusy, IndexMissing
from quanheng.kernel.search.outbox_reader import Change
from quanheng.kernel.search.places import Place
from quanheng.kernel.search.registry import Document, sources
from quanheng.kernel.search.tantivy_engine import TantivyEngine, create

log = logging.getLogger(__name__)

BATCH = 2000
POLL_SECONDS = 0.3
HEARTBEAT_SECONDS = 60.0
LONGEST_PAUSE = 30.0
Progress = Callable[[str, int], None]


def changes_to_batch(changes: Iterable[Change]) -> Batch:
    """Load what changed, each document once however often it changed; what no source yields leaves the index."""
    keys: dict[str, dict[str, None]] = {}
    for change in changes:
        keys.setdefault(change.kind, {})[change.key] = None
    upserts: list[Document] = []
    deletes: list[tuple[str, str]] = []
    known = sources()
    for kind, wanted in keys.items():
        if kind not in known:
            log.warning("the outbox names %r, which no app declares; its documents leave the index", kind)
        found = list(known[kind].documents(list(wanted))) if kind in known else []
        upserts += found
        deletes += [(kind, key) for key in wanted.keys() - {document.key for document in found}]
    return Batch(upserts, sorted(deletes))


def rebuild(place: Place, progress: Progress) -> Path:
    """Build a new index beside the live one and make it live. Changes made meanwhile are read from the outbox later.

    ``progress(kind, done)`` is called as documents are taken. Raises :class:`IndexBusy` when one is being built.
    """
    with place.lock("rebuild"):
        cursor = outbox_reader.here()
        folder = place.fresh()
        try:
            create(folder)
            engine = TantivyEngine(place, folder, threads=min(os.cpu_count() or 1, 4))
            for kind, source in sources().items():
                done = 0
                progress(kind, done)
                for chunk in _chunks(source.documents(None), BATCH):
                    engine.add_new(chunk)
                    done += len(chunk)
                    progress(kind, done)
            engine.apply(Batch(), cursor)
            engine.close()
            place.publish(folder)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
    return folder


def _chunks(documents: Iterable[Document], size: int) -> Iterator[list[Document]]:
    iterator = iter(documents)
    while chunk := list(islice(iterator, size)):
        yield chunk


class Indexer:
    """The one process of a host that writes its live index. Use within ``place.lock("writer")``."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.engine = TantivyEngine(place)
        self._checked = 0.0

    def ensure_index(self) -> None:
        """Build an index when there is none, or when the outbox no longer reaches back to where it stopped."""
        with suppress(IndexMissing):
            if outbox_reader.usable(places.read_cursor(self.place.current())):
                return
        log.info("building the search index")
        rebuild(self.place, lambda kind, done: log.info("search index: %s %d", kind, done))

    def step(self) -> int:
        """Apply the next batch of changes. Answers how many rows of the outbox it took."""
        if time.monotonic() - self._checked > HEARTBEAT_SECONDS:
            self.ensure_index()
            self._checked = time.monotonic()
        folder = self.place.current()
        cursor = places.read_cursor(folder)
        now = clock.now().timestamp()
        changes = outbox_reader.read(cursor, BATCH)
        drained = len(changes) < BATCH
        if changes:
            last = changes[-1]
            read_at = now if drained else cursor.read_at
            self.engine.apply(changes_to_batch(changes), Cursor(last.written_by, last.row, cursor.database, read_at))
        elif now - cursor.read_at > HEARTBEAT_SECONDS:
            places.write_cursor(folder, replace(cursor, read_at=now))
            outbox_reader.prune()
        return len(changes)

    def drain(self) -> int:
        """Apply everything there is."""
        done = 0
        while taken := self.step():
            done += taken
        return done

    def run(self, stop: threading.Event, each_round: Callable[[], None] = lambda: None) -> None:
        """Apply changes as they come until told to stop. A fault is logged and tried again, never skipped."""
        pause = POLL_SECONDS
        while not stop.is_set():
            try:
                each_round()
                taken = self.step()
                pause = 0.0 if taken >= BATCH else POLL_SECONDS
            except IndexBusy:
                pause = 1.0
            except Exception:
                log.exception("indexing failed; trying again")
                self._checked = 0.0
                pause = min(max(pause, POLL_SECONDS) * 2, LONGEST_PAUSE)
            stop.wait(pause)
        self.engine.close()
