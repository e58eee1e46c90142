"""What this register adds to the pages of the apps above it: a column of the coverage map of committees, and the
drafted specifications of an organisation.
"""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from quanheng.apps.committees.public import Measure
from quanheng.apps.specifications.queries import StatusView, drafted_by, in_use_by_field, status_of
from quanheng.kernel.actor import Actor
from quanheng.kernel.clock import legal_today
from quanheng.kernel.panels import Panel

SHOWN = 20


@dataclass(frozen=True, slots=True)
class Drafted:
    """The latest editions an organisation drafted, and how many there are in all."""

    editions: list[tuple[Any, StatusView]]
    count: int


def drafted(organisation: Any, actor: Actor) -> Drafted | None:
    """What the panel shows; ``None`` for an organisation that drafted nothing on record."""
    rows = drafted_by(actor, organisation.pk, legal_today())
    count = rows.count()
    return Drafted([(one, status_of(one)) for one in rows[:SHOWN]], count) if count else None


DRAFTED_PANEL = Panel("organisation", 20, "specifications/_drafted.html", drafted)
IN_USE_MEASURE = Measure(
    _("现行规范"),
    lambda actor: in_use_by_field(actor, legal_today()),
    lambda slug: f"{reverse('specifications:list')}?{urlencode({'field': slug, 'status': 'in_force'})}",
)
