"""The workbench 工作台: what a signed-in person sees first."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from quanheng.apps.evidence.public import recent_events
from quanheng.apps.people.public import all_roles_in_one_hand, office_names
from quanheng.kernel.actor import Actor, OfficeHeld

ROLE_WORK: dict[str, tuple[tuple[Any, str], ...]] = {
    "registrar": (
        (_("机构名录与登记"), "people:organisations"),
        (_("人员与任职"), "people:persons"),
    ),
    "auditor": ((_("全部事件"), "evidence:events"),),
    "system_administrator": ((_("运行状况"), "web:health"),),
}


@dataclass(frozen=True, slots=True)
class OfficeLine:
    """One office held today."""

    name: str
    held: OfficeHeld


@dataclass(frozen=True, slots=True)
class Bench:
    """What the page shows: the actor's offices today, the work they open, and the latest events the actor may see."""

    actor: Actor
    offices: list[OfficeLine]
    work: list[tuple[Any, str]]
    events: list[Any]
    one_hand: bool


def workbench_of(actor: Actor) -> Bench:
    """Gather it for ``actor``."""
    names = office_names()
    return Bench(
        actor=actor,
        offices=[OfficeLine(names.get(held.office, held.office), held) for held in actor.offices],
        work=[
            (label, reverse(name)) for role, work in ROLE_WORK.items() if role in actor.roles for label, name in work
        ],
        events=recent_events(actor, limit=15),
        one_hand=all_roles_in_one_hand(actor),
    )
