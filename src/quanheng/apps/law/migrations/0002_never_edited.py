"""The database itself refuses to edit an article: a correction puts a new row in its place and says so in an event."""

from django.db import migrations

from quanheng.kernel.dialects import DialectSQL

MESSAGE = "law_article is never edited"


class Migration(migrations.Migration):
    """A trigger on both databases."""

    dependencies = [("law", "0001_initial")]
    operations = [
        DialectSQL(
            sqlite=[
                "CREATE TRIGGER law_article_no_update BEFORE UPDATE ON law_article "
                f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
            ],
            undo_sqlite=["DROP TRIGGER law_article_no_update"],
            postgresql=[
                "CREATE FUNCTION law_article_refuse() RETURNS trigger LANGUAGE plpgsql AS "
                f"$$ BEGIN RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation'; END $$",
                "CREATE TRIGGER law_article_no_update BEFORE UPDATE ON law_article "
                "FOR EACH ROW EXECUTE FUNCTION law_article_refuse()",
            ],
            undo_postgresql=[
                "DROP TRIGGER law_article_no_update ON law_article",
                "DROP FUNCTION law_article_refuse()",
            ],
        )
    ]
