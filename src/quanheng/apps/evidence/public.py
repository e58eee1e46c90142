"""What other apps may use of evidence."""

from quanheng.apps.evidence.actions.record import record, record_many
from quanheng.apps.evidence.catalogue import event, from_json, kinds

__all__ = ["event", "from_json", "kinds", "record", "record_many"]
