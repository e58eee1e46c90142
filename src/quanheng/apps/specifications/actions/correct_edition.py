"""correct_edition: facts about an edition on record were wrong or missing."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from quanheng.apps.evidence.public import record
from quanheng.apps.specifications.actions.only_cited import OnlyCited
from quanheng.apps.specifications.actions.record_replacement import replaceable_or_fault
from quanheng.apps.specifications.actions.refresh_spans import refresh_spans
from quanheng.apps.specifications.events import EditionCorrected
from quanheng.apps.specifications.models import Edition, Replacement
from quanheng.apps.specifications.policies import may_record
from quanheng.kernel.actor import Actor
from quanheng.kernel.clock import LEGAL_ZONE
from quanheng.kernel.errors import BadInput, Fault
from quanheng.kernel.search.outbox import touch
from quanheng.kernel.subjects import Subject


def correct_edition(  # noqa: PLR0913  what changes, and why
    *,
    edition: Edition,
    changes: Mapping[str, Any],
    reason: str,
    actor: Actor,
    now: datetime,
    replaces: Sequence[str] = (),
    no_longer: Sequence[str] = (),
) -> Edition:
    """Set the columns in ``changes``, add that it replaces the editions numbered ``replaces`` (in canonical spelling;
    one nothing knows enters as only cited), and take back that it replaces ``no_longer``. One event for the edition.

    Raises :class:`BadInput` naming each field at fault.
    """
    may_record(actor, [edition.number, *replaces, *no_longer]).require()
    cited = OnlyCited(actor, now, reason)
    day = now.astimezone(LEGAL_ZONE).date()
    with transaction.atomic():
        fields = [name for name, value in changes.items() if getattr(edition, name) != value]
        for name in fields:
            setattr(edition, name, changes[name])
        edition.changed_at = now
        _save(edition)
        cited.enter(replaces, edition.number)
        others = list(Edition.objects.filter(number__in=[*replaces, *no_longer]))
        for other in others:
            if other.number in replaces:
                replaceable_or_fault(edition, other)
                Replacement.objects.create(successor=edition, predecessor=other, source=edition.source)
        Replacement.objects.filter(successor=edition, predecessor__number__in=no_longer).delete()
        names = [name.removesuffix("_id") for name in fields] + (["replaces"] if others else [])
        payload = EditionCorrected(edition.number, tuple(names), reason)
        record(payload, actor=actor, subject=Subject("specification", edition.key), now=now)
        concerned = [edition, *others]
        moved = refresh_spans(day=day, editions=[one.pk for one in concerned])
        keys = set(Edition.objects.filter(pk__in=moved).values_list("key", flat=True))
        touch("specification", sorted(keys | {one.key for one in concerned}))
        cited.leave([one.pk for one in others if one.number in no_longer])
    return edition


def _save(edition: Edition) -> None:
    try:
        edition.full_clean()
    except ValidationError as error:
        faults = [Fault(f"{edition.number} {name}", text) for name, said in error.message_dict.items() for text in said]
        raise BadInput(faults) from error
    edition.save()
