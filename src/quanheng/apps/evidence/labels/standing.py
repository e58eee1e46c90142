"""What is on record of one label, for whoever holds it: its number or its signed bytes. Not for lists."""

from dataclasses import dataclass

from quanheng.apps.evidence.labels.seals import ISSUED
from quanheng.apps.evidence.log.reading import index_of
from quanheng.apps.evidence.models import Relation, Seal
from quanheng.apps.evidence.models.labels import Label, LabelEnd
from quanheng.core.trust.labels.numbers import number_of
from quanheng.core.trust.labels.verdict import Standing


@dataclass(frozen=True, slots=True)
class OnRecord:
    """One label as the record and the log have it. ``index`` is ``None`` while its entry waits for a number."""

    label: Label
    standing: Standing
    end: LabelEnd | None
    index: int | None


def of_bytes(raw: bytes) -> OnRecord | None:
    """The label with these signed bytes; ``None`` when there is none on record."""
    found = of_number(number_of(raw))
    return found if found and bytes(found.label.token) == raw else None


def of_number(number: str) -> OnRecord | None:
    """The label with this number. An end counts when record or log tell of it: taking away one is not enough."""
    named = ("key", "ended", "ended__successor")
    label: Label | None = Label.objects.select_related(*named).filter(number=number).first()
    if label is None:
        return None
    end: LabelEnd | None = getattr(label, "ended", None)
    seal = Seal.objects.filter(kind=ISSUED, subject_kind="label", subject_key=number, relation="").first()
    if seal is None:
        return OnRecord(label, Standing.NOT_ON_RECORD, end, None)
    said = set(seal.later.values_list("relation", flat=True))
    return OnRecord(label, _standing(end, said), end, index_of(bytes(seal.leaf)))


def _standing(end: LabelEnd | None, said: set[str]) -> Standing:
    if Relation.REVOKES in said or (end and end.successor is None):
        return Standing.REVOKED
    return Standing.REPLACED if Relation.REPLACES in said or end else Standing.STANDS


def seal_of(label: Label) -> Seal:
    """The seal with which ``label`` was issued."""
    found: Seal = Seal.objects.get(kind=ISSUED, subject_kind="label", subject_key=label.number, relation="")
    return found
