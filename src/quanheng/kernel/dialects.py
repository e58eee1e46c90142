"""What differs between SQLite and PostgreSQL, side by side, so that nothing else has to know."""

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


def settled_transactions(connection: Any) -> int | None:
    """Database transactions numbered below the answer have ended. ``None`` on SQLite: one writer at a time."""
    if connection.vendor != "postgresql":
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
        return int(cursor.fetchone()[0])
