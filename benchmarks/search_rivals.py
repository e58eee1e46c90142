"""SQLite FTS5 and PostgreSQL GIN behind the same calls, fed with the same tokens, for the search benchmark."""

import sqlite3
import uuid
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Protocol

from quanheng.kernel.search import text
from quanheng.kernel.search.engine import Batch, Cursor, Request
from quanheng.kernel.search.places import Place
from quanheng.kernel.search.query import Query, Term, phrase_tokens
from quanheng.kernel.search.registry import Document
from quanheng.kernel.search.tantivy_engine import TantivyEngine, create

FIELD_GAP = 10
CHUNK = 5000


class Rival(Protocol):
    """Build once, answer the count and the best ten, say the size, clean up."""

    name: str

    def build(self, documents: Iterable[Document]) -> None:
        """Index everything."""

    def ask(self, query: Query) -> tuple[int, list[str]]:
        """The exact count and the keys of the best ten; their texts are read too."""

    def keys(self, query: Query) -> set[str]:
        """Every key that matches."""

    def size(self) -> int:
        """Bytes on disk, stored text included."""

    def close(self) -> None:
        """Leave nothing behind."""


def _fields(document: Document) -> tuple[str, str, str]:
    number = " ".join(text.tokens(code) for code in document.codes)
    return text.tokens(document.title), number, text.tokens(document.body)


class Ours:
    """The platform's own engine."""

    name = "tantivy (ours)"

    def __init__(self, folder: Path, threads: int = 1) -> None:
        self.place = Place(folder)
        live = self.place.fresh()
        create(live)
        self.place.publish(live)
        self.engine = TantivyEngine(self.place, threads=threads)

    def build(self, documents: Iterable[Document]) -> None:
        """As ``quanheng reindex`` does."""
        chunk: list[Document] = []
        for document in documents:
            chunk.append(document)
            if len(chunk) == CHUNK:
                self.engine.add_new(chunk)
                chunk = []
        self.engine.apply(Batch(chunk), Cursor())
        self.engine.close()

    def ask(self, query: Query) -> tuple[int, list[str]]:
        """As the search page does, without facets: the rivals count none."""
        results = self.engine.search(Request(query, facets=(), size=10))
        return results.total, [hit.document.key for hit in results.hits]

    def keys(self, query: Query) -> set[str]:
        """One page of everything."""
        total = self.engine.search(Request(query, facets=(), size=1)).total
        return {hit.document.key for hit in self.engine.search(Request(query, facets=(), size=max(total, 1))).hits}

    def size(self) -> int:
        """All files."""
        return self.engine.status().size

    def close(self) -> None:
        """Nothing to do: the folder is temporary."""


def _quoted(tokens: list[str], *, prefix: bool) -> str:
    return '"' + " ".join(token.replace('"', '""') for token in tokens) + '"' + (" *" if prefix else "")


def fts_match(query: Query) -> str:
    """The query in the language of FTS5."""
    return " AND ".join(f"({_fts_term(term)})" for term in query.terms)


def _fts_term(term: Term) -> str:
    found, open_end = phrase_tokens(term.pieces)
    ways = [_quoted(found, prefix=open_end)]
    if term.code and term.prefix:
        ways.append("number : " + _quoted(found, prefix=True))
    return " OR ".join(f"({way})" for way in ways)


class SQLiteFTS5:
    """FTS5 without its own copy of the text, beside a table that has it."""

    name = "SQLite FTS5"

    def __init__(self, folder: Path) -> None:
        self.path = folder / "fts.sqlite3"
        self.connection = sqlite3.connect(self.path)
        self.connection.execute("PRAGMA journal_mode=WAL")
        self.connection.execute("CREATE TABLE doc (id INTEGER PRIMARY KEY, key TEXT, title TEXT, body TEXT)")
        self.connection.execute(
            "CREATE VIRTUAL TABLE fts USING fts5(title, number, body, content='', "
            "tokenize=\"unicode61 remove_diacritics 0 categories 'L* M* N* S* P*'\")"
        )

    def build(self, documents: Iterable[Document]) -> None:
        """One transaction, then one optimised segment."""
        for at, document in enumerate(documents):
            row = (at, document.key, document.title, document.body)
            self.connection.execute("INSERT INTO doc VALUES (?, ?, ?, ?)", row)
            self.connection.execute(
                "INSERT INTO fts (rowid, title, number, body) VALUES (?, ?, ?, ?)", (at, *_fields(document))
            )
        self.connection.execute("INSERT INTO fts (fts) VALUES ('optimize')")
        self.connection.commit()
        self.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def ask(self, query: Query) -> tuple[int, list[str]]:
        """Two statements."""
        match = fts_match(query)
        count = self.connection.execute("SELECT count(*) FROM fts WHERE fts MATCH ?", (match,)).fetchone()[0]
        rows = self.connection.execute(
            "SELECT doc.key, doc.title, doc.body FROM (SELECT rowid FROM fts WHERE fts MATCH ? ORDER BY rank LIMIT 10) "
            "AS best JOIN doc ON doc.id = best.rowid",
            (match,),
        ).fetchall()
        return count, [row[0] for row in rows]

    def keys(self, query: Query) -> set[str]:
        """All."""
        rows = self.connection.execute(
            "SELECT doc.key FROM fts JOIN doc ON doc.id = fts.rowid WHERE fts MATCH ?", (fts_match(query),)
        )
        return {row[0] for row in rows}

    def size(self) -> int:
        """The file."""
        return self.path.stat().st_size

    def close(self) -> None:
        """Close."""
        self.connection.close()


