"""A timestamp is kept as it came: the database itself refuses to change or delete it."""

from django.db import migrations

from quanheng.kernel.dialects import append_only


class Migration(migrations.Migration):
    """Triggers on both databases."""

    dependencies = [("evidence", "0009_timestamps")]
    operations = [append_only("evidence_timestamp")]
