"""withdraw_committee: a committee that was recorded by mistake leaves the register."""

from datetime import datetime

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from quanheng.apps.committees.events import CommitteeWithdrawn
from quanheng.apps.committees.models import Committee, Hosting, Term
from quanheng.apps.committees.policies import may_change
from quanheng.apps.evidence.public import record
from quanheng.apps.people.public import withdraw_organisations
from quanheng.kernel.actor import Actor
from quanheng.kernel.errors import bad_input
from quanheng.kernel.search.outbox import touch
from quanheng.kernel.subjects import Subject


def withdraw_committee(*, committee: Committee, body: bool, reason: str, actor: Actor, now: datetime) -> None:
    """Remove the committee with its hosts and terms; its events stay. ``body``: its organisation, which entered the
    register with it, leaves too. ``BadInput`` when anything else rests on either of them.
    """
    may_change(actor, committee).require()
    with transaction.atomic():
        key, name, organisation = committee.key, committee.name, committee.organisation
        payload = CommitteeWithdrawn(key, name, reason)
        record(payload, actor=actor, subject=Subject("committee", key), now=now)
        touch("committee", [key])
        Hosting.objects.filter(committee=committee).delete()
        Term.objects.filter(committee=committee).delete()
        try:
            committee.delete()
        except ProtectedError as used:
            raise bad_input("", _("“%s”已被其他登记使用") % name, _("只能更正，不能撤回。")) from used
        if body:
            withdraw_organisations(organisations=[organisation], with_parents=True, reason=reason, actor=actor, now=now)
