"""Asking time servers over UDP: one question each, answered within a few seconds or not at all."""

import secrets
import socket
import time
from dataclasses import dataclass

from quanheng.apps.evidence.timekeeping.sources import Source
from quanheng.core.timekeeping.sntp import BadAnswer, Fault, Reading, question, read
from quanheng.kernel.clock import nanoseconds

LARGEST = 1024
NO_ANSWER = "no_answer"


@dataclass(frozen=True, slots=True)
class Answered:
    """What one source answered; ``fault`` says why there is no ``reading``."""

    source: str
    address: str = ""
    reading: Reading | None = None
    fault: str = ""
    detail: str = ""


def ask(source: Source, seconds: float) -> Answered:
    """Ask one source. Never raises: a source that cannot be asked is an answer too."""
    address = ""
    try:
        family, kind, protocol, _name, place = socket.getaddrinfo(source.host, source.port, type=socket.SOCK_DGRAM)[0]
        address = str(place[0])
        with socket.socket(family, kind, protocol) as there:
            there.connect(place)  # packets from elsewhere are not even seen
            return Answered(source.name, address, _exchanged(there, seconds))
    except BadAnswer as bad:
        return Answered(source.name, address, None, bad.fault.value, bad.detail[:200])
    except (OSError, UnicodeError) as fault:
        return Answered(source.name, address, None, NO_ANSWER, (str(fault) or type(fault).__name__)[:200])


def _exchanged(there: socket.socket, seconds: float) -> Reading:
    """The time between is measured with a clock that is never set: a step meanwhile would look like an offset."""
    nonce = secrets.randbits(64)
    sent, begun = nanoseconds(), time.monotonic_ns()
    there.send(question(nonce))
    while True:
        left = seconds - (time.monotonic_ns() - begun) / 1_000_000_000
        if left <= 0:
            raise TimeoutError("timed out")
        there.settimeout(left)
        packet = there.recv(LARGEST)
        received = sent + time.monotonic_ns() - begun
        try:
            return read(packet, nonce, sent, received)
        except BadAnswer as bad:
            if bad.fault is not Fault.NOT_OURS:
                raise  # one that answers another question is passed over: the right one may follow
