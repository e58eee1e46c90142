"""What hangs on an edition as the records say: what it replaces, its amendment sheets, its drafting units."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from quanheng.apps.people.public import ensure_organisation
from quanheng.apps.specifications.loading.records import EditionRecord
from quanheng.apps.specifications.models import Amendment, Edition, Replacement
from quanheng.apps.specifications.rules.numbers import edition_number
from quanheng.kernel.actor import Actor

LINK = ("partial", "doubtful", "note", "source")
SHEET = ("issued_on", "effective_on", "announcement", "note", "confidence", "source")


@dataclass
class EditionParts:
    """The parts of ``editions`` (by lookup). ``differing`` collects which editions they changed, by number.

    What was recorded by hand stays when the records do not mention it.
    """

    records: Sequence[EditionRecord]
    editions: dict[str, Any]
    actor: Actor
    now: datetime
    differing: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def write(self) -> None:
        """Bring all of them to what the records say."""
        self._replacements()
        self._amendments()
        self._drafting_units()

    def _row(self, record: EditionRecord) -> Any:
        return self.editions[edition_number(record.number).lookup]

    def _replacements(self) -> None:
        own = {self._row(record).pk: record for record in self.records}
        stored = {(r.successor_id, r.predecessor_id): r for r in Replacement.objects.filter(successor__in=own)}
        wanted: dict[tuple[int, int], dict[str, Any]] = {}
        for pk, record in own.items():
            for link in record.replaces:
                predecessor = self.editions[edition_number(link.number).lookup].pk
                wanted[pk, predecessor] = {
                    "partial": link.partial,
                    "doubtful": link.doubtful,
                    "note": link.note,
                    "source": link.source or record.source,
                }
        new = [
            Replacement(successor_id=ends[0], predecessor_id=ends[1], loaded=True, **values)
            for ends, values in wanted.items()
            if ends not in stored
        ]
        changed = _apply({ends: row for ends, row in stored.items() if ends in wanted}, wanted, LINK)
        gone = [row for ends, row in stored.items() if ends not in wanted and row.loaded]
        Replacement.objects.bulk_create(new)
        Replacement.objects.bulk_update(changed, LINK)
        Replacement.objects.filter(pk__in=[row.pk for row in gone]).delete()
        for row in (*new, *changed, *gone):
            self._differs(own[row.successor_id], "replaces")

    def _amendments(self) -> None:
        own = {self._row(record).pk: record for record in self.records}
        stored = {(a.edition_id, a.ordinal, a.year): a for a in Amendment.objects.filter(edition__in=own)}
        wanted: dict[tuple[int, int, int], dict[str, Any]] = {}
        for pk, record in own.items():
            for sheet in record.amendments:
                wanted[pk, sheet.ordinal, sheet.year] = {name: getattr(sheet, name) for name in SHEET}
        new = [self._sheet(own[name[0]], name, values) for name, values in wanted.items() if name not in stored]
        changed = _apply({name: row for name, row in stored.items() if name in wanted}, wanted, SHEET)
        for row in changed:
            row.changed_at = self.now
        gone = [row for name, row in stored.items() if name not in wanted and row.loaded]
        Amendment.objects.bulk_create(new)
        Amendment.objects.bulk_update(changed, [*SHEET, "changed_at"])
        Amendment.objects.filter(pk__in=[row.pk for row in gone]).delete()
        for row in (*new, *changed, *gone):
            self._differs(own[row.edition_id], "amendments")

    def _sheet(self, record: EditionRecord, name: tuple[int, int, int], values: dict[str, Any]) -> Amendment:
        edition, ordinal, year = name
        number = edition_number(record.number).sheet(ordinal, year)
        return Amendment(
            edition_id=edition,
            ordinal=ordinal,
            year=year,
            number=number.canonical,
            key=number.key,
            changed_at=self.now,
            loaded=True,
            **values,
        )

    def _drafting_units(self) -> None:
        own = {self._row(record).pk: record for record in self.records}
        known: dict[str, int] = {}
        stored = Edition.objects.prefetch_related("drafting_units").in_bulk(own)
        for pk, record in own.items():
            units = [self._unit(unit.name, unit.kind, record, known) for unit in record.drafting_units]
            edition = stored[pk]
            if {unit.pk for unit in edition.drafting_units.all()} != set(units):
                edition.drafting_units.set(units)
                self._differs(record, "drafting_units")

    def _unit(self, name: str, kind: str, record: EditionRecord, known: dict[str, int]) -> int:
        if name not in known:
            known[name] = ensure_organisation(
                name=name,
                kind=kind,
                source=record.source,
                confidence=record.confidence,
                actor=self.actor,
                now=self.now,
            ).pk
        return known[name]

    def _differs(self, record: EditionRecord, name: str) -> None:
        if name not in self.differing[record.number]:
            self.differing[record.number].append(name)


def _apply(stored: dict[Any, Any], wanted: dict[Any, dict[str, Any]], names: tuple[str, ...]) -> list[Any]:
    """Set what differs; returns the rows that did."""
    changed = []
    for name, row in stored.items():
        if any(getattr(row, column) != wanted[name][column] for column in names):
            for column in names:
                setattr(row, column, wanted[name][column])
            changed.append(row)
    return changed
