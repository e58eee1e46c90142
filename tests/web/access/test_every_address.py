"""Every address, walked with every office, with the same office elsewhere, after it ended, and by nobody."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from quanheng.web.api import openapi
from tests.web.access.audience import PUBLIC, Access, Visitor
from tests.web.access.cast import ELSEWHERE, VISITORS, World
from tests.web.access.table import ADDRESSES, access_to
from tests.web.addresses import addresses, sample

pytestmark = pytest.mark.django_db

EVERY = {address.name: address for address in addresses()}
CLOSED = {401, 403, 404}
FIRST_OF_THEIR_KIND = set({(one.roles, one.place, one.account): one for one in reversed(VISITORS)}.values())
BOOKKEEPING = ("django_session", "people_signinfailure", "people.access_refused")
"""Tables that are written although nothing of a register changes."""


@dataclass(frozen=True)
class Answer:
    """What a visit was answered with, the statements that changed a register, and what a cache is told."""

    status: int
    leads_to: str
    wrote: tuple[str, ...]
    kept: str = ""

    @property
    def closed(self) -> bool:
        """Whether the visitor was kept out."""
        return self.status in CLOSED or self.leads_to.startswith("/sign-in/")


@contextmanager
def unprinted() -> Iterator[None]:
    """Views decide, and nothing is printed: what a second visitor of the same kind sees is already known."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.template.backends.django.Template.render", lambda *_args, **_more: "")
        yield


def visit(world: World, visitor: Visitor, path: str, method: str) -> Answer:
    """One request; whatever it changed is undone."""
    with nullcontext() if visitor in FIRST_OF_THEIR_KIND else unprinted(), transaction.atomic():
        with CaptureQueriesContext(connection) as asked:
            response = getattr(world.client(visitor), method)(path)
            if response.streaming:
                b"".join(response.streaming_content)
        transaction.set_rollback(True)
    writes = [query["sql"] for query in asked if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    told = tuple(sql[:90] for sql in writes if not any(table in sql for table in BOOKKEEPING))
    headers = response.headers
    return Answer(response.status_code, headers.get("Location", ""), told, headers.get("Cache-Control", ""))


def faults(access: Access, visitor: Visitor, method: str, answer: Answer) -> list[str]:
    """What is wrong with ``answer``; nothing when it is what the table says."""
    audience = access.get if method == "get" else access.post
    admitted = audience is not None and audience.admits(visitor)
    said = f"{visitor} {method.upper()} → {answer.status} {answer.leads_to}".strip()
    if answer.status >= 500 and answer.status != 503:
        return [f"{said}: the page broke"]
    if answer.wrote and not (admitted and method == "post"):
        return [f"{said}: it wrote {answer.wrote[0]}"]
    if audience is None:
        opened = method == "get" and not answer.closed and answer.status != 405
        return [f"{said}: the table says this address is only posted to"] if opened else []
    if admitted and (answer.closed or answer.status == 405):
        expected_empty = access.empty and answer.status == 404
        return [] if expected_empty else [f"{said}: the table admits {audience}"]
    if not admitted and not answer.closed:
        return [f"{said}: the table admits only {audience}"]
    kept = answer.status == 200 and audience is not PUBLIC and "no-store" not in answer.kept
    return [f"{said}: not for everybody, yet a cache may keep it ({answer.kept})"] if kept else []


def walkers(access: Access) -> Iterator[Visitor]:
    """Everybody on SQLite. On PostgreSQL one of each kind, and the first whom the table admits: offices are weighed in
    Python, the same on either; what a database could answer differently is seen in a visit of each kind.
    """
    if connection.vendor == "sqlite":
        yield from VISITORS
        return
    audiences = [audience for audience in (access.get, access.post) if audience]
    admitted = {next((one for one in VISITORS if audience.admits(one)), None) for audience in audiences}
    yield from (one for one in VISITORS if one in FIRST_OF_THEIR_KIND or one in admitted)


def visits(access: Access) -> Iterator[tuple[Visitor, str]]:
    """Everybody reads, and posts where a form is taken; where none is, one of each kind shows that nothing is written.
    What is open to all is read by one of each kind: there is nothing that an office could open or close.
    """
    for visitor in walkers(access):
        first = visitor in FIRST_OF_THEIR_KIND and visitor.place != ELSEWHERE
        if access.get is not PUBLIC or first:
            yield visitor, "get"
        if access.post or first:
            yield visitor, "post"


def test_every_address_has_its_line_in_the_table():
    missing = sorted(name for name in EVERY if access_to(name) is None)
    assert not missing, (
        "Nobody may open an address until tests/web/access/table.py says who. Add a line for each, for example "
        + "; ".join(f'"{name}": read(PUBLIC)  or  form(REGISTRAR)' for name in missing)
    )
    gone = sorted(ADDRESSES.keys() - EVERY.keys())
    assert not gone, f"tests/web/access/table.py names what is gone: {gone}"


def test_every_operation_the_api_describes_is_walked():
    described = {one["operationId"] for operations in openapi()["paths"].values() for one in operations.values()}
    assert described == {name.removeprefix("api:") for name in EVERY if name.startswith("api:")} - {"api-root"}


def test_the_walk_knows_every_office_of_the_vocabulary(world: World):
    from quanheng.apps.people.models import Office

    assert {visitor.office for visitor in VISITORS if visitor.office} == set(
        Office.objects.values_list("pk", flat=True)
    )


@pytest.mark.parametrize("name", EVERY)
def test_an_address_opens_to_those_the_table_names_and_to_nobody_else(world: World, name: str):
    access = access_to(name)
    assert access is not None, f"tests/web/access/table.py has no line for {name}"
    path = sample(EVERY[name], world.values)
    found = [
        fault
        for visitor, method in visits(access)
        for fault in faults(access, visitor, method, visit(world, visitor, path, method))
    ]
    assert not found, f"{name} {path}\n  " + "\n  ".join(found[:12])
