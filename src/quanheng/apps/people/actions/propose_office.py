"""propose_office: one administrator proposes that a platform office is given to a person, or that it ends."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from quanheng.apps.evidence.public import record
from quanheng.apps.people.appointing import may_begin_or_fault, may_end_or_fault
from quanheng.apps.people.checks import save_or_fault
from quanheng.apps.people.events import OfficeProposed
from quanheng.apps.people.models import Appointment, Office, OfficeProposal, Organisation, Person
from quanheng.apps.people.policies import APPOINTING, may_propose_office
from quanheng.kernel.actor import Actor
from quanheng.kernel.errors import bad_input


def propose_office(  # noqa: PLR0913  the facts of one record
    *,
    person: Person,
    office: Office,
    organisation: Organisation,
    reason: str,
    actor: Actor,
    now: datetime,
    start: date | None = None,
    end: date | None = None,
    appointment: Appointment | None = None,
    instrument: str = "",
    source: str = "",
    confidence: str = "",
) -> OfficeProposal:
    """Propose to appoint ``person`` from ``start``, or, with ``appointment``, to end that one on ``end``. What could
    not be done now is not proposed either: ``BadInput`` says why.
    """
    may_propose_office(actor, person_id=person.pk, region=organisation.region_id).require()
    if not office.grants:
        raise bad_input("office", _("这不是平台职务"), _("其他职务由登记员直接登记。"))
    ending = appointment is not None
    with transaction.atomic():
        if appointment is not None and end is not None:
            may_end_or_fault(appointment, end)
        elif start is not None:
            may_begin_or_fault(person=person, office=office, organisation=organisation, start=start, end=end)
        proposal = OfficeProposal(
            kind=OfficeProposal.Kind.END if ending else OfficeProposal.Kind.APPOINT,
            person=person,
            office=office,
            organisation=organisation,
            appointment=appointment,
            start=start,
            end=end,
            instrument=instrument.strip(),
            source=source.strip(),
            confidence=confidence,
            reason=reason.strip(),
            proposed_by_id=actor.account_id or 0,
            proposed_role=min(actor.roles & APPOINTING),
            proposed_at=now,
        )
        save_or_fault(proposal)
        payload = OfficeProposed(
            proposal.pk,
            proposal.kind,
            person.key,
            office.name,
            organisation.name,
            _iso(start),
            _iso(end),
            reason.strip(),
        )
        record(payload, actor=actor, subject=proposal.subject, now=now)
    return proposal


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
