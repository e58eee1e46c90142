"""The database itself keeps the log: what is append-only, what may only grow, and that no event goes unsealed."""

from django.db import migrations

from quanheng.kernel.dialects import DialectSQL, append_only, only_growing

QUEUE = "INSERT INTO evidence_unsealedevent (event) VALUES (NEW.id)"

queue_new_events = DialectSQL(
    sqlite=[f"CREATE TRIGGER evidence_event_unsealed AFTER INSERT ON evidence_event BEGIN {QUEUE}; END"],
    undo_sqlite=["DROP TRIGGER evidence_event_unsealed"],
    postgresql=[
        "CREATE FUNCTION evidence_event_unsealed() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN {QUEUE}; RETURN NULL; END $$",
        "CREATE TRIGGER evidence_event_unsealed AFTER INSERT ON evidence_event "
        "FOR EACH ROW EXECUTE FUNCTION evidence_event_unsealed()",
    ],
    undo_postgresql=[
        "DROP TRIGGER evidence_event_unsealed ON evidence_event",
        "DROP FUNCTION evidence_event_unsealed()",
    ],
)

queue_old_events = migrations.RunSQL(
    "INSERT INTO evidence_unsealedevent (event) SELECT id FROM evidence_event", migrations.RunSQL.noop
)


class Migration(migrations.Migration):
    """Triggers on both databases."""

    dependencies = [("evidence", "0003_log_and_seals")]
    operations = [
        append_only("evidence_seal"),
        append_only("evidence_entry"),
        append_only("evidence_checkpoint"),
        append_only("evidence_cosignature"),
        append_only("evidence_eventbatch"),
        only_growing("evidence_tile", "data", keys=("id", "level", "index")),
        queue_old_events,
        queue_new_events,
    ]
