"""undo_merge: two records that were merged are two again; what was moved goes back."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from quanheng.apps.evidence.public import record
from quanheng.apps.people.checks import save_or_fault
from quanheng.apps.people.events import MergeUndone
from quanheng.apps.people.jurisdiction import regions_of
from quanheng.apps.people.merging import find_again, move_back
from quanheng.apps.people.models import FormerName, Merge, Organisation, Person
from quanheng.apps.people.policies import may_merge
from quanheng.kernel.actor import Actor
from quanheng.kernel.errors import bad_input
from quanheng.kernel.subjects import Subject


def undo_merge(*, merge: Merge, reason: str, actor: Actor, now: datetime) -> int:
    """Undo ``merge``. What was moved then and still points to the survivor goes back; what came to the survivor since
    stays with it. Returns how many rows did not go back because they were changed since. Raises ``BadInput`` when it
    was undone already, or when the survivor has been merged into another record meanwhile.
    """
    model: type[Organisation | Person] = Organisation if merge.kind == Merge.Kind.ORGANISATION else Person
    survivor, merged = model.objects.get(key=merge.survivor), model.objects.get(key=merge.merged)
    may_merge(actor, [] if model is Organisation else [survivor.pk, merged.pk], regions_of(survivor, merged)).require()
    if not reason.strip():
        raise bad_input("reason", _("没有填写理由"), _("请写明为何撤销。"))
    with transaction.atomic():
        if merge.undone_at is not None or merged.merged_into_id != survivor.pk:
            raise bad_input("", _("这次合并已撤销，或保留的一方后来又并入了别的记录"), _("请先撤销后来的合并。"))
        merged.merged_into = None
        left = move_back(merge.moved, survivor, merged, merge.dropped)
        _give_back(survivor, merged, merge.taken)
        merged.changed_at = survivor.changed_at = merge.undone_at = now
        save_or_fault(survivor)
        save_or_fault(merged)
        merge.save(update_fields=["undone_at"])
        find_again(merge.kind, [survivor.key, merged.key] if model is Organisation else [], merge.moved)
        record(
            MergeUndone(survivor.key, merged.key, left, reason.strip()),
            actor=actor,
            subject=Subject(merge.kind, survivor.key),
            now=now,
            private=model is Person or not getattr(survivor, "public", False),
        )
    return left


def _give_back(survivor: Organisation | Person, merged: Organisation | Person, taken: dict[str, object]) -> None:
    """Fields that still hold what was taken over become what they were."""
    former_name = taken.get("former_name")
    if isinstance(former_name, int):
        FormerName.objects.filter(pk=former_name, organisation=survivor.pk).delete()
    for name, change in taken.items():
        if isinstance(change, list) and getattr(survivor, name) == change[1]:
            setattr(survivor, name, change[0])
            if name == "credit_code":
                _free_code(survivor, merged, change)


def _free_code(survivor: Organisation | Person, merged: Organisation | Person, change: list[str | None]) -> None:
    """The database allows each code once, so both are empty for a moment."""
    Organisation.objects.filter(pk__in=[survivor.pk, merged.pk]).update(credit_code=None)
    Organisation.objects.filter(pk=survivor.pk).update(credit_code=change[0])
    merged.credit_code = change[1]  # type: ignore[union-attr]  # only organisations have one
