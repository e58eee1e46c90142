"""withdraw_host: what was recorded of a host unit by mistake is taken back."""

from datetime import datetime

from django.db import transaction

from quanheng.apps.committees.events import HostWithdrawn
from quanheng.apps.committees.models import Hosting
from quanheng.apps.committees.policies import may_change
from quanheng.apps.evidence.public import record
from quanheng.kernel.actor import Actor
from quanheng.kernel.search.outbox import touch
from quanheng.kernel.subjects import Subject


def withdraw_host(*, hosting: Hosting, reopen: bool, reason: str, actor: Actor, now: datetime) -> None:
    """Remove the hosting, or with ``reopen`` only its end."""
    may_change(actor, hosting.committee).require()
    with transaction.atomic():
        committee, host = hosting.committee, hosting.organisation
        if reopen:
            hosting.end = None
            hosting.save(update_fields=["end"])
        else:
            hosting.delete()
        committee.changed_at = now
        committee.save(update_fields=["changed_at"])
        touch("committee", [committee.key])
        payload = HostWithdrawn(committee.name, host.key, host.name, reopen, reason)
        record(payload, actor=actor, subject=Subject("committee", committee.key), now=now)
