"""What is said of labels and keys is said once: the database itself refuses to change or delete it."""

from django.db import migrations

from quanheng.kernel.dialects import append_only

SAID = ("labelkey", "labelkeyend", "issuerlist", "label", "labelend")


class Migration(migrations.Migration):
    """Triggers on both databases."""

    dependencies = [("evidence", "0007_labels")]
    operations = [append_only(f"evidence_{table}") for table in SAID]
