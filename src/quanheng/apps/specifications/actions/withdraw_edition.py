"""withdraw_edition: an edition that was recorded by mistake leaves the register."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from quanheng.apps.evidence.public import record
from quanheng.apps.specifications.actions.only_cited import OnlyCited
from quanheng.apps.specifications.actions.refresh_spans import refresh_spans
from quanheng.apps.specifications.events import EditionWithdrawn
from quanheng.apps.specifications.models import Amendment, Edition, EditionSpan, Replacement
from quanheng.apps.specifications.policies import may_record
from quanheng.kernel.actor import Actor
from quanheng.kernel.clock import LEGAL_ZONE
from quanheng.kernel.errors import bad_input
from quanheng.kernel.records import Confidence
from quanheng.kernel.resting import in_use
from quanheng.kernel.search.outbox import touch
from quanheng.kernel.subjects import Subject

PARTS = (EditionSpan, Replacement, Amendment, Edition.drafting_units.through)
"""What belongs to an edition and goes with it."""
_BARE = {
    "title": "",
    "title_en": "",
    "kind_presumed": True,
    "issued_on": None,
    "effective_on": None,
    "abolished_on": None,
    "seen_ended_on": None,
    "announcement": "",
    "committee": None,
    "field": None,
    "field_basis": "",
    "responsible": "",
    "claimed_status": "",
    "claimed_on": None,
    "note": "",
    "loaded_digest": "",
}


def withdraw_edition(*, edition: Edition, reason: str, actor: Actor, now: datetime) -> None:
    """Take the edition with its parts from the register; its events stay. One that others name as replaced stays as
    only cited. Editions that only this one cited go too. ``BadInput`` when anything else rests on it.
    """
    may_record(actor, [edition.number]).require()
    cited = OnlyCited(actor, now, reason)
    day = now.astimezone(LEGAL_ZONE).date()
    with transaction.atomic():
        if in_use(Edition, [edition.pk], but=PARTS):
            raise bad_input("", _("%s 已被其他登记使用") % edition.number, _("只能更正，不能撤回。"))
        by = Replacement.objects.filter(predecessor=edition).select_related("successor").first()
        payload = EditionWithdrawn(edition.number, edition.title, cited=by is not None, reason=reason)
        record(payload, actor=actor, subject=Subject("specification", edition.key), now=now)
        before = list(Edition.objects.filter(replaced_by__successor=edition).values_list("pk", "key"))
        siblings = list(Edition.objects.filter(work=edition.work_id).values_list("pk", "key"))
        if by is None:
            cited.remove([edition])
        else:
            _leave_cited(edition, by.successor.number, now)
        cited.leave([pk for pk, _key in before])
        refresh_spans(day=day, editions=[pk for pk, _key in (*before, *siblings)])
        touch("specification", sorted({edition.key, *(key for _pk, key in (*before, *siblings))}))


def _leave_cited(edition: Edition, by: str, now: datetime) -> None:
    Replacement.objects.filter(successor=edition).delete()
    Amendment.objects.filter(edition=edition).delete()
    edition.drafting_units.clear()
    for name, value in _BARE.items():
        setattr(edition, name, value)
    edition.confidence, edition.changed_at = Confidence.C, now
    edition.source = _("被 %s 作为被代替文件引用") % by
    edition.save()
