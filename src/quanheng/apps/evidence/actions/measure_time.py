"""measure_time: what the time servers answered is put on record."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from quanheng.apps.evidence.actions.record import record
from quanheng.apps.evidence.actions.seal import seal
from quanheng.apps.evidence.models import TimeReading, TimeRound
from quanheng.apps.evidence.timekeeping import seals
from quanheng.apps.evidence.timekeeping.asking import Answered
from quanheng.apps.evidence.timekeeping.events import TimeMeasured
from quanheng.apps.evidence.timekeeping.policies import may_measure
from quanheng.apps.evidence.timekeeping.records import round_record
from quanheng.core.timekeeping.agreement import Agreement, Interval, agree
from quanheng.core.trust.digests import Digest
from quanheng.kernel.actor import Actor


def measure_time(*, answers: Sequence[Answered], actor: Actor, now: datetime) -> TimeRound:
    """One round: each answer, and what most of them agree on. Sealed, so that no bad hour can be taken out later."""
    may_measure(actor).require()
    usable = [Interval(one.source, one.reading.offset, one.reading.bound) for one in answers if one.reading]
    agreed = agree(usable) if len(usable) * 2 > len(answers) else None
    text = round_record(now, answers, agreed)
    with transaction.atomic():
        made: TimeRound = TimeRound.objects.create(
            at=now,
            sources=len(answers),
            agreeing=len(agreed.within) if agreed else 0,
            offset_ns=agreed.offset if agreed else None,
            bound_ns=agreed.bound if agreed else None,
            text=text.decode(),
        )
        TimeReading.objects.bulk_create([_row(made, one, agreed) for one in answers])
        subject = seals.round_subject(made.pk)
        offset, bound = (str(agreed.offset), str(agreed.bound)) if agreed else ("", "")
        told = TimeMeasured(made.pk, made.sources, made.agreeing, offset, bound)
        record(told, actor=actor, subject=subject, now=now)
        seal(kind=seals.ROUND, subject=subject, digest=Digest.of(text), now=now)
    return made


def _row(made: TimeRound, one: Answered, agreed: Agreement | None) -> TimeReading:
    said = one.reading
    return TimeReading(
        round=made,
        source=one.source,
        address=one.address,
        stratum=said.stratum if said else None,
        reference=said.reference if said else "",
        offset_ns=said.offset if said else None,
        delay_ns=said.delay if said else None,
        bound_ns=said.bound if said else None,
        leap=said.leap if said else None,
        agrees=agreed is not None and one.source in agreed.within,
        fault=one.fault,
        detail=one.detail,
    )
