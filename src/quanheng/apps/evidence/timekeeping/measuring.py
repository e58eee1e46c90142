"""A round of questions, by hand or in the background."""

import logging

from django.conf import settings

from quanheng.apps.evidence.timekeeping.asking import ask
from quanheng.apps.evidence.timekeeping.sources import Misconfigured, sources
from quanheng.kernel.actor import Actor, system_actor
from quanheng.kernel.clock import now
from quanheng.kernel.work import task
from quanheng.kernel.work.ticks import ticking

log = logging.getLogger(__name__)
ACTOR = system_actor("timekeeping")


@task()
def keep_time() -> None:
    """One turn."""
    with ticking(keep_time, settings.TIME_MINUTES):
        try:
            measure(ACTOR)
        except Misconfigured as wrong:
            log.warning("%s", wrong)


def measure(actor: Actor) -> bool:
    """Ask every source of the settings and put it on record. Answers whether there was any. Raises
    :class:`~quanheng.apps.evidence.timekeeping.sources.Misconfigured`.
    """
    from quanheng.apps.evidence.actions.measure_time import measure_time

    asked = sources()
    if not asked:
        return False
    answers = [ask(one, settings.TIME_SECONDS) for one in asked]
    measure_time(answers=answers, actor=actor, now=now())
    return True
