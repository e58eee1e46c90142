"""Start processes, keep them running, stop them together. Knows nothing of what they do."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from types import FrameType

PATIENCE = 10.0
"""Seconds a child gets to end by itself before its whole process group is killed."""
TICK = 0.1
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0
SETTLED = 60.0
"""A child that ran this long starts again at once and its back-off is forgotten."""
HOPELESS, PATIENT = 3, 120.0
"""So many deaths, or so many seconds, before the first good answer, and we give up instead of trying for ever."""

Say = Callable[[str], None]


@dataclass
class Child:
    """One long-running process: what it is called, how it starts, and how it fared."""

    name: str
    command: Sequence[str]
    process: "subprocess.Popen[bytes] | None" = None
    started: float = 0.0
    deaths: int = 0
    due: float = 0.0

    def start(self) -> None:
        """Start in a process group of its own, so that a terminal's Ctrl-C reaches only the supervisor."""
        self.process = subprocess.Popen(self.command, start_new_session=True, preexec_fn=_die_with_parent)  # noqa: PLW1509, S603
        self.started = time.monotonic()

    def signal_group(self, number: int) -> None:
        """Send a signal to the process and to whatever it started itself."""
        if self.process:
            try:
                os.killpg(self.process.pid, number)
            except ProcessLookupError:
                return


def _die_with_parent() -> None:
    """On Linux a child gets SIGTERM when its supervisor dies without a word. Elsewhere nothing happens."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)


@dataclass
class Supervisor:
    """Runs its children until a signal asks it to stop."""

    children: list[Child]
    say: Say
    died: Callable[[Child, int, float], str]
    """The sentence for a child that died: the child, its exit code, the pause before it starts again."""
    stopping: bool = field(default=False, init=False)

    def run(self, healthy: Callable[[], bool], ready: Callable[[], bool]) -> int:
        """Start all; once ``healthy`` answers true call ``ready``, which says whether to go on. Exit code 0 or 1.

        Raises nothing of its own: a child that never becomes healthy makes the exit code 1.
        """
        before = {number: signal.signal(number, self._asked_to_stop) for number in (signal.SIGTERM, signal.SIGINT)}
        try:
            for child in self.children:
                child.start()
            return self._watch(healthy, ready)
        finally:
            self._stop()
            for number, handler in before.items():
                signal.signal(number, handler)

    def _watch(self, healthy: Callable[[], bool], ready: Callable[[], bool]) -> int:
        answered, begun = False, time.monotonic()
        while not self.stopping:
            for child in self.children:
                self._look_after(child)
            if not answered:
                if any(child.deaths >= HOPELESS for child in self.children) or time.monotonic() - begun > PATIENT:
                    return 1
                if all(child.process for child in self.children) and healthy():
                    answered = True
                    if not ready():
                        return 0
            time.sleep(TICK)
        return 0

    def _look_after(self, child: Child) -> None:
        now = time.monotonic()
        if child.process is None:
            if now >= child.due:
                child.start()
            return
        code = child.process.poll()
        if code is None:
            return
        child.signal_group(signal.SIGKILL)  # what the dead one started must not keep its port
        child.deaths = 1 if now - child.started > SETTLED else child.deaths + 1
        pause = min(FIRST_PAUSE * 2 ** (child.deaths - 1), LONGEST_PAUSE)
        child.process, child.due = None, now + pause
        self.say(self.died(child, code, pause))

    def _asked_to_stop(self, number: int, frame: FrameType | None) -> None:
        """The first signal asks the children to end; a second one does not wait for them."""
        if self.stopping:
            for child in self.children:
                child.signal_group(signal.SIGKILL)
        self.stopping = True

    def _stop(self) -> None:
        self.stopping = True
        running = [child for child in self.children if child.process]
        for child in running:
            if child.process:
                child.process.terminate()
        deadline = time.monotonic() + PATIENCE
        for child in running:
            if child.process:
                try:
                    child.process.wait(max(0.0, deadline - time.monotonic()))
                except subprocess.TimeoutExpired:
                    self.say(f"{child.name}: SIGKILL")
            child.signal_group(signal.SIGKILL)
            if child.process:
                child.process.wait()
