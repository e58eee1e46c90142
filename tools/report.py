"""What the tools say: headings with times, and one summary at the end."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
_COLOUR = sys.stderr.isatty() and "NO_COLOR" not in os.environ


def paint(text: str, code: str) -> str:
    """``text`` in an ANSI style on a terminal, as it is elsewhere."""
    return f"\033[{code}m{text}\033[0m" if _COLOUR else text


def say(text: str = "") -> None:
    """One line for people, at once and in order with what the children print."""
    print(text, file=sys.stderr, flush=True)


@dataclass
class Outcome:
    """How one part of a run went: its counts, its time, and how to run it again alone."""

    name: str
    again: str
    passed: int = 0
    failed: int = 0
    skipped: int = 0
    seconds: float = 0.0
    note: str = ""


@dataclass
class Report:
    """The parts of one run, in order."""

    outcomes: list[Outcome] = field(default_factory=list)

    @contextmanager
    def part(self, name: str, again: str) -> Iterator[Outcome]:
        """Print a heading, time what happens inside, keep the outcome."""
        say(f"\n{paint(f'== {name}', '1')}")
        outcome = Outcome(name, again)
        begun = time.monotonic()
        yield outcome
        outcome.seconds = time.monotonic() - begun
        self.outcomes.append(outcome)
        verdict = paint(f"{outcome.failed} failed", "31") if outcome.failed else paint("passed", "32")
        say(f"-- {name}: {verdict} ({outcome.seconds:.1f} s)")

    def close(self) -> int:
        """Print the table, what to run again, and the sums as the last line. The exit code."""
        say(f"\n{paint('== summary', '1')}")
        for outcome in self.outcomes:
            counts = f"{outcome.passed:6d} passed {outcome.failed:4d} failed {outcome.skipped:4d} skipped"
            say(f"{outcome.name:38} {counts} {outcome.seconds:7.1f} s  {outcome.note}")
        failed = [outcome for outcome in self.outcomes if outcome.failed]
        for outcome in failed:
            say(f"again: {outcome.again}")
        sums = [sum(getattr(outcome, kind) for outcome in self.outcomes) for kind in ("passed", "failed", "skipped")]
        sys.stderr.flush()
        print("{} passed, {} failed, {} skipped".format(*sums), flush=True)
        return 1 if failed else 0
