"""appoint: a person holds an office in an organisation from a day on."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from quanheng.apps.evidence.public import record
from quanheng.apps.people.checks import save_or_fault
from quanheng.apps.people.events import Appointed
from quanheng.apps.people.models import Appointment, Office, Organisation, Person
from quanheng.apps.people.policies import may_appoint
from quanheng.kernel.actor import Actor
from quanheng.kernel.clock import FIRST_DAY, LAST_DAY
from quanheng.kernel.errors import bad_input
from quanheng.kernel.subjects import Subject


def appoint(  # noqa: PLR0913  the facts of one record
    *,
    person: Person,
    office: Office,
    organisation: Organisation,
    start: date,
    source: str,
    confidence: str,
    actor: Actor,
    now: datetime,
    end: date | None = None,
    instrument: str = "",
) -> Appointment:
    """Record that ``person`` holds ``office`` on every day d with ``start <= d < end``. Raises ``BadInput`` when the
    same person already holds that office there on one of these days.
    """
    may_appoint(actor, person_id=person.pk, grants=office.grants).require()
    if not FIRST_DAY <= start <= LAST_DAY:
        raise bad_input("start", _("任职起日超出范围"), _("请填写 1949-10-01 至 2100-12-31 之间的日期。"))
    with transaction.atomic():
        _no_overlap(person, office, organisation, start, end)
        appointment = Appointment(
            person=person,
            office=office,
            organisation=organisation,
            start=start,
            end=end,
            instrument=instrument.strip(),
            source=source,
            confidence=confidence,
            changed_at=now,
        )
        save_or_fault(appointment)
        record(
            Appointed(person.key, office.name, organisation.name, start.isoformat(), end.isoformat() if end else ""),
            actor=actor,
            subject=Subject("person", person.key),
            now=now,
        )
    return appointment


def _no_overlap(person: Person, office: Office, organisation: Organisation, start: date, end: date | None) -> None:
    running = Appointment.objects.filter(person=person, office=office, organisation=organisation).filter(
        Q(end=None) | Q(end__gt=start)
    )
    if end is not None:
        running = running.filter(start__lt=end)
    if running.exists():
        raise bad_input("start", _("与该人员已登记的同一任职在时间上重叠"), _("请先终止原任职，或改正起止日期。"))
