"""PostgreSQL numbers rows before their transactions commit; the outbox also notes which transaction wrote a row."""

from django.db import migrations

from quanheng.kernel.dialects import DialectSQL


class Migration(migrations.Migration):
    """A trigger on PostgreSQL; SQLite has one writer and needs none."""

    dependencies = [("kernel", "0001_initial")]
    operations = [
        DialectSQL(
            sqlite=[],
            undo_sqlite=[],
            postgresql=[
                "CREATE FUNCTION kernel_searchoutbox_writer() RETURNS trigger LANGUAGE plpgsql AS "
                "$$ BEGIN NEW.written_by := pg_current_xact_id()::text::bigint; RETURN NEW; END $$",
                "CREATE TRIGGER kernel_searchoutbox_writer BEFORE INSERT ON kernel_searchoutbox "
                "FOR EACH ROW EXECUTE FUNCTION kernel_searchoutbox_writer()",
            ],
            undo_postgresql=[
                "DROP TRIGGER kernel_searchoutbox_writer ON kernel_searchoutbox",
                "DROP FUNCTION kernel_searchoutbox_writer()",
            ],
        )
    ]
