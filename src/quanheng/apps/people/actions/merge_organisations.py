"""merge_organisations: two records of one body become one; the other stays as a former record that leads to it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from quanheng.apps.evidence.public import record
from quanheng.apps.people.appointing import may_become_local_or_fault
from quanheng.apps.people.checks import save_or_fault
from quanheng.apps.people.events import OrganisationsMerged
from quanheng.apps.people.merge_plans import circle, organisations_against
from quanheng.apps.people.merging import find_again, move
from quanheng.apps.people.models import FormerName, Merge, Organisation
from quanheng.apps.people.policies import may_merge
from quanheng.kernel.actor import Actor
from quanheng.kernel.clock import LEGAL_ZONE
from quanheng.kernel.errors import BadInput, Fault, bad_input
from quanheng.kernel.subjects import Subject


def merge_organisations(  # noqa: PLR0913  a merge has two sides and a choice
    *,
    survivor: Organisation,
    merged: Organisation,
    reason: str,
    actor: Actor,
    now: datetime,
    code_of: str = "",
    keep_name: bool = True,
) -> Merge:
    """Point everything of ``merged`` to ``survivor``. Fields the survivor lacks are taken over; where both have a
    credit code, ``code_of`` (``survivor`` or ``merged``) says whose counts. ``keep_name``: the other name stays
    findable as a former name. Raises ``BadInput`` with everything that stands against it; nothing is changed then.
    """
    may_merge(actor, regions=[survivor.region_id, merged.region_id]).require()
    if not reason.strip():
        raise bad_input("reason", _("没有填写理由"), _("请写明据何断定是同一机构。"))
    with transaction.atomic():
        against = organisations_against(survivor, merged)
        today = now.astimezone(LEGAL_ZONE).date()
        for one, other in ((survivor, merged), (merged, survivor)):
            may_become_local_or_fault(one, other.region_id or "", today)
        taken = _take_over(survivor, merged, code_of)
        moved = move(survivor, merged)
        if faults := [*against, *moved.conflicts, *circle(survivor)]:
            raise BadInput([Fault("into", one.what, one.remedy) for one in faults])
        if keep_name and merged.name_key != survivor.name_key:
            name, _made = FormerName.objects.get_or_create(
                organisation=survivor, name=merged.name, defaults={"name_key": merged.name_key}
            )
            taken["former_name"] = name.pk if _made else None
        merged.merged_into = survivor
        merged.changed_at = survivor.changed_at = now
        save_or_fault(merged)
        save_or_fault(survivor)
        merge = Merge.objects.create(
            kind=Merge.Kind.ORGANISATION,
            survivor=survivor.key,
            merged=merged.key,
            moved=moved.rows,
            dropped=moved.dropped,
            taken=taken,
            reason=reason.strip(),
            at=now,
        )
        find_again("organisation", [survivor.key, merged.key], moved.rows)
        record(
            OrganisationsMerged(survivor.name, merged.key, merged.name, moved.count, moved.doubles, reason.strip()),
            actor=actor,
            subject=Subject("organisation", survivor.key),
            now=now,
            private=not survivor.public,
        )
    return merge


def _take_over(survivor: Organisation, merged: Organisation, code_of: str) -> dict[str, object]:
    """What the survivor takes over: before and after, by field. A credit code belongs to one record at a time."""
    taken: dict[str, object] = {}
    mine, other = survivor.credit_code, merged.credit_code
    if mine and other and mine != other and code_of not in {"survivor", "merged"}:
        raise bad_input("code_of", _("两条记录的统一社会信用代码不同"), _("请选择以哪一个为准。"))
    if other and (not mine or code_of == "merged"):
        taken["credit_code"] = [mine, other]
        survivor.credit_code, merged.credit_code = other, mine
        _swap(survivor, merged, other, mine)
    if merged.region_id and not survivor.region_id:
        taken["region_id"] = [None, merged.region_id]
        survivor.region = merged.region
    return taken


def _swap(survivor: Organisation, merged: Organisation, code: str, former: str | None) -> None:
    """The code is free before it is given again: the database allows each once."""
    Organisation.objects.filter(pk__in=[survivor.pk, merged.pk]).update(credit_code=None)
    Organisation.objects.filter(pk=survivor.pk).update(credit_code=code)
    Organisation.objects.filter(pk=merged.pk).update(credit_code=former)
