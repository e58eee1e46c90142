"""load_international: the catalogues of international documents, with every status their sources claim."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from quanheng.apps.evidence.public import record_many
from quanheng.apps.specifications.events import InternationalCorrected, InternationalRecorded
from quanheng.apps.specifications.loading.files import Catalogue
from quanheng.apps.specifications.loading.records import InternationalRecord
from quanheng.apps.specifications.models import InternationalDocument, StatusClaim
from quanheng.apps.specifications.policies import may_load
from quanheng.apps.specifications.rules.addresses import address
from quanheng.kernel.actor import Actor
from quanheng.kernel.errors import BadInput, Fault
from quanheng.kernel.search.outbox import touch
from quanheng.kernel.subjects import Subject

SAID = (
    *("body", "organ", "family", "kind", "title_en", "title_fr", "languages", "date", "edition"),
    *("quantity", "instrument", "relations", "doi", "url"),
)
COLUMNS = (*SAID, "year", "claimed", "confidence", "source")
AT_ONCE = 500

Item = tuple[Catalogue, InternationalRecord, str]


def load_international(*, catalogues: Sequence[Catalogue], actor: Actor, now: datetime) -> dict[str, int]:
    """Record what is new and correct what differs, one event for each document; what was loaded before is passed by.

    Returns how many documents were recorded and corrected.
    """
    may_load(actor).require()
    known = set(InternationalDocument.objects.values_list("number", flat=True))
    _check(catalogues, known)
    with transaction.atomic():
        loaded = dict(InternationalDocument.objects.values_list("number", "loaded_digest"))
        changed = [
            (catalogue, placed.record, digest)
            for catalogue in catalogues
            for placed in catalogue.records
            if loaded.get(placed.record.number) != (digest := _digest(catalogue, placed.record))
        ]
        made = _make([item for item in changed if item[1].number not in loaded], now)
        corrected = _correct([item for item in changed if item[1].number in loaded], now)
        _claims(changed)
        _languages([record for _catalogue, record, _digest in changed])
        events: list[tuple[Any, Subject]] = [
            (InternationalRecorded(d.number, d.title_en or d.title_fr), _subject(d.key)) for d in made
        ]
        events += [(InternationalCorrected(d.number, fields), _subject(d.key)) for d, fields in corrected]
        record_many(events, actor=actor, now=now)
        touch("international", [subject.key for _payload, subject in events])
    return {"recorded": len(made), "corrected": len(corrected)}


def _subject(key: str) -> Subject:
    return Subject("international", key)


def _digest(catalogue: Catalogue, record: InternationalRecord) -> str:
    """Of the record and what its catalogue says for all."""
    return record.model_copy(update={"url": f"{record.url} {catalogue.source} {catalogue.confidence}"}).digest()


def _check(catalogues: Sequence[Catalogue], known: Iterable[str]) -> None:
    """Every language version belongs to a document on record, and no two numbers share an address."""
    placed = [item for catalogue in catalogues for item in catalogue.records]
    numbers = {item.record.number for item in placed}
    faults = [
        Fault(item.where, _("字段 of：没有国际文件“%s”") % item.record.of, _("请核对编号。"))
        for item in placed
        if item.record.of and item.record.of not in numbers and item.record.of not in known
    ]
    at: dict[str, str] = {}
    for item in placed:
        other = at.setdefault(address(item.record.number), item.record.number)
        if other != item.record.number:
            what = _("与“%s”的地址相同") % other
            faults.append(Fault(item.where, what, _("请核对编号。")))
    if faults:
        raise BadInput(faults)


def _values(catalogue: Catalogue, record: InternationalRecord) -> dict[str, Any]:
    claims = {claim.status for claim in record.claims}
    conflict = InternationalDocument.Claimed.CONFLICT.value
    return {
        **{name: getattr(record, name) for name in SAID},
        "year": int(record.date[:4]) if record.date else None,
        "claimed": conflict if len(claims) > 1 else next(iter(claims), ""),
        "confidence": catalogue.confidence,
        "source": catalogue.source,
    }


def _make(items: list[Item], now: datetime) -> list[InternationalDocument]:
    return InternationalDocument.objects.bulk_create(
        [
            InternationalDocument(
                number=record.number,
                key=address(record.number),
                changed_at=now,
                loaded_digest=digest,
                **_values(catalogue, record),
            )
            for catalogue, record, digest in items
        ],
        batch_size=AT_ONCE,
    )


def _correct(items: list[Item], now: datetime) -> list[tuple[InternationalDocument, tuple[str, ...]]]:
    rows = InternationalDocument.objects.in_bulk([record.number for _c, record, _d in items], field_name="number")
    corrected = []
    for catalogue, record, digest in items:
        row, values = rows[record.number], _values(catalogue, record)
        fields = tuple(name for name, value in values.items() if getattr(row, name) != value)
        for name, value in (values | {"changed_at": now, "loaded_digest": digest}).items():
            setattr(row, name, value)
        corrected.append((row, fields or ("claims",)))
    InternationalDocument.objects.bulk_update(
        [row for row, _fields in corrected], [*COLUMNS, "changed_at", "loaded_digest"], batch_size=100
    )
    return corrected


def _claims(items: list[Item]) -> None:
    """The claims as the records have them. Two that differ both stay: that is the finding."""
    numbers = [record.number for _catalogue, record, _digest in items]
    ids = dict(InternationalDocument.objects.filter(number__in=numbers).values_list("number", "pk"))
    StatusClaim.objects.filter(document__in=ids.values()).delete()
    rows = [
        StatusClaim(
            document_id=ids[record.number],
            status=claim.status,
            row=claim.row,
            differs=claim.differs,
            source=catalogue.source,
        )
        for catalogue, record, _digest in items
        for claim in record.claims
    ]
    StatusClaim.objects.bulk_create(rows, batch_size=AT_ONCE)


def _languages(records: list[InternationalRecord]) -> None:
    """Tie each language version to the document it is a version of."""
    wanted = {record.number: record.of for record in records}
    numbers = {*wanted, *wanted.values()} - {""}
    ids = dict(InternationalDocument.objects.filter(number__in=numbers).values_list("number", "pk"))
    rows = [
        InternationalDocument(pk=ids[number], language_version_of_id=ids.get(of) if of else None)
        for number, of in wanted.items()
        if of
    ]
    InternationalDocument.objects.bulk_update(rows, ["language_version_of"], batch_size=AT_ONCE)
