"""One sequencer a log: a file lock on the machine, a session lock in a database that several machines share.

It only keeps a second one from doing useless work. That two can never number or sign against each other follows from
the locked state row and from what is compared before each signature.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from quanheng.apps.evidence.log.faults import Busy
from quanheng.kernel.dialects import hold_for_this_session, keep_commits_through_power_failure

NUMBER = 0x71_68_6C_6F_67
"""The number of the lock in PostgreSQL: any, but always this one."""


class Hold:
    """The right to be the sequencer, once it was got."""

    def __init__(self, file: Any) -> None:
        self._file = file
        self._session: Any = None

    def renew(self) -> None:
        """Hold the database session too, anew when it is another than last time. :class:`Busy` while others do."""
        connection.ensure_connection()
        if connection.connection is self._session:
            return
        if not hold_for_this_session(connection, NUMBER):
            raise Busy
        keep_commits_through_power_failure(connection)
        self._session = connection.connection


@contextmanager
def hold() -> Iterator[Hold]:
    """Be the sequencer. :class:`Busy` while another process is."""
    place = Path(settings.LOG_HOME) / "sequencer.lock"
    place.parent.mkdir(parents=True, exist_ok=True)
    with place.open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Busy from None
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield Hold(file)
