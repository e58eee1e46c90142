"""What this register adds to the pages of the apps above it: a column of the coverage map of committees, the drafted
specifications of an organisation, and those a committee answers for.
"""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from quanheng.apps.committees.public import Measure
from quanheng.apps.specifications.queries import StatusView, answered_for_by, drafted_by, in_use_by_field, status_of
from quanheng.kernel.actor import Actor
from quanheng.kernel.clock import legal_today
from quanheng.kernel.panels import Panel
from quanheng.kernel.records import ScopedQuerySet

SHOWN = 20


@dataclass(frozen=True, slots=True)
class Listed:
    """The latest editions a panel lists, how many there are in all, and where all of them are."""

    editions: list[tuple[Any, StatusView]]
    count: int
    all: str = ""


def drafted(organisation: Any, actor: Actor) -> Listed | None:
    """What the panel shows; ``None`` for an organisation that drafted nothing on record."""
    return _listed(drafted_by(actor, organisation.pk, legal_today()))


def answered_for(committee: Any, actor: Actor) -> Listed | None:
    """What the panel shows; ``None`` for a committee that answers for nothing on record."""
    everything = f"{reverse('specifications:list')}?{urlencode({'committee': committee.key})}"
    return _listed(answered_for_by(actor, committee.pk, legal_today()), everything)


def _listed(rows: ScopedQuerySet, everything: str = "") -> Listed | None:
    count = rows.count()
    return Listed([(one, status_of(one)) for one in rows[:SHOWN]], count, everything) if count else None


DRAFTED_PANEL = Panel("organisation", 20, "specifications/_drafted.html", drafted)
ANSWERED_PANEL = Panel("committee", 20, "specifications/_answered_for.html", answered_for)
IN_USE_MEASURE = Measure(
    _("现行规范"),
    lambda actor: in_use_by_field(actor, legal_today()),
    lambda slug: f"{reverse('specifications:list')}?{urlencode({'field': slug, 'status': 'in_force'})}",
)
