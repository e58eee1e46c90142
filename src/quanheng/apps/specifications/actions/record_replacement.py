"""record_replacement: one edition replaces another, wholly or in part."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from quanheng.apps.evidence.public import record
from quanheng.apps.specifications.actions.refresh_spans import refresh_spans
from quanheng.apps.specifications.events import ReplacementRecorded
from quanheng.apps.specifications.models import Edition, Replacement
from quanheng.apps.specifications.policies import may_record
from quanheng.kernel.actor import Actor
from quanheng.kernel.clock import LEGAL_ZONE
from quanheng.kernel.errors import bad_input
from quanheng.kernel.search.outbox import touch
from quanheng.kernel.subjects import Subject


def record_replacement(  # noqa: PLR0913  the facts of one record
    *,
    successor: Edition,
    predecessor: Edition,
    source: str,
    actor: Actor,
    now: datetime,
    partial: bool = False,
    note: str = "",
    doubtful: bool = False,
) -> Replacement:
    """Record that ``successor`` replaces ``predecessor`` and recompute the status of both. Doubtful ones move nothing.

    :class:`BadInput` when the two are one, when it is on record already, or when it would run in a circle.
    """
    may_record(actor, [successor.number, predecessor.number]).require()
    with transaction.atomic():
        replaceable_or_fault(successor, predecessor)
        replacement = Replacement.objects.create(
            successor=successor,
            predecessor=predecessor,
            partial=partial,
            note=note,
            doubtful=doubtful,
            source=source,
        )
        refresh_spans(day=now.astimezone(LEGAL_ZONE).date(), editions=[successor.pk, predecessor.pk])
        Edition.objects.filter(pk__in=[successor.pk, predecessor.pk]).update(changed_at=now)
        payload = ReplacementRecorded(successor.number, predecessor.number, partial, doubtful, note)
        record(payload, actor=actor, subject=Subject("specification", successor.key), now=now)
        touch("specification", [successor.key, predecessor.key])
    return replacement


def replaceable_or_fault(successor: Edition, predecessor: Edition) -> None:
    """Raise ``BadInput`` when the two are one, when it is on record already, or when it would run in a circle."""
    if successor.pk == predecessor.pk:
        raise bad_input(_("被代替的规范"), _("规范不能代替自身"), _("请核对编号。"))
    if Replacement.objects.filter(successor=successor, predecessor=predecessor).exists():
        raise bad_input(_("被代替的规范"), _("该代替关系已登记"), _("请改用更正。"))
    reached, frontier = {predecessor.pk}, {predecessor.pk}
    while frontier:
        older = Replacement.objects.filter(successor__in=frontier).values_list("predecessor_id", flat=True)
        frontier = set(older) - reached
        reached |= frontier
    if successor.pk in reached:
        what = _("%(predecessor)s 已直接或间接代替 %(successor)s") % {
            "predecessor": predecessor.number,
            "successor": successor.number,
        }
        raise bad_input(_("被代替的规范"), what, _("请核对哪一个在后。"))
