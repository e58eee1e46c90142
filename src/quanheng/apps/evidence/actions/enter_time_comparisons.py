"""enter_time_comparisons: offsets that a laboratory measured are put on record with its document."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from quanheng.apps.evidence.actions.record import record
from quanheng.apps.evidence.actions.seal import seal
from quanheng.apps.evidence.draws.once import once
from quanheng.apps.evidence.models import TimeComparison
from quanheng.apps.evidence.timekeeping import seals
from quanheng.apps.evidence.timekeeping.comparisons import Comparison
from quanheng.apps.evidence.timekeeping.events import TimeCompared
from quanheng.apps.evidence.timekeeping.policies import may_measure
from quanheng.apps.evidence.timekeeping.records import comparison_record
from quanheng.core.trust.digests import Digest
from quanheng.kernel.actor import Actor
from quanheng.kernel.clock import LEGAL_ZONE
from quanheng.kernel.errors import bad_input
from quanheng.kernel.models import StoredFile


def enter_time_comparisons(
    *, given: Sequence[Comparison], file: StoredFile | None, actor: Actor, now: datetime
) -> list[TimeComparison]:
    """Keep all of ``given`` or nothing, with the document as a ``file`` where there is one. ``BadInput`` for a moment
    that has not come yet, and for the same moment of the same document twice.
    """
    may_measure(actor).require()
    if any(one.at > now for one in given):
        raise bad_input("at", _("比对时间还没有到"))
    with once(_("同一份报告同一时刻的比对已经登记")), transaction.atomic():
        return [_entered(one, file, actor, now) for one in given]


def _entered(one: Comparison, file: StoredFile | None, actor: Actor, now: datetime) -> TimeComparison:
    text = comparison_record(asdict(one) | ({"file_sha256": file.sha256} if file else {}))
    made: TimeComparison = TimeComparison.objects.create(
        **asdict(one), file=file, text=text.decode(), entered_at=now, entered_by=actor.person_id or 0
    )
    told = TimeCompared(
        one.at.astimezone(LEGAL_ZONE).strftime("%Y-%m-%d %H:%M:%S"),
        one.laboratory,
        one.document,
        str(one.offset_ns),
        str(one.uncertainty_ns),
    )
    subject = seals.comparison_subject(made.pk)
    record(told, actor=actor, subject=subject, now=now)
    seal(kind=seals.COMPARISON, subject=subject, digest=Digest.of(text), now=now)
    return made
