"""load_editions: bring editions, what they replace, amendment sheets and drafting units to what the records say."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from quanheng.apps.evidence.public import record_many
from quanheng.apps.specifications.actions.edition_parts import EditionParts
from quanheng.apps.specifications.actions.edition_rows import EditionRows
from quanheng.apps.specifications.actions.refresh_spans import refresh_spans
from quanheng.apps.specifications.events import EditionCorrected, EditionRecorded
from quanheng.apps.specifications.loading.reading import Placed
from quanheng.apps.specifications.loading.records import EditionRecord
from quanheng.apps.specifications.models import Edition
from quanheng.apps.specifications.policies import may_record
from quanheng.apps.specifications.rules.numbers import edition_number
from quanheng.kernel.actor import Actor
from quanheng.kernel.clock import LEGAL_ZONE
from quanheng.kernel.search.outbox import touch
from quanheng.kernel.subjects import Subject


def load_editions(*, records: Sequence[Placed[EditionRecord]], actor: Actor, now: datetime) -> dict[str, int]:
    """Record what is new and correct what differs, one event for each edition; a record already loaded is passed by.

    Predecessors that nothing else knows enter the register as only cited (confidence C). Spans are computed in the
    same transaction. Returns how many editions were recorded, cited and corrected. :class:`BadInput` before anything
    changes, naming file, line, record and field.
    """
    may_record(actor, _numbers(records)).require()
    with transaction.atomic():
        changed = _changed(records)
        rows = EditionRows(changed, now, now.astimezone(LEGAL_ZONE).date())
        rows.check()
        rows.write()
        parts = EditionParts([placed.record for placed in changed], rows.rows, actor, now)
        parts.write()
        corrected = _corrected(rows, parts)
        written = [*rows.made, *rows.stubs, *(rows.rows[edition_number(number).lookup] for number in corrected)]
        moved = refresh_spans(day=rows.day, editions=[edition.pk for edition in written]) if written else []
        _tell(rows, corrected, actor, now)
        keys = set(Edition.objects.filter(pk__in=moved).values_list("key", flat=True))
        touch("specification", sorted(keys | {edition.key for edition in written}))
    return {"recorded": len(rows.made), "cited": len(rows.stubs), "corrected": len(corrected)}


def _numbers(records: Sequence[Placed[EditionRecord]]) -> list[str]:
    """Those recorded, and those they replace: both are changed by it."""
    said = [placed.record for placed in records]
    return [number for one in said for number in (one.number, *(link.number for link in one.replaces))]


def _changed(records: Sequence[Placed[EditionRecord]]) -> list[Placed[EditionRecord]]:
    """The records whose digest is not the one last loaded."""
    numbers = [placed.record.number for placed in records]
    loaded = dict(Edition.objects.filter(number__in=numbers).values_list("number", "loaded_digest"))
    return [placed for placed in records if loaded.get(placed.record.number) != placed.record.digest()]


def _corrected(rows: EditionRows, parts: EditionParts) -> dict[str, list[str]]:
    """The fields that changed on editions that were on record before, by number."""
    new = {edition.number for edition in rows.made}
    numbers = [n for n in {**rows.corrected, **parts.differing} if n not in new]
    corrected = {n: [*rows.corrected.get(n, []), *parts.differing.get(n, [])] for n in numbers}
    only_parts = [rows.rows[edition_number(n).lookup].pk for n in corrected if n not in rows.corrected]
    Edition.objects.filter(pk__in=only_parts).update(changed_at=rows.now)
    return corrected


def _tell(rows: EditionRows, corrected: dict[str, list[str]], actor: Actor, now: datetime) -> None:
    """One event for each edition that entered the register or changed."""
    said = {placed.record.number: placed.record for placed in rows.records}
    changes: list[tuple[Any, Subject]] = []
    for edition in (*rows.made, *rows.stubs):
        record = said.get(edition.number)
        replaces = tuple(link.number for link in record.replaces) if record else ()
        sheets = tuple(f"XG{sheet.ordinal}-{sheet.year}" for sheet in record.amendments) if record else ()
        doubtful = tuple(link.number for link in record.replaces if link.doubtful) if record else ()
        payload = EditionRecorded(edition.number, edition.title, replaces, sheets, doubtful)
        changes.append((payload, Subject("specification", edition.key)))
    for number, fields in corrected.items():
        key = rows.rows[edition_number(number).lookup].key
        changes.append((EditionCorrected(number, tuple(fields)), Subject("specification", key)))
    record_many(changes, actor=actor, now=now)
