"""What a search engine is to us: three calls. The embedded one is ``TantivyEngine``.

An engine of another tier (OpenSearch with a whitespace analyser) gets the same tokens (``text.tokens``) and the same
terms (``query.parse``), so it finds the same set; the order among hits is promised within one engine only.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from quanheng.kernel.search.query import Query
from quanheng.kernel.search.registry import Document


@dataclass(frozen=True, slots=True)
class Cursor:
    """How far the outbox has been read: the last row's writer and id, of which database, and when its end was reached.

    ``read_at`` is in seconds since 1970 (UTC).
    """

    written_by: int = 0
    row: int = 0
    database: str = ""
    read_at: float = 0.0


@dataclass(frozen=True, slots=True)
class Batch:
    """Documents to put in place of those with the same kind and key, and (kind, key) pairs to take out."""

    upserts: Sequence[Document] = ()
    deletes: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, slots=True)
class Request:
    """One page of one search. ``filters`` are facet values that must hold (``kind`` is one), ``facets`` are counted.

    ``loose`` asks for documents that hold a part of the query's tokens, for a query that nothing matches as typed.
    """

    query: Query
    filters: Mapping[str, str] = field(default_factory=dict)
    facets: Sequence[str] = ("kind",)
    page: int = 1
    size: int = 20
    loose: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """A found document with its score. Scores compare within one search only."""

    document: Document
    score: float


@dataclass(frozen=True, slots=True)
class Results:
    """A page of hits, the exact number of matches, and for each facet its values with their counts.

    A facet that is itself filtered by counts what its other values would give.
    """

    hits: Sequence[Hit]
    total: int
    facets: Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Status:
    """What an index holds: documents by kind, its cursor, its size on disk in bytes."""

    counts: Mapping[str, int]
    cursor: Cursor
    size: int


class IndexMissing(Exception):
    """There is no index yet: it is being built, or the indexer never ran."""


class IndexBusy(Exception):
    """Another process on this host already writes the index."""


class Engine(Protocol):
    """The three calls."""

    def apply(self, batch: Batch, cursor: Cursor) -> None:
        """Make the batch findable, durably, then remember the cursor. Replaying a batch changes nothing."""

    def search(self, request: Request) -> Results:
        """Find. Raises :class:`IndexMissing`; never raises because of what was typed."""

    def status(self) -> Status:
        """What the index holds. Raises :class:`IndexMissing`."""
