"""Editions with the status that holds on a day."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, FilteredRelation

from quanheng.apps.specifications.models import Edition, EditionSpan
from quanheng.apps.specifications.words import status_label
from quanheng.core.validity import Status
from quanheng.kernel.actor import Actor
from quanheng.kernel.records import ScopedQuerySet
from quanheng.kernel.spans import holding_on

IN_USE = (Status.IN_FORCE.value, Status.PARTLY_REPLACED.value)
CHANGES = (Status.IN_FORCE.value, Status.PARTLY_REPLACED.value, Status.REPLACED.value, Status.ABOLISHED.value)


@dataclass(frozen=True, slots=True)
class StatusView:
    """A status as shown: value for the badge, Chinese label, whether presumed, and since and until when it holds."""

    status: str
    label: Any
    presumed: bool
    start: date | None
    end: date | None


@dataclass(frozen=True, slots=True)
class UpcomingChange:
    """On ``day`` the status of ``edition`` becomes ``status``."""

    day: date
    edition: Edition
    status: str
    label: Any


def status_of(edition: Any) -> StatusView:
    """The status of a row of :func:`editions_on`."""
    return view(edition.status, edition.since, edition.until, presumed=edition.presumed)


def view(status: str, start: date, end: date, *, presumed: bool) -> StatusView:
    """A span as shown: the ends of time are open."""
    return StatusView(
        status,
        status_label(status),
        presumed,
        start if start > date.min else None,
        end if end < date(9999, 12, 31) else None,
    )


def editions_on(actor: Actor, day: date) -> ScopedQuerySet:
    """Every edition ``actor`` may see, one row each, with ``status``, ``presumed``, ``since``, ``until`` on ``day``.

    The annotations can be filtered and sorted by. Related work, issuer, field and committee come in the same query.
    """
    found: ScopedQuerySet = with_status(editions(actor), day)
    return found


def editions(actor: Actor) -> ScopedQuerySet:
    """Every edition ``actor`` may see, without a day, with its related records in the same query."""
    found: ScopedQuerySet = Edition.objects.visible_to(actor).select_related("work__issuer", "field", "committee")
    return found


def with_status(rows: Any, day: date) -> Any:
    """``rows`` with the status that holds on ``day``, one row each."""
    return rows.annotate(span=FilteredRelation("spans", condition=holding_on(day))).annotate(
        status=F("span__status"),
        presumed=F("span__presumed"),
        since=F("span__start"),
        until=F("span__end"),
    )


def new_editions(actor: Actor, day: date, limit: int) -> list[Any]:
    """The ``limit`` editions issued last on or before ``day``, with their status on it."""
    rows = editions_on(actor, day).filter(issued_on__lte=day).order_by("-issued_on", "-id")
    return list(rows[:limit])


def drafted_by(actor: Actor, organisation: int, day: date) -> ScopedQuerySet:
    """The editions drafted by ``organisation`` with their status on ``day``, the latest first."""
    return editions_on(actor, day).filter(drafting_units=organisation).order_by("-year", "number")


def answered_for_by(actor: Actor, committee: int, day: date) -> ScopedQuerySet:
    """The editions ``committee`` answers for (归口) with their status on ``day``, the latest first."""
    return editions_on(actor, day).filter(committee=committee).order_by("-year", "number")


def upcoming_changes(actor: Actor, day: date, limit: int) -> list[UpcomingChange]:
    """The next ``limit`` changes of status after ``day`` that rest on recorded dates, soonest first."""
    spans = (
        EditionSpan.objects.filter(document__in=Edition.objects.visible_to(actor))
        .filter(start__gt=day, presumed=False, status__in=CHANGES)
        .select_related("document__work__issuer")
        .order_by("start", "document_id")
    )
    return [UpcomingChange(span.start, span.document, span.status, status_label(span.status)) for span in spans[:limit]]
