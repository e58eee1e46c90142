"""What is sealed of a round and of a comparison: canonical records, whole nanoseconds as text."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from quanheng.apps.evidence.timekeeping.asking import Answered
from quanheng.core.timekeeping.agreement import Agreement
from quanheng.core.trust.canonical import canonical


def round_record(at: datetime, answers: Sequence[Answered], agreed: Agreement | None) -> bytes:
    """One round."""
    record: dict[str, Any] = {"at": _moment(at), "readings": [_reading(one, agreed) for one in answers], "v": 1}
    if agreed:
        record |= {"offset_ns": str(agreed.offset), "bound_ns": str(agreed.bound)}
    return canonical(record)


def _reading(one: Answered, agreed: Agreement | None) -> dict[str, Any]:
    told: dict[str, Any] = {"source": one.source, "address": one.address}
    if one.reading is None:
        return told | {"fault": one.fault}
    said = one.reading
    return told | {
        "agrees": agreed is not None and one.source in agreed.within,
        "bound_ns": str(said.bound),
        "delay_ns": str(said.delay),
        "leap": said.leap,
        "offset_ns": str(said.offset),
        "reference": said.reference,
        "stratum": said.stratum,
    }


def comparison_record(facts: dict[str, Any]) -> bytes:
    """One comparison: the facts as they are on record."""
    told = {name: _moment(value) if isinstance(value, datetime) else str(value) for name, value in facts.items()}
    return canonical(told | {"v": 1})


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
