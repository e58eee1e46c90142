"""Many short processes of one platform: Django is loaded once, and every script runs in a process forked from there,
with a home and a database of its own. It is killed, starved and watched like any other process.
"""

import json
import os
import subprocess
import sys
import traceback
from pathlib import Path


class Forks:
    """The loaded process, and what it runs."""

    def __init__(self, environment: dict[str, str]) -> None:
        command = [sys.executable, "-m", "tests.process.forked"]
        self._process = subprocess.Popen(
            command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def run(self, script: str, home: Path, database: str, output: Path) -> tuple[int, str]:
        """Run ``script`` to its end: the exit code (negative: the signal that killed it) and what it said."""
        asked = {"script": script, "home": str(home), "database": database, "output": str(output)}
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(asked) + "\n")
        self._process.stdin.flush()
        return int(self._process.stdout.readline()), output.read_text(errors="replace")

    def end(self) -> None:
        """Nothing outlives the tests."""
        self._process.communicate(timeout=60)


def serve() -> None:
    """Fork for each line that comes in, and answer with how the fork ended."""
    from quanheng.kernel import sqlite

    sqlite.use_bundled_library()
    import django

    django.setup()
    for line in sys.stdin:
        asked = json.loads(line)
        child = os.fork()
        if not child:
            _become(asked)
        _, status = os.waitpid(child, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()


def _become(asked: dict[str, str]) -> None:
    """The process of one script: never returns."""
    from django.conf import settings
    from django.db import connections

    output = os.open(asked["output"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    for stream in (1, 2):
        os.dup2(output, stream)
    home = Path(asked["home"])
    settings.LOG_HOME, settings.FILES = home / "log", home / "files"
    connections.settings["default"]["NAME"] = asked["database"]
    code = 0
    try:
        exec(asked["script"], {"__name__": "__main__"})
    except BaseException:  # noqa: BLE001  however it ended, this process must not go on as its parent
        traceback.print_exc()
        code = 1
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    serve()
