"""The sessions of an account, as a list people read."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest
from django.utils.translation import gettext as _

from quanheng.apps.people.models import Account

SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)
BROWSERS = (("Edg/", "Edge"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))


@dataclass(frozen=True, slots=True)
class SessionLine:
    """One session: since when, last used when (to the minute), from where, with what, and whether it is this one."""

    number: int
    since: datetime
    seen: datetime
    address: str
    device: str
    current: bool


def sessions_of(account: Account, request: HttpRequest) -> list[SessionLine]:
    """Those that still run, this one first, then the last used."""
    running = UserSession.objects.purge_and_list(account)
    lines = [_line(one, request.session.session_key or "") for one in running]
    return sorted(lines, key=lambda line: (not line.current, -line.seen.timestamp()))


def session_of(account: Account, number: int) -> UserSession | None:
    """One of them."""
    found: UserSession | None = UserSession.objects.filter(user=account, pk=number).first()
    return found


def _line(session: Any, current: str) -> SessionLine:
    return SessionLine(
        session.pk,
        session.created_at,
        session.last_seen_at,
        session.ip,
        device(session.user_agent),
        session.session_key == current,
    )


def device(agent: str) -> str:
    """Browser and system in two words, as far as the browser says."""
    browser = next((name for mark, name in BROWSERS if mark in agent), _("未知浏览器"))
    system = next((name for mark, name in SYSTEMS if re.search(re.escape(mark), agent)), _("未知系统"))
    return f"{browser}，{system}"


def renew(request: HttpRequest, account: Account) -> None:
    """Let the session of this request go on, under a new key, when all sessions of ``account`` ended."""
    before = request.session.session_key
    update_session_auth_hash(request, account)
    row = UserSession.objects.filter(session_key=before).first()
    if row is not None:
        if not request.session.session_key:
            request.session.save()
        row.session_key = request.session.session_key
        row.save(update_fields=["session_key"])
