"""How the web server is started: by ``quanheng up``, and by whoever measures it."""

import sys

THREADS = {"sqlite": 2, "postgresql": 8}
"""Blocking threads a worker: one writer and a few readers gain nothing from more on SQLite; PostgreSQL waits less."""
LAST_WORD = 5
"""Seconds a request in progress gets to end when the server stops."""


def web_server(*, host: str, port: int, workers: int, vendor: str) -> list[str]:
    """The command of granian for the database ``vendor``. It starts workers that died anew, and keeps no access log."""
    return [
        sys.executable,
        *("-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port), "--no-ws"),
        *("--workers", str(workers), "--blocking-threads", str(THREADS[vendor]), "--respawn-failed-workers"),
        *("--workers-kill-timeout", str(LAST_WORD), "--no-access-log", "--log-level", "warning"),
        "quanheng.web.wsgi:application",
    ]
