"""What can be asked of the events. One SQL query each."""

from collections.abc import Sequence

from django.db.models import Q

from quanheng.apps.evidence.lines import Line, line_of
from quanheng.apps.evidence.models import Entry, Event, Opening, Seal
from quanheng.kernel.actor import ANONYMOUS, Actor
from quanheng.kernel.records import ScopedQuerySet
from quanheng.kernel.subjects import Subject

MOST = 20
"""Seals shown for one question."""


def events(actor: Actor) -> ScopedQuerySet:
    """Every event ``actor`` may read, as rows."""
    return Event.objects.visible_to(actor)


def public_events() -> ScopedQuerySet:
    """Every event everybody may read, whoever asks."""
    return Event.objects.visible_to(ANONYMOUS)


def about(subject_kind: str, keys: Sequence[str], actor: Actor) -> ScopedQuerySet:
    """Every event about these records that ``actor`` may read, as rows."""
    return events(actor).filter(subject_kind=subject_kind, subject_key__in=list(keys))


def history(subject: Subject, *, actor: Actor, limit: int = 50) -> list[Line]:
    """What happened to ``subject``, the latest first, in words, as far as ``actor`` may know."""
    rows = about(subject.kind, [subject.key], actor).order_by("-id")[:limit]
    return [line_of(event, actor) for event in rows]


def histories(subject_kind: str, keys: Sequence[str], *, actor: Actor, limit: int) -> list[Line]:
    """The same for several records at once, such as the editions of a specification."""
    return [line_of(event, actor) for event in about(subject_kind, keys, actor).order_by("-id")[:limit]]


def own_acts(actor: Actor, *, limit: int) -> list[Line]:
    """What ``actor`` did, the latest first; signing in and switching offices left out."""
    rows = events(actor).filter(actor=actor.label).exclude(subject_kind="account").order_by("-id")[:limit]
    return [line_of(event, actor) for event in rows]


def recent_public(*, limit: int, before: int | None = None, kind: str = "", subject_kind: str = "") -> list[Line]:
    """The latest public events, older than event number ``before``, of one kind where ``kind`` is given."""
    rows = public_events().order_by("-id")
    if before is not None:
        rows = rows.filter(id__lt=before)
    if kind:
        rows = rows.filter(kind=kind)
    if subject_kind:
        rows = rows.filter(subject_kind=subject_kind)
    return [line_of(event, ANONYMOUS) for event in rows[:limit]]


def recent_events(actor: Actor, *, limit: int) -> list[Line]:
    """The latest events ``actor`` may read."""
    return [line_of(event, actor) for event in events(actor).order_by("-id")[:limit]]


def count_public(actor: Actor = ANONYMOUS) -> int:
    """How many public events there are."""
    return int(events(actor).filter(public=True).count())


def entries(actor: Actor) -> ScopedQuerySet:
    """The entries of the log, as rows."""
    return Entry.objects.visible_to(actor)


def seals_of(subject: Subject, *, actor: Actor) -> list[Seal]:
    """What was sealed of ``subject``, the latest first."""
    rows = Seal.objects.visible_to(actor).filter(subject_kind=subject.kind, subject_key=subject.key)
    return list(rows.order_by("-id"))


def seal_at(index: int, actor: Actor) -> Seal | None:
    """The seal whose entry has this number."""
    leaf = Entry.objects.visible_to(actor).filter(index=index).values("leaf")
    found: Seal | None = Seal.objects.visible_to(actor).filter(leaf__in=leaf).first()
    return found


def seals_with(digest: str, actor: Actor) -> list[Seal]:
    """What was sealed with this SHA-256 or SM3 (hex), the latest first; private ones only for those who may read."""
    rows = Seal.objects.visible_to(actor)
    opened = Opening.objects.visible_to(actor).filter(Q(sha256=digest) | Q(sm3=digest)).values("leaf")
    return list(rows.filter(Q(sha256=digest) | Q(sm3=digest) | Q(leaf__in=opened)).order_by("-id")[:MOST])


def seals_named(text: str, actor: Actor) -> list[Seal]:
    """What was sealed of records with this key, the latest first."""
    return list(Seal.objects.visible_to(actor).filter(subject_key__iexact=text).order_by("-id")[:MOST])
