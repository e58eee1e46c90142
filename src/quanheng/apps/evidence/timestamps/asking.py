"""Asking an authority over HTTP (RFC 3161, 3.4): one question, one answer, within bounds of time and size."""

import secrets
import time
from dataclasses import dataclass
from datetime import datetime
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from urllib.parse import urlsplit

from quanheng.apps.evidence.timestamps.authority import Authority
from quanheng.core.trust.timestamps.answers import LONGEST, NotStamped, Stamp, Why, verify
from quanheng.core.trust.timestamps.imprints import Imprint
from quanheng.core.trust.timestamps.request import NONCE_BITS, Request
from quanheng.kernel import clock

QUESTION, ANSWER = "application/timestamp-query", "application/timestamp-reply"
OK = 200
PIECE = 4096


class NoAnswer(Exception):
    """The authority said nothing that could be an answer."""


@dataclass(frozen=True, slots=True)
class Asked:
    """An answer that holds, and when it was asked for and received by the clock of this platform."""

    answer: bytes
    nonce: int
    stamp: Stamp
    asked_at: datetime
    answered_at: datetime


def ask(authority: Authority, imprint: Imprint) -> Asked:
    """Have ``imprint`` stamped. Raises :class:`NoAnswer`, or :class:`NotStamped` for an answer that does not hold."""
    nonce = secrets.randbits(NONCE_BITS - 1) + 1
    question = Request(imprint, nonce, authority.policy).encode()
    asked_at = clock.now()
    answer = _exchanged(authority, question)
    answered_at = clock.now()
    stamp = verify(answer, imprint, roots=authority.roots, nonce=nonce, policy=authority.policy)
    return Asked(answer, nonce, stamp, asked_at, answered_at)


def _exchanged(authority: Authority, question: bytes) -> bytes:
    parts = urlsplit(authority.url)
    kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    there = kind(parts.hostname or "", parts.port, timeout=authority.seconds)
    ends = time.monotonic() + authority.seconds
    try:
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        there.request("POST", path, question, {"Content-Type": QUESTION, "Accept": ANSWER})
        response = there.getresponse()
        if response.status != OK:
            raise NoAnswer(f"HTTP {response.status}")
        if response.headers.get_content_type() != ANSWER:
            raise NoAnswer(response.headers.get_content_type())
        return _read(response, ends)
    except (OSError, HTTPException) as fault:
        raise NoAnswer(str(fault) or type(fault).__name__) from fault
    finally:
        there.close()


def _read(response: HTTPResponse, ends: float) -> bytes:
    """The body, piece by piece: one that drips, or does not end, is given up."""
    found = b""
    while piece := response.read1(PIECE):
        found += piece
        if len(found) > LONGEST:
            raise NotStamped(Why.UNREADABLE, "too long")
        if time.monotonic() > ends:
            raise NoAnswer("timed out")
    return found
