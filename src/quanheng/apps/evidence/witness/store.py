"""Where a witness keeps the latest checkpoint of each log: SQLite, compared and stored in one step, on the disk."""

import threading
from pathlib import Path
from typing import Any

from quanheng.core.trust.notes import Note
from quanheng.core.trust.tree_head import Checkpoint
from quanheng.core.trust.witness import Kept

SCHEMA = "CREATE TABLE IF NOT EXISTS kept (origin TEXT PRIMARY KEY, note BLOB NOT NULL, at INTEGER NOT NULL) STRICT"


class SQLiteStore:
    """One file. Each call has a connection of its own: requests come from several threads, and two processes on one
    file exclude each other as two threads do.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._local = threading.local()
        self._connection().execute(SCHEMA)

    def _connection(self) -> Any:
        found = getattr(self._local, "connection", None)
        if found is None:
            import sqlite3

            found = self._local.connection = sqlite3.connect(self._path, isolation_level=None, timeout=10)
            found.execute("PRAGMA journal_mode = WAL")
            found.execute("PRAGMA synchronous = FULL")
        return found

    def latest(self, origin: str) -> Kept | None:
        """What is kept of a log."""
        row = self._connection().execute("SELECT note, at FROM kept WHERE origin = ?", [origin]).fetchone()
        return Kept(Checkpoint.parse(Note.parse(row[0]).text), row[0], row[1]) if row else None

    def replace(self, origin: str, old: Kept | None, new: Kept) -> bool:
        """Keep ``new`` unless something else than ``old`` is kept by now."""
        connection = self._connection()
        if old is None:
            statement = "INSERT INTO kept (origin, note, at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
            return bool(connection.execute(statement, [origin, new.note, new.at]).rowcount)
        statement = "UPDATE kept SET note = ?, at = ? WHERE origin = ? AND note = ?"
        return bool(connection.execute(statement, [new.note, new.at, origin, old.note]).rowcount)
