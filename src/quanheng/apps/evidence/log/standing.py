"""What the log itself tells of seals, to whoever asks: which entry is which, and what later entries end earlier ones.

Private ones too: that an entry was ended, and when, stands in the log for everybody. What is shown of a seal is decided
by :mod:`quanheng.apps.evidence.answers`.
"""

from collections.abc import Iterable

from quanheng.apps.evidence.models import Entry, Seal


def later_than(seals: Iterable[Seal]) -> dict[int, list[Seal]]:
    """The revocations and replacements of seals, by the number of the seal they are about: private ones too. That an
    entry was ended, and when, stands in the log for everybody, and whoever asks for an entry must learn it.
    """
    found: dict[int, list[Seal]] = {}
    rows = Seal.objects.filter(of__in=[seal.pk for seal in seals]).order_by("id")
    for later in rows:
        found.setdefault(later.of_id, []).append(later)
    return found


def earlier_than(seals: Iterable[Seal]) -> dict[int, Seal]:
    """What these seals revoke or replace, by the number of the seal that does."""
    of = {seal.pk: seal.of_id for seal in seals if seal.of_id}
    rows = Seal.objects.in_bulk(list(of.values()))
    return {pk: rows[earlier] for pk, earlier in of.items()}


def newest_of(seals: Iterable[Seal]) -> dict[int, Seal]:
    """The latest seal of the same kind and record, by the number of an earlier one; open seals only."""
    asked = {(one.kind, one.subject_kind, one.subject_key): one for one in seals if not (one.private or one.relation)}
    if not asked:
        return {}
    keys = [key for _, _, key in asked]
    rows = Seal.objects.filter(private=False, relation="", subject_key__in=keys).order_by("id")
    latest = {(row.kind, row.subject_kind, row.subject_key): row for row in rows}
    pairs = [(one, latest.get((one.kind, one.subject_kind, one.subject_key))) for one in seals]
    return {one.pk: row for one, row in pairs if row is not None and row.pk > one.pk and not one.relation}


def seal_of_leaf(leaf: bytes) -> Seal | None:
    """The seal whose entry has this leaf hash, a private one too: what is shown of it is :mod:`answers`' to decide."""
    found: Seal | None = Seal.objects.filter(leaf=leaf).first()
    return found


def seal_of_entry(entry: Entry) -> Seal | None:
    """The seal that an entry holds, a private one too."""
    return seal_of_leaf(bytes(entry.leaf))


def entry_at(index: int) -> Entry | None:
    """The entry with this number."""
    found: Entry | None = Entry.objects.filter(index=index).first()
    return found
