"""Every address is visited, every template rendered at least once, and no link leads nowhere."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from html import unescape
from io import StringIO
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from django.contrib.auth import get_user_model
from django.contrib.staticfiles import finders
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.test.signals import template_rendered
from django.urls import Resolver404, resolve

from quanheng.apps.evidence.public import Digest, seal
from quanheng.apps.people.actions.appoint import appoint
from quanheng.apps.people.actions.open_account import open_account
from quanheng.apps.people.actions.register_person import register_person
from quanheng.apps.people.models import Office, Organisation, Person
from quanheng.apps.people.public import create_administrators
from quanheng.kernel.actor import system_actor
from quanheng.kernel.clock import now
from quanheng.kernel.subjects import Subject
from quanheng.web.open_data.views import manual
from tests.apps.planning.made import policy_kept_by
from tests.house.sources import PACKAGE
from tests.journeys.ways_in import code_of
from tests.web.access.cast import (
    OWN,
    VISITORS,
    build_world,
    clock_that_was_measured,
    draw_that_was_run,
    draw_under_way,
    label_that_was_issued,
)
from tests.web.addresses import addresses, sample
from tests.working import work

NAMES = ("registrar", "system", "security", "auditor")
WORKING = {"draw-organiser", "draw-approver", "draw-witness", "label-issuer"}
"""Offices of organisations that have pages of their own."""
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
    "/draws/2026-WALK-02/publish/",
    "/verify/?q=O000002",
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
def visit(searchable, log_home, settings, tmp_path):
    """Visit everything, as a reader, as the holder of each platform office and of the offices in ``WORKING``; pages by
    path, templates by name.
    """
    pages: dict[str, str] = {}
    with transaction.atomic():
        subject = Subject("organisation", "O000002")
        first = seal(kind="evidence.file", subject=subject, digest=Digest.of(b"its statutes"), now=now())
        seal(kind="evidence.file", subject=subject, digest=Digest.of(b"its new statutes"), now=now(), replaces=first)
    call_command("log", "sequencer", "--once", stdout=StringIO())
    manual.cache_clear()  # made once a process, perhaps by an earlier test
    create_administrators(actor=system_actor("test"), now=now())
    visitors = {name: Client(raise_request_exception=False) for name in ("", *NAMES)}
    for name in NAMES:
        visitors[name].force_login(get_user_model().objects.get(username=name))
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    working = [one for one in VISITORS if one.place == OWN and one.office in WORKING]
    made = [draw_that_was_run, draw_under_way, label_that_was_issued, clock_that_was_measured]
    world = build_world(now(), working, made)
    visitors |= {one.name: world.client(one) for one in working}
    with collected() as seen:
        for name, client in visitors.items():
            _office_work(name, client)
            values = world.values if name.endswith(OWN) else {}
            for path in [*(sample(address, values) for address in addresses()), *FURTHER]:
                response = client.get(path)
                assert response.status_code < 500, path
                if response.headers.get("Content-Type", "").startswith("text/html"):
                    pages[path] = response.content.decode()
        pages |= _planning_work()
        _bind_an_app(visitors["auditor"])
        _leave_for(settings, tmp_path)
        visitors[""].post("/sign-in/", {"username": "nobody", "password": "nothing"})
        visitors["registrar"].post("/organisations/register/", {"name": ""})
    return pages, seen


def _office_work(name: str, client: Client) -> None:
    """What has to be there to be looked at."""
    if name == "registrar":
        client.post("/people/register/", {"name": "新人", "source": "测试", "confidence": "A"})
        _import(client)
    if name == "security":
        client.post(
            f"/people/{Person.objects.get(name='新人').key}/appoint/",
            {
                "office": "auditor",
                "organisation": "平台运行单位",
                "start": "2099-01-01",
                "source": "测试",
                "confidence": "A",
                "reason": "测试",
            },
        )


def _planning_work() -> dict[str, str]:
    """The pages of a planning officer: an import under way, and a task one may report on."""
    moment = now()
    one = Organisation.objects.order_by("pk").first()
    values = policy_kept_by(one, moment)
    known = {"source": "测试", "confidence": "A", "actor": system_actor("test"), "now": moment}
    person = register_person(name="规划", employer=one, **known)
    office = Office.objects.get(slug="planning-officer")
    appoint(person=person, office=office, organisation=one, start=date(2020, 1, 1), **known)
    account, _password = open_account(person=person, username="planning", actor=system_actor("test"), now=moment)
    client = Client(raise_request_exception=False)
    client.force_login(account)
    paths = [sample(address, values) for address in addresses() if address.name.startswith("planning:")]
    return {path: client.get(path).content.decode() for path in paths if "export" not in path}


def _bind_an_app(client: Client) -> None:
    """The pages of recovery codes and of the second factor."""
    page = client.get("/account/enrol/app/").content.decode()
    found = re.search(r"<code data-secret>([A-Z2-7 ]+)</code>", page)
    assert found
    client.post("/account/enrol/app/", {"code": code_of(found[1].replace(" ", ""))})
    account = get_user_model().objects.get(username="auditor")
    account.set_password("a password for this test")
    account.save()
    stranger = Client()
    stranger.post("/sign-in/", {"username": "auditor", "password": "a password for this test"})
    assert stranger.get("/sign-in/code/").status_code == 200


def _leave_for(settings: Any, place: Path) -> None:
    """The page that leads to an identity provider which described itself a moment ago."""
    issuer = "https://idp.example"
    secret = place / "secret"
    secret.write_text("secret")
    settings.OIDC_PROVIDERS = place / "providers.yaml"
    settings.OIDC_PROVIDERS.write_text(
        f"providers: [{{slug: walk, name: 走查, issuer: '{issuer}', client_id: x, client_secret_file: '{secret}'}}]"
    )
    places = ("authorization_endpoint", "token_endpoint", "jwks_uri")
    cache.set(f"{issuer}/.well-known/openid-configuration", {"issuer": issuer, **dict.fromkeys(places, issuer)})
    assert Client().post("/sign-in/with/walk/").status_code == 200


def _import(client: Client) -> None:
    """A file that was read, and one that is being read."""
    for known in (True, False):
        table = SimpleUploadedFile("名单.csv", f"名称,类别\n{known},院校\n乙,不详\n".encode())
        columns = client.post("/imports/new/organisations/", {"file": table})["Location"]
        client.post(columns, {"sheet": 0, "heading": 1, "column-name": "0", "column-kind": "1"})
        if known:
            work()
    client.get(columns.replace("columns/", ""))


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
