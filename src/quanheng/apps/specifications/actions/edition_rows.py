"""Rows of works and editions as the records say: what is missing is made, what differs is changed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from quanheng.apps.committees.public import Committee, Field
from quanheng.apps.specifications.loading.reading import Placed
from quanheng.apps.specifications.loading.records import EditionRecord
from quanheng.apps.specifications.models import Edition, Issuer, Level, Work
from quanheng.apps.specifications.rules.kinds import presumed_kind
from quanheng.apps.specifications.rules.numbers import SpecificationNumber, edition_number
from quanheng.apps.specifications.rules.profile import rule
from quanheng.kernel.errors import BadInput, Fault

SAME = (
    "kind",
    "kind_presumed",
    "title",
    "title_en",
    "issued_on",
    "effective_on",
    "abolished_on",
    "seen_ended_on",
    "announcement",
    "field_id",
    "field_basis",
    "committee_id",
    "responsible",
    "claimed_status",
    "claimed_on",
    "confidence",
    "source",
    "note",
)


@dataclass
class EditionRows:
    """Works and editions of ``records`` (the ones that changed), and of what they cite as replaced.

    After :meth:`write`, ``made`` and ``corrected`` hold the editions by number, ``rows`` every edition concerned by
    lookup, and ``corrected`` the names of the fields that differed.
    """

    records: Sequence[Placed[EditionRecord]]
    now: datetime
    day: date
    rows: dict[str, Any] = field(default_factory=dict)
    made: list[Any] = field(default_factory=list)
    stubs: list[Any] = field(default_factory=list)
    corrected: dict[str, list[str]] = field(default_factory=dict)
    committees: dict[str, int] = field(default_factory=dict)

    def check(self) -> None:
        """Raise :class:`BadInput` with every issuer, field and committee that is not on record."""
        issuers = set(Issuer.objects.values_list("short", flat=True))
        fields = set(Field.objects.values_list("slug", flat=True))
        named = {placed.record.committee for placed in self.records} - {""}
        self.committees = dict(Committee.objects.filter(name__in=named).values_list("name", "pk"))
        faults = [
            Fault(f"{placed.where} {placed.record.number}", what, remedy)
            for placed in self.records
            for what, remedy in self._unknown(placed.record, issuers, fields)
        ]
        if faults:
            raise BadInput(faults)

    def _unknown(self, record: EditionRecord, issuers: set[str], fields: set[str]) -> Iterable[tuple[str, str]]:
        for text in (record.number, *(link.number for link in record.replaces)):
            issuer = edition_number(text).issuer
            if issuer and issuer not in issuers:
                yield _("发布主体“%s”不在词表中") % issuer, _("请在 issuers.yaml 中登记。")
        if record.field and record.field not in fields:
            yield _("字段 field：没有专业领域“%s”") % record.field, _("请使用已登记的专业领域代号。")
        if record.committee and record.committee not in self.committees:
            yield _("字段 committee：没有委员会“%s”") % record.committee, _("请先载入委员会，或核对名称。")

    def write(self) -> None:
        """Make or change the rows."""
        cited = {link.number for placed in self.records for link in placed.record.replaces}
        numbers = {text: edition_number(text) for text in {placed.record.number for placed in self.records} | cited}
        lookups = [number.lookup for number in numbers.values()]
        self.rows = {edition.lookup: edition for edition in Edition.objects.filter(lookup__in=lookups)}
        works = self._works(numbers.values())
        self._editions(numbers, works)
        self._cited(cited, numbers, works)

    def _works(self, numbers: Iterable[SpecificationNumber]) -> dict[str, int]:
        wanted = {number.work.lookup: number.work for number in numbers}
        known = dict(Work.objects.filter(lookup__in=wanted).values_list("lookup", "pk"))
        levels = dict(Issuer.objects.values_list("short", "level"))
        made = Work.objects.bulk_create(
            Work(
                key=work.key,
                designation=work.canonical,
                lookup=lookup,
                series=work.series,
                issuer_id=work.issuer or None,
                level=levels[work.issuer] if work.issuer else Level.NATIONAL,
                number=work.number,
                part=work.part,
            )
            for lookup, work in wanted.items()
            if lookup not in known
        )
        return known | {work.lookup: work.pk for work in made}

    def _editions(self, numbers: dict[str, SpecificationNumber], works: dict[str, int]) -> None:
        changed = []
        for placed in self.records:
            record, number = placed.record, numbers[placed.record.number]
            values = self._values(record, number)
            row = self.rows.get(number.lookup)
            if row is None:
                row = self._new(number, works, values)
                self.made.append(row)
                continue
            differing = [name for name in SAME if getattr(row, name) != values[name]]
            if differing:
                self.corrected[row.number] = [name.removesuffix("_id") for name in differing]
                row.changed_at = self.now
            for name, value in values.items():
                setattr(row, name, value)
            changed.append(row)
        self._insert(self.made)
        Edition.objects.bulk_update(changed, [*SAME, "loaded_digest", "changed_at"], batch_size=100)

    def _cited(self, cited: set[str], numbers: dict[str, SpecificationNumber], works: dict[str, int]) -> None:
        """What a record cites as replaced and nothing else knows enters the register as only cited."""
        by = {link.number: placed.record.number for placed in self.records for link in placed.record.replaces}
        for text in sorted(cited):
            number = numbers[text]
            if number.lookup not in self.rows:
                source = _("被 %s 作为被代替文件引用") % by[text]
                record = EditionRecord(number=text, confidence="C", source=source)
                values = self._values(record, number) | {"loaded_digest": ""}
                self.stubs.append(self._new(number, works, values))
        self._insert(self.stubs)

    def _insert(self, editions: list[Any]) -> None:
        for edition in Edition.objects.bulk_create(editions, batch_size=500):
            self.rows[edition.lookup] = edition

    def _new(self, number: SpecificationNumber, works: dict[str, int], values: dict[str, Any]) -> Edition:
        return Edition(
            work_id=works[number.work.lookup],
            key=number.key,
            number=number.canonical,
            lookup=number.lookup,
            year=number.year or 0,
            changed_at=self.now,
            **values,
        )

    def _values(self, record: EditionRecord, number: SpecificationNumber) -> dict[str, Any]:
        """The columns of one record; the kind by rule where the source does not say."""
        kind, presumed = record.kind, record.kind_presumed
        if not kind:
            presumed = True
            kind = presumed_kind(  # type: ignore[assignment]
                number,
                record.title,
                scheme_serials=rule("scheme_serials", self.day).value,
                kind_by_title=rule("kind_by_title", self.day).value,
            )
        return {
            "kind": kind,
            "kind_presumed": presumed,
            "title": record.title,
            "title_en": record.title_en,
            "issued_on": record.issued_on,
            "effective_on": record.effective_on,
            "abolished_on": record.abolished_on,
            "seen_ended_on": record.seen_ended_on,
            "announcement": record.announcement,
            "field_id": record.field or None,
            "field_basis": record.field_basis,
            "committee_id": self.committees.get(record.committee),
            "responsible": record.responsible,
            "claimed_status": record.claimed,
            "claimed_on": record.claimed_on,
            "confidence": record.confidence,
            "source": record.source,
            "note": record.note,
            "loaded_digest": record.digest(),
        }
