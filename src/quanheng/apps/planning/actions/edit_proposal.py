"""edit_proposal: a person puts right what was read from the document."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from quanheng.apps.evidence.public import record
from quanheng.apps.planning.actions.decide_proposals import require_open
from quanheng.apps.planning.events import ProposalEdited
from quanheng.apps.planning.models import Proposal
from quanheng.apps.planning.policies import may_keep
from quanheng.kernel.actor import Actor
from quanheng.kernel.subjects import Subject


def edit_proposal(*, proposal: Proposal, changes: Mapping[str, Any], actor: Actor, now: datetime) -> tuple[str, ...]:
    """Give the proposal the values of ``changes`` and take it as accepted: who writes it out wants it. Returns the
    names of what differs.
    """
    may_keep(actor, proposal.intake.organisation_id).require()
    require_open(proposal.intake)
    changed = tuple(name for name, value in changes.items() if getattr(proposal, name) != value)
    with transaction.atomic():
        for name in changed:
            setattr(proposal, name, changes[name])
        proposal.edited = proposal.edited or bool(changed)
        proposal.decision = Proposal.Decision.ACCEPTED
        proposal.save()
        payload = ProposalEdited(proposal.intake.slug, proposal.label, proposal.title, changed)
        record(payload, actor=actor, subject=Subject("policy-intake", str(proposal.intake_id)), now=now)
    return changed
