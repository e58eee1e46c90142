"""decide_office: the other administrator decides a proposal; agreeing gives the office, or ends it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from quanheng.apps.evidence.public import record
from quanheng.apps.people.appointing import begin, finish
from quanheng.apps.people.events import OfficeDecided
from quanheng.apps.people.models import Appointment, OfficeProposal
from quanheng.apps.people.policies import may_decide_office
from quanheng.kernel.actor import Actor
from quanheng.kernel.errors import bad_input
from quanheng.kernel.subjects import Subject


def decide_office(*, proposal: OfficeProposal, accept: bool, actor: Actor, now: datetime, reason: str = "") -> None:
    """Accept or refuse. Raises ``BadInput`` when it was decided before, or can no longer be done."""
    may_decide_office(
        actor,
        person_id=proposal.person_id,
        proposed_role=proposal.proposed_role,
        proposed_by=proposal.proposed_by_id,
        region=proposal.organisation.region_id,
    ).require()
    if not accept and not reason.strip():
        raise bad_input("reason", _("不同意时须说明理由"))
    with transaction.atomic():
        undecided = OfficeProposal.objects.filter(pk=proposal.pk, decided_at=None)
        if not undecided.update(decided_by=actor.account_id, decided_at=now, accepted=accept):
            raise bad_input("", _("该提议已有决定"), _("需要改变时请另行提议。"))
        if accept:
            _carry_out(proposal, now)
        payload = _event(proposal, accept=accept, reason=reason.strip())
        record(payload, actor=actor, subject=_subject(proposal, accept=accept), now=now)


def _carry_out(proposal: OfficeProposal, now: datetime) -> None:
    if proposal.appointment is not None and proposal.end is not None:
        proposal.appointment.refresh_from_db()
        finish(proposal.appointment, proposal.end, now)
    elif proposal.start is not None:
        begin(
            Appointment(
                person=proposal.person,
                office=proposal.office,
                organisation=proposal.organisation,
                start=proposal.start,
                end=proposal.end,
                instrument=proposal.instrument,
                source=proposal.source,
                confidence=proposal.confidence,
                changed_at=now,
            )
        )


def _event(proposal: OfficeProposal, *, accept: bool, reason: str) -> OfficeDecided:
    return OfficeDecided(
        proposal=proposal.pk,
        kind=proposal.kind,
        accepted=accept,
        person=proposal.person.key,
        office=proposal.office.name,
        organisation=proposal.organisation.name,
        start=proposal.start.isoformat() if proposal.start else "",
        end=proposal.end.isoformat() if proposal.end else "",
        proposed_by=proposal.proposed_by_id,
        reason=reason,
    )


def _subject(proposal: OfficeProposal, *, accept: bool) -> Subject:
    """What was given or ended belongs to the person's history; what was refused stays between the administrators."""
    return Subject("person", proposal.person.key) if accept else proposal.subject
