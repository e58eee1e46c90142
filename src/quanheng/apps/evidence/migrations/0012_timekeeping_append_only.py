"""What was measured of the clock is never changed: the database itself refuses it."""

from django.db import migrations

from quanheng.kernel.dialects import append_only

SAID = ("timeround", "timereading", "timecomparison")


class Migration(migrations.Migration):
    """Triggers on both databases."""

    dependencies = [("evidence", "0011_timekeeping")]
    operations = [append_only(f"evidence_{table}") for table in SAID]
