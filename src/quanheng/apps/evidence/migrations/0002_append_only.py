"""The database itself refuses to change or delete an event."""

from django.db import migrations

from quanheng.kernel.dialects import append_only


class Migration(migrations.Migration):
    """Triggers on both databases."""

    dependencies = [("evidence", "0001_initial")]
    operations = [append_only("evidence_event")]
