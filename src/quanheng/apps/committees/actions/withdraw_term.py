"""withdraw_term: a term that was recorded by mistake leaves the register."""

from datetime import datetime

from django.db import transaction

from quanheng.apps.committees.events import TermWithdrawn
from quanheng.apps.committees.models import Term
from quanheng.apps.committees.policies import may_change
from quanheng.apps.evidence.public import record
from quanheng.kernel.actor import Actor
from quanheng.kernel.search.outbox import touch
from quanheng.kernel.subjects import Subject


def withdraw_term(*, term: Term, reason: str, actor: Actor, now: datetime) -> None:
    """Remove the term; its events stay."""
    may_change(actor, term.committee).require()
    with transaction.atomic():
        committee, ordinal = term.committee, term.ordinal
        term.delete()
        committee.changed_at = now
        committee.save(update_fields=["changed_at"])
        touch("committee", [committee.key])
        payload = TermWithdrawn(committee.name, ordinal, reason)
        record(payload, actor=actor, subject=Subject("committee", committee.key), now=now)
