"""Whether what is derived in the registers follows from what is on record."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from quanheng.apps.law.public import Edition as LawEdition
from quanheng.apps.law.public import unequal_spans as unequal_law
from quanheng.apps.specifications.public import Edition as SpecificationEdition
from quanheng.apps.specifications.public import unequal_spans as unequal_specifications


@dataclass(frozen=True, slots=True)
class Check:
    """One register: how many documents it holds, and the addresses of those whose stored status is not the computed."""

    register: str
    count: int
    unequal: list[str]


def checks(day: date) -> Iterator[Check]:
    """Recompute the status spans of every register that has them, by the rules in force on ``day``. Writes nothing."""
    yield Check(_("法规"), LawEdition.objects.count(), unequal_law())
    yield Check(_("规范"), SpecificationEdition.objects.count(), unequal_specifications(day))
