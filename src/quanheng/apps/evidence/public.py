"""What other apps may use of evidence. In templates: ``{% load evidence %}{% history subject %}``."""

from quanheng.apps.evidence.actions.record import record, record_many
from quanheng.apps.evidence.actions.seal import seal, seal_batch
from quanheng.apps.evidence.catalogue import event, from_json, kinds
from quanheng.apps.evidence.datasets import CHANGE_DATASET
from quanheng.apps.evidence.draws.queries import draws
from quanheng.apps.evidence.lines import Line
from quanheng.apps.evidence.models import Seal
from quanheng.apps.evidence.queries import count_public, history, own_acts, recent_events, recent_public
from quanheng.apps.evidence.seal_kinds import declare_seal_kind
from quanheng.core.trust.digests import Digest

__all__ = [
    "CHANGE_DATASET",
    "Digest",
    "Line",
    "Seal",
    "count_public",
    "declare_seal_kind",
    "draws",
    "event",
    "from_json",
    "history",
    "kinds",
    "own_acts",
    "recent_events",
    "recent_public",
    "record",
    "record_many",
    "seal",
    "seal_batch",
]
