"""People in an office, made beside the pages: their cookies."""

import re
from typing import Any

from tests.journeys.conftest import Server

OFFICER = """
from datetime import date
from django.test import Client
from quanheng.apps.people.actions.appoint import appoint
from quanheng.apps.people.actions.open_account import open_account
from quanheng.apps.people.actions.register_person import register_person
from quanheng.apps.people.models import Account, Office, Organisation
from quanheng.kernel.actor import system_actor
from quanheng.kernel.clock import now
from tests.sign_in import force_login
known = dict(source="浏览器测试", confidence="A", actor=system_actor("operator"), now=now())
one = Organisation.objects.get(key="{organisation}")
account = Account.objects.filter(username="{name}").first()
if account is None:
    person = register_person(name="{name}", employer=one, **known)
    office = Office.objects.get(slug="{office}")
    appoint(person=person, office=office, organisation=one, start=date(2026, 1, 1), **known)
    account, password = open_account(person=person, username="{name}", actor=known["actor"], now=known["now"])
    account.must_change_password = False
    account.save()
client = Client()
force_login(client, account)
print("COOKIE", *["%s=%s" % (name, morsel.value) for name, morsel in client.cookies.items()])
"""


def officer(server: Server, organisation: str, office: str, name: str) -> dict[str, Any]:
    """The cookies of ``name``, who holds ``office`` in the organisation with this register number."""
    code, said = server.platform.run("shell", "-c", OFFICER.format(organisation=organisation, office=office, name=name))
    assert code == 0, said
    pairs = re.search(r"COOKIE (.+)", said)
    assert pairs, said
    host = server.address.removeprefix("http://").partition(":")[0]
    cookies = [pair.partition("=") for pair in pairs[1].split()]
    return {"cookies": [{"name": n, "value": v, "domain": host, "path": "/"} for n, _e, v in cookies], "origins": []}
