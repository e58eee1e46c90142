"""The embedded engine: tantivy on files of this host. Any process may search; one may write (``Place.lock``)."""

import os
import threading
from pathlib import Path
from typing import Any

import tantivy

from quanheng.kernel.search import tantivy_query
from quanheng.kernel.search.engine import Batch, Cursor, Hit, IndexMissing, Request, Results, Status
from quanheng.kernel.search.places import Place, read_cursor, write_cursor
from quanheng.kernel.search.ranking import ordered, ranked
from quanheng.kernel.search.registry import Document
from quanheng.kernel.search.tantivy_schema import identity, index_document, schema, unpack

HEAP_PER_THREAD = 64_000_000
MOST_VALUES = 200
MOST_KINDS = 1000


class Reader:
    """Always the newest searcher: looks at two files' stamps, opens or reloads only when one changed."""

    def __init__(self, place: Place, folder: Path | None = None) -> None:
        self._place = place
        self._fixed = folder
        self._lock = threading.Lock()
        self._folder: Path | None = None
        self._index: tantivy.Index | None = None
        self._stamp: tuple[int, int] = (0, 0)

    def searcher(self) -> tuple[tantivy.Searcher, Path]:
        """The newest searcher and the folder it reads. Raises :class:`IndexMissing`."""
        with self._lock:
            folder = self._fixed or self._place.current()
            if folder != self._folder or self._index is None:
                self._index, self._folder, self._stamp = _open(folder), folder, (0, 0)
            stamp = _stamp(folder)
            if stamp != self._stamp:
                self._index.reload()
                self._stamp = stamp
            return self._index.searcher(), folder


class TantivyEngine:
    """The embedded engine on the live index of a place, or on one folder of it (a rebuild)."""

    def __init__(self, place: Place, folder: Path | None = None, *, threads: int = 1) -> None:
        self.place = place
        self._fixed = folder
        self._threads = threads
        self._reader = Reader(place, folder)
        self._writer: tantivy.IndexWriter | None = None
        self._writes_to: Path | None = None

    def apply(self, batch: Batch, cursor: Cursor) -> None:
        """Replace, remove, commit, then keep the cursor. The caller holds the lock of the place."""
        folder = self._fixed or self.place.current()
        writer = self._open_writer(folder)
        try:
            for kind, key in batch.deletes:
                writer.delete_documents_by_term("id", identity(kind, key))
            for document in batch.upserts:
                writer.delete_documents_by_term("id", identity(document.kind, document.key))
                writer.add_document(index_document(document))
            writer.commit()
        except BaseException:
            self._writer = None
            raise
        write_cursor(folder, cursor)

    def add_new(self, documents: list[Document]) -> None:
        """Add documents to an index that has none of them, without committing: a rebuild's fast way."""
        writer = self._open_writer(self._fixed or self.place.current())
        for document in documents:
            writer.add_document(index_document(document))

    def close(self) -> None:
        """Let merges end and give up the writer."""
        if self._writer is not None:
            self._writer.wait_merging_threads()
        self._writer, self._writes_to = None, None

    def _open_writer(self, folder: Path) -> tantivy.IndexWriter:
        if self._writer is None or self._writes_to != folder:
            self.close()
            self._writer = _open(folder).writer(HEAP_PER_THREAD * self._threads, self._threads)
            self._writes_to = folder
        return self._writer

    def search(self, request: Request) -> Results:
        """One page, the exact count, the facets."""
        searcher, _folder = self._reader.searcher()
        query = request.query
        if not query:
            return Results((), 0, {})
        found = tantivy_query.resembling(query) if request.loose else tantivy_query.matching(query)
        within = tantivy_query.filtered(found, request.filters)
        first, last = (request.page - 1) * request.size, request.page * request.size
        if tantivy_query.scoreless(query) and not request.loose:
            heading = tantivy_query.filtered(tantivy_query.in_heading(query), request.filters)
            parts = [(2.0, heading), (1.0, tantivy_query.without(within, heading))]
            addresses, total = ordered(searcher, parts, first, last)
        else:
            addresses, total = ranked(searcher, within, first, last)
        hits = [Hit(_document(searcher, address), score) for score, address in addresses]
        return Results(hits, total, _facets(searcher, found, request) if total or request.filters else {})

    def suggest(self, request: Request, start: str) -> list[Document]:
        """Documents whose number or title begins with ``start`` (squashed) or holds the query."""
        if not request.query:
            return []
        searcher, _folder = self._reader.searcher()
        query = tantivy_query.filtered(tantivy_query.starting(request.query, start), request.filters)
        addresses, _total = ranked(searcher, query, 0, request.size)
        return [_document(searcher, address) for _score, address in addresses]

    def status(self) -> Status:
        """Counts by kind, cursor, bytes."""
        searcher, folder = self._reader.searcher()
        counts = _terms(searcher, tantivy.Query.all_query(), ["kind"], MOST_KINDS)["kind"]
        size = sum(entry.stat().st_size for entry in os.scandir(folder) if entry.is_file())
        return Status(counts, read_cursor(folder), size)


def create(folder: Path) -> None:
    """An empty index in an empty folder."""
    tantivy.Index(schema(), path=str(folder))


def _open(folder: Path) -> tantivy.Index:
    try:
        index = tantivy.Index.open(str(folder))
    except ValueError as fault:
        raise IndexMissing(f"{folder}: {fault}") from fault
    index.config_reader("Manual", 0)
    return index


def _stamp(folder: Path) -> tuple[int, int]:
    try:
        found = (folder / "meta.json").stat()
    except FileNotFoundError:
        raise IndexMissing(str(folder)) from None
    return found.st_mtime_ns, found.st_ino


def _document(searcher: tantivy.Searcher, address: Any) -> Document:
    return unpack(searcher.doc(address).get_first("data"))


def _facets(searcher: tantivy.Searcher, found: tantivy.Query, request: Request) -> dict[str, dict[str, int]]:
    """Counts within all filters; for a facet that is filtered by, within the other filters."""
    free = [name for name in request.facets if name not in request.filters]
    counted = _terms(searcher, tantivy_query.filtered(found, request.filters), free, MOST_VALUES)
    for name in request.facets:
        if name in request.filters:
            others = {key: value for key, value in request.filters.items() if key != name}
            counted |= _terms(searcher, tantivy_query.filtered(found, others), [name], MOST_VALUES)
    return {name: counted[name] for name in request.facets}


def _terms(searcher: tantivy.Searcher, query: tantivy.Query, names: list[str], most: int) -> dict[str, dict[str, int]]:
    """For each facet its values and their counts, most frequent first, equal counts by value."""
    if not names:
        return {}
    wanted = {
        name: {"terms": {"field": "kind" if name == "kind" else f"facets.{name}", "size": most}} for name in names
    }
    answer = searcher.aggregate(query, wanted)
    return {
        name: {
            str(bucket["key"]): int(bucket["doc_count"])
            for bucket in sorted(answer[name]["buckets"], key=lambda each: (-each["doc_count"], str(each["key"])))
        }
        for name in names
    }