def _lexeme(token: str) -> str:
    return "'" + token.replace("\\", "\\\\").replace("'", "''") + "'"


def vector(document: Document) -> str:
    """The tokens as a ``tsvector`` literal: no parser of PostgreSQL touches them. Numbers carry the label A."""
    places: dict[str, list[str]] = {}
    at = 1
    for field, label in zip(_fields(document), ("", "A", ""), strict=True):
        for token in field.split():
            places.setdefault(token, []).append(f"{at}{label}")
            at += 1
        at += FIELD_GAP
    return " ".join(f"{_lexeme(token)}:{','.join(where)}" for token, where in places.items())


def tsquery(query: Query) -> str:
    """The query as a ``tsquery`` literal."""
    return " & ".join(f"({_ts_term(term)})" for term in query.terms)


def _ts_phrase(tokens: list[str], *, prefix: bool, label: str = "") -> str:
    made = [_lexeme(token) + (f":{label}" if label else "") for token in tokens]
    if prefix:
        made[-1] = f"{_lexeme(tokens[-1])}:*{label}"
    return " <-> ".join(made)


def _ts_term(term: Term) -> str:
    found, open_end = phrase_tokens(term.pieces)
    ways = [_ts_phrase(found, prefix=open_end)]
    if term.code and term.prefix:
        ways.append(_ts_phrase(found, prefix=True, label="A"))
    return " | ".join(f"({way})" for way in ways)


class PostgreSQLGIN:
    """A GIN index over ``tsvector`` in a database of its own."""

    name = "PostgreSQL GIN"

    def __init__(self, url: str) -> None:
        import psycopg

        self.database = f"quanheng_bench_{uuid.uuid4().hex[:10]}"
        self.server: Any = psycopg.connect(url, autocommit=True)
        self.server.execute(f'CREATE DATABASE "{self.database}"')
        self.connection: Any = psycopg.connect(url, dbname=self.database, autocommit=True)
        self.connection.execute(
            "CREATE TABLE doc (id int PRIMARY KEY, key text, title text, body text, vector tsvector)"
        )

    def build(self, documents: Iterable[Document]) -> None:
        """COPY, then the index."""
        with self.connection.cursor().copy("COPY doc FROM STDIN") as copy:
            for at, document in enumerate(documents):
                copy.write_row((at, document.key, document.title, document.body, vector(document)))
        self.connection.execute("CREATE INDEX ON doc USING gin (vector)")
        self.connection.execute("VACUUM ANALYZE doc")

    def ask(self, query: Query) -> tuple[int, list[str]]:
        """Two statements."""
        wanted = tsquery(query)
        count = self.connection.execute("SELECT count(*) FROM doc WHERE vector @@ %s::tsquery", (wanted,)).fetchone()[0]
        rows = self.connection.execute(
            "SELECT key, title, body FROM doc WHERE vector @@ %s::tsquery "
            "ORDER BY ts_rank(vector, %s::tsquery) DESC, id LIMIT 10",
            (wanted, wanted),
        ).fetchall()
        return count, [row[0] for row in rows]

    def keys(self, query: Query) -> set[str]:
        """All."""
        rows = self.connection.execute("SELECT key FROM doc WHERE vector @@ %s::tsquery", (tsquery(query),))
        return {row[0] for row in rows}

    def size(self) -> int:
        """Table, index and TOAST."""
        return int(self.connection.execute("SELECT pg_total_relation_size('doc')").fetchone()[0])

    def close(self) -> None:
        """Drop the database."""
        self.connection.close()
        self.server.execute(f'DROP DATABASE "{self.database}" WITH (FORCE)')
        self.server.close()
