"""What is typed into a form is text: it breaks no page, runs nowhere, and where it is refused nothing changed."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from lxml import html

from quanheng.apps.evidence.models import Event
from quanheng.apps.people.models import Person
from tests.web.access.audience import PUBLIC, Visitor
from tests.web.access.cast import VISITORS, World
from tests.web.access.table import ADDRESSES, access_to
from tests.web.addresses import addresses, sample
from tests.web.walks import where_strict

pytestmark = pytest.mark.django_db

SCRIPT = "<script>alert('甲')</script>"
TYPED = {
    "SQL": "甲'); DELETE FROM people_person; -- ' OR '1'='1",
    "script": f"甲\"'>{SCRIPT}<img src=x onerror=alert(1)>",
    "template": "甲{{ 7191*7 }}{% debug %}${7191*7}",
    "formula": '=HYPERLINK("http://example.org","甲")',
    "header": "甲\r\nSet-Cookie: injected=1\r\n\r\n<b>乙</b>",
    "not a character": "甲\x00乙\x1b[31m\u202e丙",
    "date before 1949": "1066-10-14",
    "date after 2100": "9999-12-31",
}
MUCH = {"ten megabytes of text": "衡" * 3_500_000, "a number of ten megabytes": "9" * 10_000_000}
REFUSALS = ("people.sign_in_failed", "people.access_refused")


def may_hold_a_form(name: str) -> bool:
    """Whether the address is a page with a form, or one of those who signed in, which may hold some."""
    access = access_to(name)
    return access is not None and access.get is not None and (access.post is not None or access.get is not PUBLIC)


PAGES = {one.name: one for one in addresses() if may_hold_a_form(one.name)}


@dataclass(frozen=True)
class Form:
    """A form of a page: where it goes, what it holds when nobody changed anything, and the fields one can type in."""

    path: str
    filled: dict[str, Any]
    typed: tuple[str, ...]
    files: tuple[str, ...]


def forms(page: bytes, path: str) -> Iterator[Form]:
    """The forms in the main part of the page at ``path``."""
    for one in html.fromstring(page).xpath("//main//form[@method='post']"):
        fields = [field for field in one.inputs if field.name and field.name != "csrfmiddlewaretoken"]
        files = tuple(field.name for field in fields if field.get("type") == "file")
        typed = [field.name for field in fields if field.get("type") not in {"file", "submit", "button", "image"}]
        filled = {name: value for name, value in one.form_values() if name not in {*files, "csrfmiddlewaretoken"}}
        yield Form(one.get("action") or path, filled, tuple(dict.fromkeys(typed)), files)


def admitted(name: str) -> Visitor:
    """Somebody who may open the page and send its form."""
    access = ADDRESSES[name]
    asked = [audience for audience in (access.get, access.post) if audience]
    return next(one for one in VISITORS if all(audience.admits(one) for audience in asked))


def posts(form: Form) -> Iterator[tuple[str, dict[str, Any]]]:
    """What is sent: each text in every field at once, each field alone, much in one field, and files that are none."""
    for what, text in TYPED.items():
        yield f"{what} in every field", dict.fromkeys(form.typed, text)
        if form.files:
            yield f"{what} as the file", {**form.filled, **{name: upload(text) for name in form.files}}
    for name in form.typed:
        yield f"script in {name} alone", {**form.filled, name: TYPED["script"]}
    for what, text in MUCH.items() if form.typed else ():
        yield what, {**form.filled, form.typed[-1]: text}


def upload(text: str) -> SimpleUploadedFile:
    """A file whose name and content are ``text``."""
    return SimpleUploadedFile(f"{text}.xlsx", text.encode())


def told() -> int:
    """How many events there are but for those that tell of a refusal."""
    return Event.objects.exclude(kind__in=REFUSALS).count()


def wrong(world: World, visitor: Visitor, path: str, form: Form, data: dict[str, Any]) -> str:
    """What went wrong when ``data`` was sent; empty when nothing did. Whatever was changed is undone."""
    with transaction.atomic():
        client, before, persons = world.client(visitor), told(), Person.objects.count()
        answer = client.post(form.path, data)
        taken = answer.status_code in {301, 302, 303}
        events = told() - before
        lost = Person.objects.count() < persons
        pages = [answer, client.get(path)]
        if taken and answer["Location"].startswith("/"):
            pages.append(client.get(answer["Location"]))
        said = [b"".join(one.streaming_content) if one.streaming else one.content for one in pages]
        transaction.set_rollback(True)
    if broken := [one.status_code for one in pages if one.status_code >= 500]:
        return f"answered {broken}"
    if lost:
        return "what was typed was carried out"
    if any(SCRIPT.encode() in page or b"50337" in page for page in said):
        return "what was typed came back as code"
    if "injected" in client.cookies:
        return "what was typed became a header"
    if not taken and answer.status_code >= 400 and events:
        return f"answered {answer.status_code} and still wrote {events} events"
    return ""


@pytest.mark.parametrize("name", PAGES)
def test_whatever_is_typed_into_a_form_is_text(world: World, name: str):
    visitor, path = admitted(name), sample(PAGES[name], world.values)
    with transaction.atomic():
        page = world.client(visitor).get(path)
        transaction.set_rollback(True)
    shown = page.status_code == 200 and not page.streaming and b"<form" in page.content
    found = list(forms(page.content, path)) if shown else []
    faults = [
        f"{form.path}, {what}: {fault}"
        for form in found
        for what, data in where_strict(list(posts(form)), f"{name} {form.path}")
        if (fault := wrong(world, visitor, path, form, data))
    ]
    assert not faults, f"{name} {path} as {visitor}\n  " + "\n  ".join(faults)
