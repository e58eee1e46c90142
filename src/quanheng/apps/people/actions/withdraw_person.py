"""withdraw_person: a person who was registered by mistake leaves the register."""

from datetime import datetime

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from quanheng.apps.evidence.public import record
from quanheng.apps.people.events import PersonWithdrawn
from quanheng.apps.people.jurisdiction import regions_of
from quanheng.apps.people.models import Person
from quanheng.apps.people.policies import may_register
from quanheng.kernel.actor import Actor
from quanheng.kernel.errors import bad_input
from quanheng.kernel.subjects import Subject


def withdraw_person(*, person: Person, reason: str, actor: Actor, now: datetime) -> None:
    """Remove the row; its events stay, and its number is never given again. ``BadInput`` when anything rests on it."""
    may_register(actor, *regions_of(person)).require()
    with transaction.atomic():
        record(PersonWithdrawn(person.key, reason), actor=actor, subject=Subject("person", person.key), now=now)
        try:
            person.delete()
        except ProtectedError as used:
            raise bad_input("", _("人员 %s 已被其他登记使用") % person.key, _("只能更正，不能撤回。")) from used
