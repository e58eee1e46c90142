"""record_sign_in: somebody signed in; their failures are forgotten."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from quanheng.apps.evidence.public import record
from quanheng.apps.people.events import SignedIn
from quanheng.apps.people.models import SignInFailure
from quanheng.kernel.actor import Actor
from quanheng.kernel.subjects import Subject


def record_sign_in(
    *, address: str, methods: Iterable[str], buckets: Iterable[str], actor: Actor, now: datetime
) -> None:
    """``actor`` signed in, by ``methods``; ``buckets`` are the counts of failures that a success clears."""
    with transaction.atomic():
        SignInFailure.objects.filter(bucket__in=list(buckets)).delete()
        record(
            SignedIn(address, tuple(methods)), actor=actor, subject=Subject("account", str(actor.account_id)), now=now
        )
