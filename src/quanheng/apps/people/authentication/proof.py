"""What the one behind a session has proved, and when. Kept in the session, through allauth's records."""

import time
from dataclasses import dataclass
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from django.conf import settings
from django.http import HttpRequest

from quanheng.apps.people.models import Account

FRESH = 10 * 60
"""Seconds for which a full proof allows changing factors, passwords and sessions."""
FACTORS = ("code", "passkey", "recovery", "provider")
SINCE, SEEN, PROVED = "people.since", "people.seen", "people.proved"


@dataclass(frozen=True, slots=True)
class Proof:
    """``methods`` in the order they were proved: password, code, passkey, recovery, provider, identity."""

    methods: tuple[str, ...]

    @property
    def strong(self) -> bool:
        """Whether a second factor, or one that is two in itself, was proved."""
        return any(method in FACTORS for method in self.methods)

    @property
    def by_password(self) -> bool:
        """Whether the password was used."""
        return "password" in self.methods


def prove(request: HttpRequest, account: Account, method: str) -> None:
    """Remember that ``method`` was proved in this session."""
    record_authentication(request, account, method)


def proof_of(request: HttpRequest, account: Any) -> Proof:
    """What was proved in this session for ``account``."""
    return Proof(tuple(str(record.get("method")) for record in get_authentication_records(request, account)))


def refresh(request: HttpRequest) -> None:
    """Everything that can be asked for was proved just now."""
    request.session[PROVED] = int(time.time())


def is_fresh(request: HttpRequest) -> bool:
    """Whether that is less than ten minutes ago."""
    proved = request.session.get(PROVED)
    return isinstance(proved, int) and 0 <= time.time() - proved < FRESH


def begin(request: HttpRequest) -> None:
    """The session begins now."""
    moment = int(time.time())
    request.session[SINCE] = request.session[SEEN] = request.session[PROVED] = moment


def overdue(request: HttpRequest) -> str:
    """``idle`` or ``absolute`` when the session is over by its age, else nothing."""
    moment = time.time()
    since, seen = request.session.get(SINCE), request.session.get(SEEN)
    if not isinstance(since, int) or not isinstance(seen, int):
        return "absolute"
    if moment - since >= settings.SESSION_ABSOLUTE_SECONDS:
        return "absolute"
    return "idle" if moment - seen >= settings.SESSION_IDLE_SECONDS else ""
