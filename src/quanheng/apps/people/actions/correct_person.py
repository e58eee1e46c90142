"""correct_person: where a person works was wrong or has changed."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from quanheng.apps.evidence.public import record
from quanheng.apps.people.checks import save_or_fault
from quanheng.apps.people.events import PersonCorrected
from quanheng.apps.people.jurisdiction import regions_of
from quanheng.apps.people.models import Organisation, Person
from quanheng.apps.people.policies import may_register
from quanheng.kernel.actor import Actor
from quanheng.kernel.errors import bad_input
from quanheng.kernel.subjects import Subject


def correct_person(
    *, person: Person, employer: Organisation | None, reason: str, actor: Actor, now: datetime
) -> Person:
    """Set the employer (``None``: not known). Raises ``BadInput`` when nothing would change."""
    may_register(actor, *regions_of(person, employer)).require()
    if person.employer == employer:
        raise bad_input("employer", _("没有任何变化"), _("请修改后再提交。"))
    with transaction.atomic():
        was = person.employer.name if person.employer else ""
        person.employer = employer
        person.changed_at = now
        save_or_fault(person)
        record(
            PersonCorrected(person.key, was, employer.name if employer else "", reason.strip()),
            actor=actor,
            subject=Subject("person", person.key),
            now=now,
        )
    return person
