"""Somebody in an office that none of the four seats holds, signed in the way people do."""

import re
from typing import Any

from playwright.sync_api import Browser

from tests.journeys.conftest import Server, visitor
from tests.journeys.ways_in import first_sign_in

OPEN = """
from datetime import date
from quanheng.apps.people.actions.appoint import appoint
from quanheng.apps.people.actions.open_account import open_account
from quanheng.apps.people.actions.register_person import register_person
from quanheng.apps.people.models import Office, Organisation
from quanheng.kernel.actor import system_actor
from quanheng.kernel.clock import now
known = dict(source="浏览器测试", confidence="A", actor=system_actor("operator"), now=now())
one = Organisation.objects.get(key="{organisation}")
person = register_person(name="浏览器测试 {name}", employer=one, **known)
office = Office.objects.get(slug="{office}")
appoint(person=person, office=office, organisation=one, start=date(2026, 1, 1), **known)
account, password = open_account(person=person, username="{name}", actor=known["actor"], now=known["now"])
print("PASSWORD", password, one.name)
"""


def officer(browser: Browser, server: Server, *, organisation: str, office: str, name: str) -> tuple[Any, str]:
    """The cookies of ``name``, who holds ``office`` in the organisation with this register number; and its name."""
    code, said = server.platform.run("shell", "-c", OPEN.format(organisation=organisation, office=office, name=name))
    assert code == 0, said
    found = re.search(r"PASSWORD (\S+) (.+)", said)
    assert found, said
    context = visitor(browser, server)
    first_sign_in(context.new_page(), name, found[1])
    state = context.storage_state()
    context.close()
    return state, found[2]
