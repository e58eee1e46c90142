"""decide_proposals: a person takes or refuses what was proposed, one or many at once."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from quanheng.apps.evidence.public import record
from quanheng.apps.planning.events import ProposalsDecided
from quanheng.apps.planning.models import Intake, Proposal
from quanheng.apps.planning.policies import may_keep
from quanheng.kernel.actor import Actor
from quanheng.kernel.errors import bad_input
from quanheng.kernel.subjects import Subject


def decide_proposals(*, intake: Intake, decisions: Mapping[int, str], actor: Actor, now: datetime) -> int:
    """Bring the proposals of ``decisions`` (by id) to ``accepted``, ``rejected`` or back to ``pending``. Returns how
    many changed. Raises ``BadInput`` when the import is closed.
    """
    may_keep(actor, intake.organisation_id).require()
    require_open(intake)
    with transaction.atomic():
        rows = intake.proposals.filter(pk__in=decisions)
        changed = [row for row in rows if row.decision != decisions[row.pk]]
        for row in changed:
            row.decision = Proposal.Decision(decisions[row.pk])
        Proposal.objects.bulk_update(changed, ["decision"])
        if changed:
            taken = sum(row.decision == Proposal.Decision.ACCEPTED for row in changed)
            payload = ProposalsDecided(intake.slug, intake.title, taken, len(changed) - taken)
            record(payload, actor=actor, subject=Subject("policy-intake", str(intake.pk)), now=now)
    return len(changed)


def require_open(intake: Intake) -> None:
    """Raise ``BadInput`` when the import is closed: what was confirmed or given up is not decided again."""
    if intake.stage != Intake.Stage.OPEN:
        raise bad_input("", _("这次导入已经办结"), _("如需再次导入，请重新上传文件。"))
