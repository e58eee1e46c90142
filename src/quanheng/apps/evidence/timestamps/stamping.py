"""The latest checkpoint is stamped every so often, in the background."""

import logging

from django.conf import settings

from quanheng.apps.evidence.timestamps.authority import Misconfigured, authority
from quanheng.kernel.actor import system_actor
from quanheng.kernel.clock import now
from quanheng.kernel.errors import BadInput
from quanheng.kernel.work import task
from quanheng.kernel.work.ticks import ticking

log = logging.getLogger(__name__)
ACTOR = system_actor("timestamps")


@task()
def stamp_checkpoints() -> None:
    """One turn."""
    with ticking(stamp_checkpoints, settings.TSA_MINUTES):
        stamp_latest()


def stamp_latest() -> bool:
    """Have the latest checkpoint stamped, unless it is, or nobody can be asked. Answers whether it was."""
    from quanheng.apps.evidence.actions.take_timestamp import take_timestamp
    from quanheng.apps.evidence.log.reading import latest
    from quanheng.apps.evidence.models import Timestamp
    from quanheng.apps.evidence.timestamps.targets import Target

    try:
        if authority() is None:
            return False
    except Misconfigured as wrong:
        log.warning("%s", wrong)
        return False
    checkpoint = latest()
    if checkpoint is None or Timestamp.objects.filter(checkpoint=checkpoint).exists():
        return False
    try:
        take_timestamp(target=Target(checkpoint=checkpoint), actor=ACTOR, now=now())
    except BadInput as fault:  # on record as an event
        log.warning("no timestamp: %s", fault)
        return False
    return True
