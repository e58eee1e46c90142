"""withdraw_organisations: organisations that were registered by mistake leave the register."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from quanheng.apps.evidence.public import record_many
from quanheng.apps.people.events import OrganisationWithdrawn
from quanheng.apps.people.jurisdiction import regions_of
from quanheng.apps.people.models import Organisation, OrganisationParent
from quanheng.apps.people.policies import may_register
from quanheng.kernel.actor import Actor
from quanheng.kernel.errors import bad_input
from quanheng.kernel.resting import in_use
from quanheng.kernel.search.outbox import touch
from quanheng.kernel.subjects import Subject


def withdraw_organisations(
    *, organisations: Sequence[Organisation], reason: str, actor: Actor, now: datetime, with_parents: bool = False
) -> None:
    """Remove the rows, or none; their events stay, with one more for each, and their numbers are never given again.
    ``with_parents``: what they belong to goes with them. ``BadInput`` when anything rests on one: then it is part of
    what happened and can only be corrected.
    """
    may_register(actor, *regions_of(*organisations)).require()
    keys = [one.pk for one in organisations]
    with transaction.atomic():
        for public in (True, False):
            told = [one for one in organisations if one.public is public]
            record_many(
                [(OrganisationWithdrawn(one.key, one.name, reason), Subject("organisation", one.key)) for one in told],
                actor=actor,
                now=now,
                private=not public,
            )
        touch("organisation", [one.key for one in organisations])
        if with_parents:
            OrganisationParent.objects.filter(organisation__in=keys).delete()
        if used := in_use(Organisation, keys):
            names = "、".join(one.name for one in organisations if one.pk in used)
            raise bad_input("", _("“%s”已被其他登记使用") % names[:200], _("只能更正，不能撤回。"))
        gone = Organisation.objects.filter(pk__in=keys)
        gone._raw_delete(gone.db)  # noqa: SLF001  nothing rests on them: looking for it again would double the time
