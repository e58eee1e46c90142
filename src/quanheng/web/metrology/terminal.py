"""Text for a terminal: tables that stay aligned with Chinese in them, progress that does not get in the way."""

import time
from collections.abc import Collection, Sequence
from typing import TextIO

from quanheng.core.metrology.plots.svg import columns

QUIET_SECONDS, LINE_SECONDS, TTY_SECONDS = 1.0, 5.0, 0.2


def padded(text: str, width: int, *, right: bool = False) -> str:
    """``text`` filled with spaces to ``width`` columns."""
    space = " " * max(width - columns(text), 0)
    return space + text if right else text + space


def table(headings: Sequence[str], rows: Sequence[Sequence[str]], *, right: Collection[int] = ()) -> str:
    """A table with a rule under its headings; the columns in ``right`` are aligned to the right."""
    widths = [max(columns(row[i]) for row in [headings, *rows]) for i in range(len(headings))]
    lines = [
        "  ".join(padded(one, widths[i], right=i in right) for i, one in enumerate(row)).rstrip()
        for row in [headings, *rows]
    ]
    return "\n".join([lines[0], "─" * sum([*widths, 2 * (len(widths) - 1)]), *lines[1:]])


class Progress:
    """Says how far a long run is, after the first second: on one line of a terminal, else a line every five seconds."""

    def __init__(self, stream: TextIO, template: str) -> None:
        self.stream, self.template = stream, template
        self.begun = self.said = time.monotonic()
        self.tty = stream.isatty()
        self.open = False

    def __call__(self, done: int, total: int) -> None:
        """Report ``done`` of ``total`` parts."""
        now = time.monotonic()
        if now - self.begun < QUIET_SECONDS or now - self.said < (TTY_SECONDS if self.tty else LINE_SECONDS):
            return
        self.said, self.open = now, self.tty
        values = {"done": done, "total": total, "share": done / total, "seconds": now - self.begun}
        self.stream.write(("\r" if self.tty else "") + self.template.format(**values) + ("" if self.tty else "\n"))
        self.stream.flush()

    def close(self) -> None:
        """Leave the line."""
        if self.open:
            self.stream.write("\n")
            self.open = False
