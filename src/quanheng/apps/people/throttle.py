"""Which failures count for a sign-in attempt, and whether it must wait."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.core import signing
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from quanheng.apps.people.models import Account, SignInFailure
from quanheng.apps.people.rules.throttle import FREE_CODE, FREE_NETWORK, FREE_PAIR, network
from quanheng.kernel.api.throttle import client_of

COOKIE = "known-device"
COOKIE_AGE = 180 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Bucket:
    """One count: a digest, so that the table names nobody, and how many failures are free."""

    digest: str
    free: int


def buckets(request: HttpRequest, username: str) -> list[Bucket]:
    """The counts an attempt on ``username`` belongs to."""
    name = username.strip().lower()
    device = _known_device(request, name)
    if device:
        return [Bucket(_digest("device", device), FREE_PAIR)]
    place = network(client_of(request))
    return [Bucket(_digest("pair", name, place), FREE_PAIR), Bucket(_digest("network", place), FREE_NETWORK)]


def code_buckets(request: HttpRequest, account: Account) -> list[Bucket]:
    """The counts an attempt to guess a code of ``account`` belongs to."""
    device = _known_device(request, account.username)
    if device:
        return [Bucket(_digest("code", str(account.pk), device), FREE_CODE)]
    return [Bucket(code_digest(account.pk), FREE_CODE)]


def code_digest(account_id: int) -> str:
    """The count of codes guessed for an account from browsers nobody knows."""
    return _digest("code", str(account_id))


def wait_of(counts: list[Bucket], now: datetime) -> timedelta:
    """How long the attempt still has to wait; zero when it may go on. One query."""
    rows = SignInFailure.objects.filter(bucket__in=[count.digest for count in counts], wait_until__gt=now)
    return max((row.wait_until - now for row in rows), default=timedelta(0))


def remember_device(request: HttpRequest, response: HttpResponseBase, username: str) -> None:
    """Give the browser a count of its own for this account."""
    name = username.strip().lower()
    value = signing.dumps([name, _known_device(request, name) or secrets.token_urlsafe(16)], salt=COOKIE)
    response.set_cookie(
        cookie_name(),
        value,
        max_age=COOKIE_AGE,
        httponly=True,
        samesite="Lax",
        secure=request.is_secure(),
        path="/sign-in/",
    )


def cookie_name() -> str:
    """Behind TLS no other scheme may set it."""
    return f"__Secure-{COOKIE}" if settings.SESSION_COOKIE_SECURE else COOKIE


def _known_device(request: HttpRequest, name: str) -> str:
    try:
        owner, device = signing.loads(request.COOKIES.get(cookie_name(), ""), salt=COOKIE, max_age=COOKIE_AGE)
    except (signing.BadSignature, ValueError, TypeError):
        return ""
    return str(device) if owner == name else ""


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()
