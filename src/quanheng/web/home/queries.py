"""What the front page and the workbench show, gathered from the registers."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from quanheng.apps.committees.public import Committee
from quanheng.apps.evidence.public import count_public, draws
from quanheng.apps.law.public import Instrument, upcoming_editions
from quanheng.apps.planning.public import tasks
from quanheng.apps.specifications.public import (
    counts,
    new_editions,
    province_picture,
    status_of,
    upcoming_changes,
)
from quanheng.apps.units.public import unit_count
from quanheng.kernel.actor import Actor
from quanheng.kernel.ui.charts.tile_grid import TileGrid
from quanheng.web.home.loop import Stage, stages

SHOWN = 6


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of the strip under the search box."""

    count: int
    label: Any
    url: str


@dataclass(frozen=True, slots=True)
class Row:
    """One line of 最近发布 or 即将变化."""

    number: str
    title: str
    url: str
    status: str
    status_label: Any
    presumed: bool = False
    issued_on: date | None = None
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Front:
    """Everything the front page shows on ``day``."""

    figures: list[Figure]
    stages: list[Stage]
    new_editions: list[Row]
    upcoming: list[Row]
    provinces: TileGrid


def front(actor: Actor, day: date) -> Front:
    """Gather it: a constant number of SQL queries."""
    registers = counts(actor, day)
    committees = Committee.objects.visible_to(actor).count()
    instruments = Instrument.objects.visible_to(actor).count()
    return Front(
        figures=[
            Figure(registers.editions, _("规范版本"), reverse("specifications:list")),
            Figure(committees, _("委员会"), reverse("committees:list")),
            Figure(instruments, _("法规政策"), reverse("law:list")),
            Figure(registers.international, _("国际文件"), reverse("specifications:international-list")),
            Figure(unit_count(), _("计量单位"), reverse("units:table")),
        ],
        stages=stages(
            tasks=tasks(actor).count(),
            committees=committees,
            in_force=registers.in_force,
            draws=draws(actor).count(),
            changes=count_public(actor),
        ),
        new_editions=[_edition_row(edition) for edition in new_editions(actor, day, SHOWN)],
        upcoming=_upcoming(actor, day),
        provinces=province_picture(actor, day),
    )


def _upcoming(actor: Actor, day: date) -> list[Row]:
    """What the registers know will change, specifications and law together, soonest first."""
    rows = [
        Row(
            number=change.edition.number,
            title=change.edition.title,
            url=reverse("specifications:detail", args=[change.edition.key]),
            status=change.status,
            status_label=__("届时%s") % change.label,
            on=change.day,
        )
        for change in upcoming_changes(actor, day, SHOWN)
    ]
    rows += [
        Row(
            number="",
            title=f"《{edition.title}》",
            url=reverse("law:edition", args=[edition.slug]),
            status="in_force",
            status_label=_("届时施行"),
            on=edition.effective_on,
        )
        for edition in upcoming_editions(actor, day, SHOWN)
    ]
    return sorted(rows, key=lambda row: row.on or day)[:SHOWN]


def _edition_row(edition: Any) -> Row:
    status = status_of(edition)
    return Row(
        number=edition.number,
        title=edition.title,
        url=reverse("specifications:detail", args=[edition.key]),
        status=status.status,
        status_label=status.label,
        presumed=status.presumed,
        issued_on=edition.issued_on,
    )
