"""People with offices of their own, for stories that need somebody else than the four seats."""

import re
from typing import Any

from playwright.sync_api import Browser

from tests.journeys.conftest import Server, visitor
from tests.journeys.ways_in import first_sign_in

OPEN = """
from datetime import date
from quanheng.apps.people.actions.appoint import appoint
from quanheng.apps.people.actions.ensure_organisation import ensure_organisation
from quanheng.apps.people.actions.open_account import open_account
from quanheng.apps.people.actions.register_person import register_person
from quanheng.apps.people.models import Office
from quanheng.kernel.actor import system_actor
from quanheng.kernel.clock import now
known = dict(source="浏览器测试", confidence="A", actor=system_actor("operator"), now=now())
for username, offices in {wanted!r}.items():
    places = [ensure_organisation(name=name, kind="other", **known) for _office, name in offices]
    person = register_person(name="浏览器测试" + username, employer=places[0] if places else None, **known)
    for (slug, _name), place in zip(offices, places):
        office = Office.objects.get(slug=slug)
        appoint(person=person, office=office, organisation=place, start=date(2026, 1, 1), **known)
    account, password = open_account(person=person, username=username, actor=known["actor"], now=known["now"])
    print("PASSWORD", username, password)
"""


def accounts(server: Server, **wanted: list[tuple[str, str]]) -> dict[str, str]:
    """An account for each sign-in name, its person in the given offices (slug, name of the organisation): the temporary
    passwords by sign-in name, as an administrator would hand them over.
    """
    code, said = server.platform.run("shell", "-c", OPEN.format(wanted=wanted))
    assert code == 0, said
    passwords = dict(re.findall(r"PASSWORD (\S+) (\S+)", said))
    assert set(passwords) == set(wanted), said
    return passwords


def signed_in(browser: Browser, server: Server, name: str, *offices: tuple[str, str]) -> Any:
    """The cookies of somebody new who holds ``offices`` and signed in the way people do."""
    context = visitor(browser, server)
    first_sign_in(context.new_page(), name, accounts(server, **{name: list(offices)})[name])
    state = context.storage_state()
    context.close()
    return state
