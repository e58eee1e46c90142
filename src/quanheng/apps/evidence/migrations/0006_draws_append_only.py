"""What is said in a draw is said once: the database itself refuses to change or delete it."""

from django.db import migrations

from quanheng.kernel.dialects import append_only

SAID = ("namelist", "commitment", "sealedplan", "reveal", "publicnumbers", "drawresult", "voidrecord", "drawsubstitution")


class Migration(migrations.Migration):
    """Triggers on both databases."""

    dependencies = [("evidence", "0005_draws")]
    operations = [append_only(f"evidence_{table}") for table in SAID]
