"""The tables of evidence."""

from quanheng.apps.evidence.models.event import Event
from quanheng.apps.evidence.models.event_batch import EventBatch, UnsealedEvent
from quanheng.apps.evidence.models.log import Checkpoint, Cosignature, Entry, LogState, Pending, Tile
from quanheng.apps.evidence.models.seal import Opening, Relation, Seal

__all__ = [
    "Checkpoint",
    "Cosignature",
    "Entry",
    "Event",
    "EventBatch",
    "LogState",
    "Opening",
    "Pending",
    "Relation",
    "Seal",
    "Tile",
    "UnsealedEvent",
]
