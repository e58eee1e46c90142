"""Whether what is derived in the registers follows from what is on record."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from quanheng.apps.law.public import Edition as LawEdition
from quanheng.apps.law.public import unequal_spans as unequal_law
from quanheng.apps.planning.public import lost_evidence, public_tasks, unequal_states
from quanheng.apps.specifications.public import Edition as SpecificationEdition
from quanheng.apps.specifications.public import unequal_spans as unequal_specifications


@dataclass(frozen=True, slots=True)
class Check:
    """One register: how many records it holds, and the addresses of those that are not as they should be; ``fault``
    says in words what was compared.
    """

    register: str
    count: int
    unequal: list[str]
    fault: str


def checks(day: date) -> Iterator[Check]:
    """Recompute what is derived in every register, by the rules in force on ``day``. Writes nothing."""
    status = _("时效状态不一致")
    yield Check(_("法规"), LawEdition.objects.count(), unequal_law(), status)
    yield Check(_("规范"), SpecificationEdition.objects.count(), unequal_specifications(day), status)
    lost = [_("%(task)s：佐证 %(kind)s %(key)s 已不公开") % link for link in lost_evidence()]
    yield Check(_("政策任务"), public_tasks().count(), [*unequal_states(day), *lost], _("状态不一致或佐证失效"))
