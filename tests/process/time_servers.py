"""Small NTP servers on this machine, each as far off as a test says."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from quanheng.core.timekeeping.sntp import PACKET, SECOND, timestamp

Change = Callable[[bytes], bytes | None]


def answer(question: bytes, offset: int, **changes: int) -> bytes:
    """What a server of stratum 1 says whose clock is ahead of ours by ``offset`` nanoseconds."""
    moment = timestamp(time.time_ns() + offset)
    facts = {
        "head": 4 << 3 | 4,
        "stratum": 1,
        "poll": 4,
        "precision": -20,
        "root_delay": 0,
        "root_dispersion": 0x40,
        "reference": int.from_bytes(b"TEST", "big"),
        "set": moment,
        "origin": int.from_bytes(question[40:48], "big"),
        "arrived": moment,
        "left": timestamp(time.time_ns() + offset),
    }
    return PACKET.pack(*{**facts, **changes}.values())


@contextmanager
def serving(offset_ms: float = 0, change: Change | None = None) -> Iterator[str]:
    """The address of one server. ``change`` gets its answer and gives what is sent instead; ``None``: nothing is."""
    there = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    there.bind(("127.0.0.1", 0))
    there.settimeout(0.1)
    stop = threading.Event()

    def run() -> None:
        while not stop.is_set():
            try:
                question, place = there.recvfrom(1024)
            except TimeoutError:
                continue
            said: bytes | None = answer(question, round(offset_ms * SECOND / 1000))
            said = change(said or b"") if change else said
            if said is not None:
                there.sendto(said, place)

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield f"127.0.0.1:{there.getsockname()[1]}"
    finally:
        stop.set()
        thread.join()
        there.close()
