"""load_adoptions: what is known of the relation between editions and international documents."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from quanheng.apps.evidence.public import record_many
from quanheng.apps.specifications.events import AdoptionRecorded
from quanheng.apps.specifications.loading.reading import Placed
from quanheng.apps.specifications.loading.records import AdoptionRecord
from quanheng.apps.specifications.models import Adoption, Edition, InternationalDocument
from quanheng.apps.specifications.policies import may_load
from quanheng.kernel.actor import Actor
from quanheng.kernel.errors import BadInput, Fault
from quanheng.kernel.search.outbox import touch
from quanheng.kernel.subjects import Subject

SAME = ("document_id", "degree", "note", "confidence", "source")


def load_adoptions(*, records: Sequence[Placed[AdoptionRecord]], actor: Actor, now: datetime) -> int:
    """Record or correct each relation that differs, one event for each. Returns how many did.

    :class:`BadInput` names editions and documents that are not on record.
    """
    may_load(actor).require()
    with transaction.atomic():
        editions = Edition.objects.in_bulk([p.record.edition for p in records], field_name="number")
        cited = [p.record.document for p in records if p.record.document]
        documents = InternationalDocument.objects.in_bulk(cited, field_name="number")
        _check(records, set(editions), set(documents))
        known = {(a.edition_id, a.cited_as): a for a in Adoption.objects.filter(edition__number__in=editions)}
        changes = []
        for placed in records:
            said = placed.record
            edition, document = editions[said.edition], documents.get(said.document)
            row = known.get((edition.pk, said.cited_as)) or Adoption(edition=edition, cited_as=said.cited_as)
            values = (document.pk if document else None, said.degree, said.note, said.confidence, said.source)
            if row.pk and values == tuple(getattr(row, name) for name in SAME):
                continue
            for name, value in zip(SAME, values, strict=True):
                setattr(row, name, value)
            row.changed_at = now
            row.save()
            payload = AdoptionRecorded(said.edition, said.document or said.cited_as, said.degree)
            changes.append((payload, Subject("specification", edition.key)))
        record_many(changes, actor=actor, now=now)
        touch("specification", [subject.key for _payload, subject in changes])
    return len(changes)


def _check(records: Sequence[Placed[AdoptionRecord]], editions: set[str], documents: set[str]) -> None:
    faults = []
    for placed in records:
        where = f"{placed.where} {placed.record.edition}"
        if placed.record.edition not in editions:
            faults.append(Fault(where, _("没有这一版本"), _("请先登记该规范。")))
        if placed.record.document and placed.record.document not in documents:
            faults.append(Fault(where, _("没有国际文件“%s”") % placed.record.document, _("请核对编号。")))
    if faults:
        raise BadInput(faults)
