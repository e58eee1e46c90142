"""record_failed_sign_in: signing in failed; the next attempt of the same kind waits longer."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from quanheng.apps.evidence.public import record
from quanheng.apps.people.events import SignInFailed
from quanheng.apps.people.models import SignInFailure
from quanheng.apps.people.rules.throttle import FORGOTTEN_AFTER, wait_after
from quanheng.apps.people.throttle import Bucket
from quanheng.kernel.actor import Actor
from quanheng.kernel.subjects import Subject


def record_failed_sign_in(  # noqa: PLR0913  the facts of one record
    *, account_id: int, address: str, buckets: Sequence[Bucket], actor: Actor, now: datetime, step: str = "password"
) -> None:
    """Count the failure in every bucket. ``account_id`` is 0 when no account has the name that was typed; the name
    itself is kept nowhere, because people type passwords into that field. ``step`` is what failed: password, code,
    passkey or identity.
    """
    with transaction.atomic():
        SignInFailure.objects.filter(last_at__lt=now - FORGOTTEN_AFTER).delete()
        for bucket in buckets:
            row, _ = SignInFailure.objects.get_or_create(
                bucket=bucket.digest, defaults={"wait_until": now, "last_at": now}
            )
            row.failures += 1
            row.last_at = now
            row.wait_until = now + wait_after(row.failures, bucket.free)
            row.save()
        record(SignInFailed(address, step), actor=actor, subject=Subject("account", str(account_id)), now=now)
