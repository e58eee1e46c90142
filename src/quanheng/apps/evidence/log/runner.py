"""The sequencer: numbers what waits, signs it about once a second, and says so when it must not."""

import logging
import threading
import time
from collections.abc import Callable, Sequence
from datetime import datetime

from django.db import connection, transaction

from quanheng.apps.evidence.log import sequencing, signing, storage
from quanheng.apps.evidence.log.exclusive import Hold, hold
from quanheng.apps.evidence.log.faults import Busy, Inconsistent
from quanheng.apps.evidence.log.policy import given
from quanheng.apps.evidence.log.reading import latest
from quanheng.apps.evidence.log.witnesses import Witnesses, require_not_behind
from quanheng.apps.evidence.models import Checkpoint
from quanheng.core.trust.notes import SignerKey
from quanheng.kernel import clock

log = logging.getLogger(__name__)

POLL_SECONDS = 0.2
INTERVAL_SECONDS = 1.0
"""Between two checkpoints while there is something new."""
IDLE_SECONDS = 3600.0
"""A checkpoint is published again after this long without anything new, so that a stale one is seen to be stale."""
HALTED_SECONDS = 30.0
"""Between two attempts after a refusal."""
LONGEST_PAUSE = 30.0


def catch_up(*, now: datetime) -> Checkpoint | None:
    """Number everything that waits and sign it, in this process. ``None`` where nothing was ever logged.

    Raises :class:`Busy` while the sequencer runs, :class:`Inconsistent` where nothing may be signed.
    """
    with hold() as held:
        held.renew()
        signers = signing.open_log()
        while sequencing.advance(now=now):
            pass
        if not is_signed():
            signing.publish(signers, now=now)
    return latest()


def is_signed() -> bool:
    """Whether the last checkpoint covers the log as it is."""
    last, size = latest(), storage.read_state().edge.size
    return size == 0 if last is None else last.size == size


class Sequencer:
    """One round after another. Holds nothing that is not in the database, the log's home or its keys."""

    def __init__(self) -> None:
        self._signers: Sequence[SignerKey] | None = None
        self._signed_at = 0.0
        self._witnesses: Witnesses | None = None

    def round(self, held: Hold) -> float:
        """One round; answers how long to wait for the next."""
        held.renew()
        if self._signers is None:
            self._open()
        if time.monotonic() - self._signed_at >= INTERVAL_SECONDS:
            self._number_and_sign(self._signers or ())
        if self._witnesses is not None:
            self._witnesses.round(clock.now())
        return POLL_SECONDS

    def _number_and_sign(self, signers: Sequence[SignerKey]) -> None:
        while sequencing.advance(now=clock.now()) and not self._is_late():
            pass
        if not is_signed() or self._is_stale():
            signing.publish(signers, now=clock.now())
            self._signed_at = time.monotonic()

    def _open(self) -> None:
        """The checks of a start, with what the witnesses saw."""
        signers = signing.open_log()
        peers = given().witnesses
        require_not_behind(peers)
        self._witnesses = Witnesses(peers)
        self._signers = signers
        storage.set_halted("")

    def _is_late(self) -> bool:
        return self._signed_at > 0 and time.monotonic() - self._signed_at > 2 * INTERVAL_SECONDS

    def _is_stale(self) -> bool:
        return time.monotonic() - self._signed_at > IDLE_SECONDS and latest() is not None

    def refused(self, why: Inconsistent) -> float:
        """Nothing is signed: tell the log of the process and everybody who looks, and look again later."""
        self._signers = None
        log.error("%s", why)
        with transaction.atomic(durable=True):
            storage.lock_state()
            storage.set_halted(str(why))
        return HALTED_SECONDS

    def run(self, held: Hold, stop: threading.Event, each_round: Callable[[], None] = lambda: None) -> None:
        """Until told to stop. A fault of the database is logged and tried again; a refusal stops the signing alone."""
        pause = POLL_SECONDS
        while not stop.is_set():
            try:
                each_round()
                pause = self.round(held)
            except Inconsistent as why:
                pause = self.refused(why)
            except Busy:
                log.warning("another process took over the log")
                pause = LONGEST_PAUSE
            except Exception:
                log.exception("sequencing failed; trying again")
                connection.close()
                pause = min(max(pause, POLL_SECONDS) * 2, LONGEST_PAUSE)
            stop.wait(pause)
