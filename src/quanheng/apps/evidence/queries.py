"""What can be asked of the events. One SQL query each."""

from quanheng.apps.evidence.lines import Line, line_of
from quanheng.apps.evidence.models import Event
from quanheng.kernel.actor import ANONYMOUS, Actor
from quanheng.kernel.records import ScopedQuerySet
from quanheng.kernel.subjects import Subject


def events(actor: Actor) -> ScopedQuerySet:
    """Every event ``actor`` may read, as rows."""
    return Event.objects.visible_to(actor)


def public_events() -> ScopedQuerySet:
    """Every event everybody may read, whoever asks."""
    return Event.objects.visible_to(ANONYMOUS)


def history(subject: Subject, *, actor: Actor, limit: int = 50) -> list[Line]:
    """What happened to ``subject``, the latest first, in words, as far as ``actor`` may know."""
    rows = events(actor).filter(subject_kind=subject.kind, subject_key=subject.key).order_by("-id")[:limit]
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
