"""withdraw_organisation: an organisation that was registered by mistake leaves the register."""

from datetime import datetime

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from quanheng.apps.evidence.public import record
from quanheng.apps.people.events import OrganisationWithdrawn
from quanheng.apps.people.models import Organisation, OrganisationParent
from quanheng.apps.people.policies import may_register
from quanheng.kernel.actor import Actor
from quanheng.kernel.errors import bad_input
from quanheng.kernel.search.outbox import touch
from quanheng.kernel.subjects import Subject


def withdraw_organisation(
    *, organisation: Organisation, reason: str, actor: Actor, now: datetime, with_parents: bool = False
) -> None:
    """Remove the row; its events stay, and its number is never given again. ``with_parents``: what it belongs to goes
    with it. ``BadInput`` when anything rests on it: then it is part of what happened and can only be corrected.
    """
    may_register(actor).require()
    with transaction.atomic():
        key, name, public = organisation.key, organisation.name, organisation.public
        record(
            OrganisationWithdrawn(key, name, reason),
            actor=actor,
            subject=Subject("organisation", key),
            now=now,
            private=not public,
        )
        touch("organisation", [key])
        if with_parents:
            OrganisationParent.objects.filter(organisation=organisation).delete()
        try:
            organisation.delete()
        except ProtectedError as used:
            raise bad_input("", _("“%s”已被其他登记使用") % name, _("只能更正，不能撤回。")) from used
