"""discard_intake: an import is given up before anything of it entered the ledger."""

from datetime import datetime

from django.db import transaction

from quanheng.apps.evidence.public import record
from quanheng.apps.planning.actions.decide_proposals import require_open
from quanheng.apps.planning.events import IntakeDiscarded
from quanheng.apps.planning.models import Intake
from quanheng.apps.planning.policies import may_keep
from quanheng.kernel.actor import Actor
from quanheng.kernel.subjects import Subject


def discard_intake(*, intake: Intake, actor: Actor, now: datetime) -> None:
    """Close the import without any effect. The received copy stays, to be compared with others."""
    may_keep(actor, intake.organisation_id).require()
    require_open(intake)
    with transaction.atomic():
        intake.stage, intake.closed_at = Intake.Stage.DISCARDED, now
        intake.save(update_fields=["stage", "closed_at"])
        payload = IntakeDiscarded(intake.slug, intake.title)
        record(payload, actor=actor, subject=Subject("policy-intake", str(intake.pk)), now=now)
