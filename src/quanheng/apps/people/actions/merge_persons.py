"""merge_persons: two records of one person become one; the other stays as a former record that leads to it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from quanheng.apps.evidence.public import record
from quanheng.apps.people.checks import save_or_fault
from quanheng.apps.people.events import PersonsMerged
from quanheng.apps.people.jurisdiction import regions_of
from quanheng.apps.people.merge_plans import persons_against
from quanheng.apps.people.merging import find_again, move
from quanheng.apps.people.models import Merge, Person
from quanheng.apps.people.policies import may_merge
from quanheng.kernel.actor import Actor
from quanheng.kernel.errors import BadInput, Fault, bad_input
from quanheng.kernel.subjects import Subject


def merge_persons(*, survivor: Person, merged: Person, reason: str, actor: Actor, now: datetime) -> Merge:
    """Point everything of ``merged`` to ``survivor``. An account in use and platform offices never travel: they stand
    against it. Raises ``BadInput`` with everything that does; nothing is changed then.
    """
    may_merge(actor, [survivor.pk, merged.pk], regions=regions_of(survivor, merged)).require()
    if not reason.strip():
        raise bad_input("reason", _("没有填写理由"), _("请写明据何断定是同一人。"))
    with transaction.atomic():
        against = persons_against(survivor, merged)
        moved = move(survivor, merged)
        if faults := [*against, *moved.conflicts]:
            raise BadInput([Fault("into", one.what, one.remedy) for one in faults])
        taken: dict[str, object] = {}
        if merged.employer_id and not survivor.employer_id:
            taken["employer_id"] = [None, merged.employer_id]
            survivor.employer = merged.employer
        merged.merged_into = survivor
        merged.changed_at = survivor.changed_at = now
        save_or_fault(merged)
        save_or_fault(survivor)
        merge = Merge.objects.create(
            kind=Merge.Kind.PERSON,
            survivor=survivor.key,
            merged=merged.key,
            moved=moved.rows,
            dropped=moved.dropped,
            taken=taken,
            reason=reason.strip(),
            at=now,
        )
        find_again("person", [], moved.rows)
        told = PersonsMerged(survivor.key, merged.key, moved.count, moved.doubles, reason.strip())
        record(told, actor=actor, subject=Subject("person", survivor.key), now=now)
    return merge
