"""The workbench 工作台: what a signed-in person sees first."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from quanheng.apps.evidence.public import Line, own_acts, recent_events
from quanheng.apps.people.public import initial_accounts, key_of, own_organisation
from quanheng.kernel.actor import Actor
from quanheng.kernel.panels import Shown, panels

SHOWN = 15

ROLE_WORK: dict[str, tuple[tuple[Any, str], ...]] = {
    "registrar": (
        (_("机构名录与登记"), "people:organisations"),
        (_("人员与任职"), "people:persons"),
    ),
    "auditor": (
        (_("全部事件"), "evidence:events"),
        (_("账户"), "people:accounts"),
        (_("平台职务任免"), "people:proposals"),
    ),
    "system_administrator": (
        (_("人员"), "people:persons"),
        (_("账户"), "people:accounts"),
        (_("平台职务任免"), "people:proposals"),
        (_("运行状况"), "web:health"),
    ),
    "security_administrator": (
        (_("人员"), "people:persons"),
        (_("账户"), "people:accounts"),
        (_("标识的签发者"), "evidence:label-issuers"),
        (_("平台职务任免"), "people:proposals"),
    ),
}


@dataclass(frozen=True, slots=True)
class Bench:
    """What the page shows: the offices held today, the work the one acted in opens, the organisation it is held in,
    what the actor did, the latest events the actor may see, and what other apps add (``panels``).
    """

    actor: Actor
    work: list[tuple[Any, str]]
    organisation: Any
    me: str
    acts: list[Line]
    events: list[Line]
    panels: list[Shown]
    initial: int


def workbench_of(actor: Actor) -> Bench:
    """Gather it for ``actor``."""
    return Bench(
        actor=actor,
        work=[
            (label, reverse(name)) for role, work in ROLE_WORK.items() if role in actor.roles for label, name in work
        ],
        organisation=own_organisation(actor),
        me=key_of(actor),
        acts=own_acts(actor, limit=SHOWN),
        events=recent_events(actor, limit=SHOWN),
        panels=panels("workbench", actor, actor),
        initial=initial_accounts(actor),
    )
