"""The tables of evidence."""

from quanheng.apps.evidence.models.draws import (
    Commitment,
    Draw,
    DrawParty,
    DrawResult,
    DrawSubstitution,
    PublicNumbers,
    Reveal,
    SealedPlan,
    VoidRecord,
)
from quanheng.apps.evidence.models.event import Event
from quanheng.apps.evidence.models.event_batch import EventBatch, UnsealedEvent
from quanheng.apps.evidence.models.labels import IssuerList, Label, LabelEnd, LabelKey, LabelKeyEnd, LabelScans
from quanheng.apps.evidence.models.log import Checkpoint, Cosignature, Entry, LogState, Pending, Tile
from quanheng.apps.evidence.models.name_lists import ListEntry, NameList
from quanheng.apps.evidence.models.seal import Opening, Relation, Seal
from quanheng.apps.evidence.models.timekeeping import TimeComparison, TimeReading, TimeRound
from quanheng.apps.evidence.models.timestamps import Timestamp

__all__ = [
    "Checkpoint",
    "Commitment",
    "Cosignature",
    "Draw",
    "DrawParty",
    "DrawResult",
    "DrawSubstitution",
    "Entry",
    "Event",
    "EventBatch",
    "IssuerList",
    "Label",
    "LabelEnd",
    "LabelKey",
    "LabelKeyEnd",
    "LabelScans",
    "ListEntry",
    "LogState",
    "NameList",
    "Opening",
    "Pending",
    "PublicNumbers",
    "Relation",
    "Reveal",
    "Seal",
    "SealedPlan",
    "Tile",
    "TimeComparison",
    "TimeReading",
    "TimeRound",
    "Timestamp",
    "UnsealedEvent",
    "VoidRecord",
]
