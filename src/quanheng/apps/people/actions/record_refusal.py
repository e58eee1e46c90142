"""record_refusal: somebody signed in asked for what is not theirs."""

from datetime import datetime

from django.db import transaction

from quanheng.apps.evidence.public import record
from quanheng.apps.people.events import AccessRefused
from quanheng.kernel.actor import Actor
from quanheng.kernel.subjects import Subject

LONGEST = 200


def record_refusal(*, method: str, path: str, actor: Actor, now: datetime) -> None:
    """One event for each refusal; nothing of what was typed into the page."""
    with transaction.atomic():
        payload = AccessRefused(method, path[:LONGEST])
        record(payload, actor=actor, subject=Subject("account", str(actor.account_id)), now=now)
