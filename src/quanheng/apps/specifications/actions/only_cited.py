"""Editions that are on record only because another one names them as replaced: how they come and go."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from quanheng.apps.evidence.public import record_many
from quanheng.apps.specifications.actions.load_editions import load_editions
from quanheng.apps.specifications.events import EditionWithdrawn
from quanheng.apps.specifications.loading.reading import Placed
from quanheng.apps.specifications.loading.records import EditionRecord
from quanheng.apps.specifications.models import Amendment, Edition, EditionSpan, Replacement, Work
from quanheng.apps.specifications.rules.numbers import edition_number
from quanheng.kernel.actor import Actor
from quanheng.kernel.records import Confidence
from quanheng.kernel.resting import in_use
from quanheng.kernel.search.outbox import touch
from quanheng.kernel.subjects import Subject


@dataclass(frozen=True, slots=True)
class OnlyCited:
    """Called by actions, inside their transactions."""

    actor: Actor
    now: datetime
    reason: str

    def enter(self, numbers: Sequence[str], by: str) -> None:
        """Those of ``numbers`` that nothing knows enter as only cited ``by`` an edition (confidence C)."""
        lookups = {edition_number(number).lookup: number for number in numbers}
        known = set(Edition.objects.filter(lookup__in=lookups).values_list("lookup", flat=True))
        source = _("被 %s 作为被代替文件引用") % by
        new = [
            Placed(number, EditionRecord(number=number, confidence="C", source=source))
            for lookup, number in lookups.items()
            if lookup not in known
        ]
        if new:
            load_editions(records=new, actor=self.actor, now=self.now)

    def leave(self, editions: Collection[int]) -> None:
        """Of ``editions``, those that nothing cites any more leave the register, one event each."""
        found = Edition.objects.filter(pk__in=editions, confidence=Confidence.C, title="", issued_on=None)
        found = found.filter(effective_on=None, abolished_on=None, replaced_by=None, replaces=None)
        used = in_use(Edition, [one.pk for one in found], but=(EditionSpan,))
        gone = [one for one in found if one.pk not in used]
        told = [
            (EditionWithdrawn(one.number, "", cited=False, reason=self.reason), Subject("specification", one.key))
            for one in gone
        ]
        record_many(told, actor=self.actor, now=self.now)
        touch("specification", [one.key for one in gone])
        self.remove(gone)

    def remove(self, editions: Sequence[Edition]) -> None:
        """The rows with their parts, and the works that have no other edition. The caller has told of it."""
        keys = [one.pk for one in editions]
        works = {one.work_id for one in editions}
        Replacement.objects.filter(successor__in=keys).delete()
        Amendment.objects.filter(edition__in=keys).delete()
        Edition.objects.filter(pk__in=keys).delete()
        Work.objects.filter(pk__in=works, editions=None).delete()
