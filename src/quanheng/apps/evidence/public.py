"""What other apps may use of evidence. In templates: ``{% load evidence %}{% history subject %}``."""

from quanheng.apps.evidence.actions.record import record, record_many
from quanheng.apps.evidence.catalogue import event, from_json, kinds
from quanheng.apps.evidence.datasets import CHANGE_DATASET
from quanheng.apps.evidence.lines import Line
from quanheng.apps.evidence.queries import count_public, history, recent_events, recent_public

__all__ = [
    "CHANGE_DATASET",
    "Line",
    "count_public",
    "event",
    "from_json",
    "history",
    "kinds",
    "recent_events",
    "recent_public",
    "record",
    "record_many",
]
