"""Counts for the home page, the coverage picture and the tile grid of provinces."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from quanheng.apps.people.public import Region
from quanheng.apps.specifications.models import Edition, InternationalDocument, Level, Work
from quanheng.apps.specifications.queries.editions import IN_USE, editions_on
from quanheng.core.validity import Status
from quanheng.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class CoverageCell:
    """``count`` editions of ``kind`` in ``row`` (a field's slug, ``""`` when not known, or a year)."""

    row: str
    row_label: str
    kind: str
    count: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """``by_field``: editions in force on the day; ``by_year``: every edition by the year of its number."""

    by_field: tuple[CoverageCell, ...]
    by_year: tuple[CoverageCell, ...]


@dataclass(frozen=True, slots=True)
class ProvinceCount:
    """Local specifications of one province: editions on record, and those in force on the day."""

    code: str
    name: str
    short: str
    total: int
    in_force: int


@dataclass(frozen=True, slots=True)
class Counts:
    """The numbers of the register on a day."""

    works: int
    editions: int
    in_force: int
    upcoming: int
    ended: int
    unknown: int
    presumed: int
    international: int


def coverage(actor: Actor, day: date) -> Coverage:
    """Where specifications are and where they are not. Two SQL queries."""
    in_use = editions_on(actor, day).filter(status__in=IN_USE)
    by_field = (
        in_use.values("field_id", "field__name", "field__order", "kind")
        .annotate(n=Count("id"))
        .order_by("field__order", "field_id", "kind")
    )
    by_year = Edition.objects.visible_to(actor).values("year", "kind").annotate(n=Count("id")).order_by("year", "kind")
    return Coverage(
        tuple(CoverageCell(c["field_id"] or "", c["field__name"] or "", c["kind"], c["n"]) for c in by_field),
        tuple(CoverageCell(str(c["year"]), str(c["year"]), c["kind"], c["n"]) for c in by_year),
    )


def in_use_by_field(actor: Actor, day: date) -> dict[str, int]:
    """Editions in force on ``day`` by field. One SQL query."""
    rows = editions_on(actor, day).filter(status__in=IN_USE, field__isnull=False)
    return dict(rows.values_list("field_id").annotate(n=Count("id")).order_by("field_id"))


def by_province(actor: Actor, day: date) -> list[ProvinceCount]:
    """All 34 provincial divisions in the order of their codes, those without any specification included.

    ``short`` is its usual abbreviation; a province that uses two words (云, 滇) is one row. Two SQL queries.
    """
    rows = editions_on(actor, day).filter(work__level=Level.LOCAL, work__issuer__region__isnull=False)
    found = {
        row["work__issuer__region_id"]: row
        for row in rows.values("work__issuer__region_id")
        .annotate(n=Count("id"), used=Count("id", filter=Q(status__in=IN_USE)))
        .order_by()
    }
    provinces = Region.objects.visible_to(actor).filter(code__endswith="0000", parent=None).order_by("code")
    none = {"n": 0, "used": 0}
    return [
        ProvinceCount(p.code, p.name, p.abbreviation, counted["n"], counted["used"])
        for p in provinces
        for counted in [found.get(p.code, none)]
    ]


def counts(actor: Actor, day: date) -> Counts:
    """The numbers of the register on ``day``. Three SQL queries."""
    ended = (Status.REPLACED.value, Status.ABOLISHED.value)
    on_day = editions_on(actor, day).aggregate(
        editions=Count("id"),
        in_force=Count("id", filter=Q(status__in=IN_USE)),
        upcoming=Count("id", filter=Q(status=Status.UPCOMING.value)),
        ended=Count("id", filter=Q(status__in=ended)),
        unknown=Count("id", filter=Q(status=Status.UNKNOWN.value)),
        presumed=Count("id", filter=Q(presumed=True)),
    )
    return Counts(
        works=Work.objects.visible_to(actor).count(),
        international=InternationalDocument.objects.visible_to(actor).count(),
        **on_day,
    )
