"""Load on a running server: wrk where it is installed, else threads with kept connections."""

import re
import shutil
import statistics
import subprocess
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

SCRIPT = """
local paths = { %s }
local n = 0
request = function() n = n %% #paths + 1; return wrk.format("GET", paths[n]) end
done = function(summary, latency, requests)
  local errors = summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.timeout
  local rate, p95 = summary.requests / summary.duration * 1e6, latency:percentile(95) / 1000
  io.write(string.format("RESULT %%f %%f %%d\\n", rate, p95, errors))
end
"""


@dataclass(frozen=True)
class Measured:
    """Answers a second, the 95th percentile in milliseconds, and how many were not 2xx or 3xx."""

    rate: float
    p95: float
    errors: int


def measure(port: int, paths: Sequence[str], *, seconds: float, connections: int, core: int | None) -> Measured:
    """Ask for ``paths`` in turn, over ``connections`` kept connections, for ``seconds``."""
    if shutil.which("wrk"):
        return _wrk(port, paths, seconds, connections, core)
    return _threads(port, paths, seconds, connections)


def _wrk(port: int, paths: Sequence[str], seconds: float, connections: int, core: int | None) -> Measured:
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "paths.lua"
        script.write_text(SCRIPT % ", ".join(f'"{path}"' for path in paths))
        command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "-s", str(script), f"http://127.0.0.1:{port}"]
        said = subprocess.run(pinned(command, core), capture_output=True, text=True, check=True).stdout
    found = re.search(r"RESULT (\S+) (\S+) (\d+)", said)
    if found is None:
        raise RuntimeError(f"wrk said nothing we understand:\n{said}")
    return Measured(float(found[1]), float(found[2]), int(found[3]))


def _threads(port: int, paths: Sequence[str], seconds: float, connections: int) -> Measured:
    times: list[float] = []
    errors: list[int] = []
    end = time.monotonic() + seconds

    def client(offset: int) -> None:
        there = HTTPConnection("127.0.0.1", port, timeout=60)
        number = offset
        while (begun := time.monotonic()) < end:
            there.request("GET", paths[number % len(paths)])
            answer = there.getresponse()
            answer.read()
            times.append(time.monotonic() - begun)
            if answer.status >= 400:
                errors.append(answer.status)
            number += connections

    clients = [threading.Thread(target=client, args=(number,)) for number in range(connections)]
    for one in clients:
        one.start()
    for one in clients:
        one.join()
    return Measured(len(times) / seconds, statistics.quantiles(times, n=20)[18] * 1000, len(errors))


def pinned(command: Sequence[str], core: int | None) -> list[str]:
    """``command`` on one core, where the machine has more than one and taskset."""
    return [*command] if core is None or not shutil.which("taskset") else ["taskset", "-c", str(core), *command]
