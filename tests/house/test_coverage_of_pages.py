"""Every address is visited, every template rendered at least once, and no link leads nowhere."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from django.contrib.auth import get_user_model
from django.contrib.staticfiles import finders
from django.test import Client
from django.test.signals import template_rendered
from django.urls import Resolver404, resolve

from quanheng.apps.people.public import create_administrator
from quanheng.kernel.actor import system_actor
from quanheng.kernel.clock import now
from quanheng.web.open_data.views import manual
from tests.house.sources import PACKAGE
from tests.web.addresses import addresses, sample

LINK = re.compile(r'\s(?:href|src|action|hx-get)="(/[^"]*)"')
NOTHING = "?q=%E6%B2%A1%E6%9C%89%E8%BF%99%E6%A0%B7%E7%9A%84%E8%AE%B0%E5%BD%95"
FURTHER = (
    "/search/?q=%E8%A1%80%E5%8E%8B%E8%AE%A1",
    "/search/" + NOTHING,
    "/search/?q=%E8%AE%A1&page=2",
    "/specifications/JJF-9999-2020/",
    "/international/OIML-R-9999/",
    "/international/conflicts/",
    "/nothing/JJF-1070/",
    "/law/?page=0",
    "/committees/" + NOTHING,
    "/specifications/?on=2004-01-01&page=2",
    "/organisations/O000002/",
    "/units/convert/?value=1&from=m&to=km",
    "/units/convert/?value=x&from=m&to=kg",
)


def templates() -> set[str]:
    """The name of every template the project ships."""
    found = [path for path in PACKAGE.rglob("*") if path.is_file() and "templates" in path.parts]
    return {Path(*path.parts[len(path.parts) - path.parts[::-1].index("templates") :]).as_posix() for path in found}


@contextmanager
def collected() -> Iterator[set[str]]:
    """Names of the templates rendered meanwhile."""
    seen: set[str] = set()

    def note(template, **_more):
        seen.add(template.name)

    template_rendered.connect(note)
    yield seen
    template_rendered.disconnect(note)


@pytest.fixture
def visit(searchable):
    """Visit everything, as a reader and as the administrator; pages by path, templates by name."""
    pages: dict[str, str] = {}
    manual.cache_clear()  # made once a process, perhaps by an earlier test
    reader, administrator = Client(raise_request_exception=False), Client(raise_request_exception=False)
    create_administrator(actor=system_actor("test"), now=now())
    administrator.force_login(get_user_model().objects.get())
    with collected() as seen:
        for client in (reader, administrator):
            for path in [*(sample(address) for address in addresses()), *FURTHER]:
                response = client.get(path)
                assert response.status_code < 500, path
                if response.headers.get("Content-Type", "").startswith("text/html"):
                    pages[path] = response.content.decode()
        reader.post("/sign-in/", {"username": "nobody", "password": "nothing"})
        administrator.post("/organisations/register/", {"name": ""})
    return pages, seen


def leads_nowhere(link: str) -> bool:
    path = unquote(urlsplit(unescape(link)).path)
    if path.startswith("/static/"):
        return finders.find(path.removeprefix("/static/")) is None
    try:
        resolve(path)
    except Resolver404:
        return True
    return False


def test_every_template_is_rendered_and_no_link_leads_nowhere(visit, monkeypatch):
    pages, seen = visit
    with collected() as failing:
        monkeypatch.setattr("quanheng.web.open_data.views.schema_org", None)
        assert Client(raise_request_exception=False).get("/open-data/").status_code == 500
    missing = templates() - seen - failing
    assert not missing, f"rendered by no address visited: {sorted(missing)}"
    dead = {(page, link) for page, text in pages.items() for link in LINK.findall(text) if leads_nowhere(link)}
    assert not dead, f"links that lead nowhere: {sorted(dead)[:20]}"
