"""correct_committee: facts about a committee on record were wrong or missing, or it was renamed."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from quanheng.apps.committees.actions.record_committee import save_or_fault
from quanheng.apps.committees.events import CommitteeCorrected
from quanheng.apps.committees.models import Committee
from quanheng.apps.committees.policies import may_change
from quanheng.apps.committees.rules.names import body_name
from quanheng.apps.evidence.public import record
from quanheng.apps.people.public import correct_organisation, restore_organisation
from quanheng.kernel.actor import Actor
from quanheng.kernel.errors import bad_input
from quanheng.kernel.search.outbox import touch
from quanheng.kernel.subjects import Subject

CORRECTABLE = (
    "name",
    "tier",
    "level",
    "parent",
    "fields",
    "approved_by",
    "founded_on",
    "planned",
    "facts",
    "confidence",
    "source",
)


def correct_committee(  # noqa: PLR0913  what changes, and why
    *,
    committee: Committee,
    changes: Mapping[str, Any],
    reason: str,
    actor: Actor,
    now: datetime,
    former_name: str = "",
) -> Committee:
    """Set the fields in ``changes`` (of ``CORRECTABLE``; records for relations, a list for ``fields`` and ``facts``).
    Another name is a renaming: its organisation is renamed too and keeps the old name as a former one; with
    ``former_name`` that renaming is taken back instead. Raises ``BadInput``, also when nothing would change.
    """
    may_change(actor, committee).require()
    with transaction.atomic():
        before = {name: _text(committee, name) for name in CORRECTABLE}
        for name, value in changes.items():
            _assign(committee, name, value)
        after = {name: _text(committee, name) for name in CORRECTABLE}
        changed = [name for name in CORRECTABLE if after[name] != before[name]]
        if not changed:
            raise bad_input("", _("没有任何变化"), _("请修改后再提交。"))
        may_change(actor, committee).require()  # as it is now: a local one does not become a national one in passing
        committee.changed_at = now
        save_or_fault(committee)
        if "name" in changed:
            _rename_body(committee, former_name, reason, actor, now)
        was, is_now = (tuple(texts[name] for name in changed) for texts in (before, after))
        payload = CommitteeCorrected(committee.name, tuple(changed), was, is_now, reason.strip())
        touch("committee", [committee.key])
        record(payload, actor=actor, subject=Subject("committee", committee.key), now=now)
    return committee


def _assign(committee: Committee, name: str, value: Any) -> None:
    if name not in CORRECTABLE:
        raise bad_input(name, _("这一项不能更正"), "")
    if name == "parent" and value is not None and value.pk == committee.pk:
        raise bad_input("parent", _("委员会不能是自身的上级"), _("请核对上级委员会。"))
    if name == "fields":
        committee.fields.set(value)
    else:
        setattr(committee, name, value)


def _rename_body(committee: Committee, former_name: str, reason: str, actor: Actor, now: datetime) -> None:
    """The organisation follows its committee."""
    body = committee.organisation
    told: dict[str, Any] = {"organisation": body, "reason": reason, "actor": actor, "now": now}
    if former_name:
        restore_organisation(was={"name": former_name}, former_name=former_name, **told)
        return
    wanted = body_name(committee.name, committee.parent.organisation.name if committee.parent else "")
    if body.name != wanted:
        correct_organisation(changes={"name": wanted}, renamed=True, **told)


def _text(committee: Committee, name: str) -> str:
    if name == "fields":
        return "、".join(field.name for field in committee.fields.all())
    value = getattr(committee, name)
    if name == "facts":
        return "；".join(value)
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if name in ("tier", "level", "confidence"):
        return str(getattr(committee, f"get_{name}_display")())
    return "" if value is None else str(value)
