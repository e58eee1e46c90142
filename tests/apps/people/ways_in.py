"""Signing in as people do, through the pages."""

import re
from datetime import datetime
from typing import Any

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client

from tests.apps.people.conftest import PASSWORD

WHEN = datetime.fromisoformat("2026-11-22T08:00:00+08:00")


def by_password(client: Client, name: str, password: str = PASSWORD) -> Any:
    """The first page."""
    return client.post("/sign-in/", {"username": name, "password": password})


def code_of(secret: str, clock: Any, ahead: int = 0) -> str:
    """What an authenticator app shows at the time of the test's clock."""
    return format_hotp_value(hotp_value(secret, int(clock.time()) // 30 + ahead))


def bind_app(client: Client, clock: Any) -> tuple[str, list[str]]:
    """Bind an app to the account that is signed in: its secret and the recovery codes."""
    page = client.get("/account/enrol/app/").content.decode()
    secret = re.search(r"<code data-secret>([A-Z2-7 ]+)</code>", page)[1].replace(" ", "")
    answer = client.post("/account/enrol/app/", {"code": code_of(secret, clock)})
    assert answer.status_code in {200, 302}, answer.content.decode()
    return secret, re.findall(r"<code>(\d{1,2}-[a-z0-9]{5}-[a-z0-9]{5})</code>", answer.content.decode())


def enrolled(name: str, clock: Any) -> tuple[Client, str, list[str]]:
    """A browser in which ``name`` signed in for the first time and bound an app; a minute later."""
    client = Client()
    by_password(client, name)
    secret, codes = bind_app(client, clock)
    clock.shift(60)
    return client, secret, codes


def is_in(client: Client) -> bool:
    """Whether the browser is signed in and may work."""
    return client.get("/workbench/").status_code == 200
