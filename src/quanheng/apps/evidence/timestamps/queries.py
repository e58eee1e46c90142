"""What can be asked of timestamps."""

from django.db.models import QuerySet

from quanheng.apps.evidence.lines import Line, line_of
from quanheng.apps.evidence.models import Event, Timestamp
from quanheng.kernel.actor import Actor

REFUSED = "evidence.timestamp_refused"


def timestamps(actor: Actor) -> QuerySet[Timestamp]:
    """Every timestamp, with what it is about."""
    rows: QuerySet[Timestamp] = Timestamp.objects.visible_to(actor).select_related("checkpoint", "seal")
    return rows


def timestamp(actor: Actor, number: int) -> Timestamp | None:
    """The timestamp with this number."""
    return timestamps(actor).filter(pk=number).first()


def latest(actor: Actor) -> Timestamp | None:
    """The last one of a checkpoint."""
    return timestamps(actor).filter(checkpoint__isnull=False).first()


def failures(actor: Actor, *, limit: int) -> list[Line]:
    """The last times that none was had."""
    rows = Event.objects.visible_to(actor).filter(kind=REFUSED).order_by("-id")[:limit]
    return [line_of(event, actor) for event in rows]
