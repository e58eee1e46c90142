"""What differs between SQLite and PostgreSQL, side by side, so that nothing else has to know."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


class DialectSQL(migrations.operations.base.Operation):
    """Run the SQL written for the connected database; the other dialect stands beside it."""

    reversible = True
    reduces_to_sql = True

    def __init__(
        self, *, sqlite: list[str], postgresql: list[str], undo_sqlite: list[str], undo_postgresql: list[str]
    ) -> None:
        self.sqlite = sqlite
        self.postgresql = postgresql
        self.undo_sqlite = undo_sqlite
        self.undo_postgresql = undo_postgresql

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Nothing changes in Django's model state."""

    def _run(self, editor: BaseDatabaseSchemaEditor, statements: dict[str, list[str]]) -> None:
        for statement in statements[editor.connection.vendor]:
            editor.execute(statement, params=None)

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Apply."""
        self._run(schema_editor, {"sqlite": self.sqlite, "postgresql": self.postgresql})

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Undo."""
        self._run(schema_editor, {"sqlite": self.undo_sqlite, "postgresql": self.undo_postgresql})

    def describe(self) -> str:
        """Shown by ``migrate --plan``."""
        return "SQL for SQLite and PostgreSQL"


def append_only(table: str) -> DialectSQL:
    """A trigger that refuses UPDATE and DELETE on ``table``, on both databases."""
    message = f"{table} is append-only"
    return DialectSQL(
        sqlite=[
            f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
            for verb in ("UPDATE", "DELETE")
        ],
        undo_sqlite=[f"DROP TRIGGER {table}_no_{verb}" for verb in ("update", "delete")],
        postgresql=[
            f"CREATE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation'; END $$",
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {table}_refuse()",
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_refuse()",
        ],
        undo_postgresql=[
            f"DROP TRIGGER {table}_no_truncate ON {table}",
            f"DROP TRIGGER {table}_append_only ON {table}",
            f"DROP FUNCTION {table}_refuse()",
        ],
    )


def only_growing(table: str, column: str, *, keys: tuple[str, ...]) -> DialectSQL:
    """A trigger that refuses DELETE on ``table``, and every UPDATE but one that adds bytes to the end of ``column``."""
    message = f"{table} only grows"
    other_keys = " OR ".join(f'NEW."{key}" <> OLD."{key}"' for key in keys)
    return DialectSQL(
        sqlite=[
            f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} BEGIN SELECT RAISE(ABORT, '{message}'); END",
            f"CREATE TRIGGER {table}_only_growing BEFORE UPDATE ON {table} "
            f"WHEN {other_keys} OR substr(NEW.{column}, 1, length(OLD.{column})) <> OLD.{column} "
            f"BEGIN SELECT RAISE(ABORT, '{message}'); END",
        ],
        undo_sqlite=[f"DROP TRIGGER {table}_no_delete", f"DROP TRIGGER {table}_only_growing"],
        postgresql=[
            f"CREATE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation'; END $$",
            f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION {table}_refuse()",
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_refuse()",
            f"CREATE TRIGGER {table}_only_growing BEFORE UPDATE ON {table} FOR EACH ROW "
            f"WHEN ({other_keys} OR substring(NEW.{column} FROM 1 FOR octet_length(OLD.{column})) <> OLD.{column}) "
            f"EXECUTE FUNCTION {table}_refuse()",
        ],
        undo_postgresql=[
            f"DROP TRIGGER {table}_only_growing ON {table}",
            f"DROP TRIGGER {table}_no_truncate ON {table}",
            f"DROP TRIGGER {table}_no_delete ON {table}",
            f"DROP FUNCTION {table}_refuse()",
        ],
    )


def settled_transactions(connection: Any) -> int | None:
    """Database transactions numbered below the answer have ended. ``None`` on SQLite: one writer at a time."""
    if connection.vendor != "postgresql":
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
        return int(cursor.fetchone()[0])


def lock_row(connection: Any, table: str, key: int) -> None:
    """Hold one row until the transaction ends. On SQLite the transaction itself holds the database (IMMEDIATE)."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT 1 FROM {table} WHERE id = %s FOR UPDATE", [key])  # noqa: S608  a table of ours


def insert_many(connection: Any, table: str, columns: dict[str, str], rows: Iterable[Sequence[Any]]) -> None:
    """Put many rows into a table by the shortest way; ``columns`` gives the PostgreSQL type of each."""
    names = ", ".join(f'"{name}"' for name in columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN (FORMAT BINARY)") as copy:
                copy.set_types(list(columns.values()))
                for row in rows:
                    copy.write_row(row)
        else:
            places = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({places})", list(rows))  # noqa: S608


def keep_commits_through_power_failure(connection: Any) -> None:
    """From now on a commit of this connection is on the disk when it returns, and all earlier ones with it. Ask for it
    outside transactions: SQLite cannot change in the middle of one.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET synchronous_commit = on")
        elif not connection.in_atomic_block:
            cursor.execute("PRAGMA synchronous = FULL")


def hold_for_this_session(connection: Any, number: int) -> bool:
    """Whether no other session of the database holds ``number``; it is held until the connection closes. Always true
    on SQLite, whose processes are on one machine and can lock a file.
    """
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [number])
        return bool(cursor.fetchone()[0])
