"""A cast that every visibility test uses: the same eight people, on one day."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
from django.db import transaction
from django.test import override_settings

from quanheng.apps.people.actions.appoint import appoint
from quanheng.apps.people.actions.load_register import load_register
from quanheng.apps.people.actions.open_account import open_account
from quanheng.apps.people.actions.register_organisation import register_organisation
from quanheng.apps.people.actions.register_person import register_person
from quanheng.apps.people.actors import actor_for
from quanheng.apps.people.models import Account, Appointment, Office, Organisation, Person
from quanheng.kernel.actor import ANONYMOUS, Actor, system_actor

LOADER = system_actor("loader")
DAY = date(2026, 11, 22)
PASSWORD = "correct horse battery staple"


@dataclass
class Cast:
    operator: Organisation
    committee_a: Organisation
    other: Organisation
    hidden: Organisation
    accounts: dict[str, Account]
    appointments: dict[str, Appointment]

    def actor(self, name: str, office: str = "") -> Actor:
        """Somebody of the cast, acting in ``office`` where one is named."""
        if name == "anonymous":
            return ANONYMOUS
        actor = actor_for(self.accounts[name], DAY)
        chosen = [held.appointment_id for held in actor.held if held.office == office]
        return actor_for(self.accounts[name], DAY, chosen[0]) if chosen else actor

    def person(self, name: str) -> Person:
        return self.accounts[name].person


ROLES = ("registrar", "system", "security", "auditor", "secretary", "outsider", "lapsed", "anonymous")


HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
NAMES = {"operator": "运行单位", "committee_a": "甲委员会", "other": "乙公司", "hidden": "内部机构"}
PLACES = {
    "registrar": ("registrar", "operator", None),
    "system": ("system-administrator", "operator", None),
    "security": ("security-administrator", "operator", None),
    "auditor": ("auditor", "operator", None),
    "secretary": ("secretary-general", "committee_a", None),
    "outsider": ("member", "other", None),
    "lapsed": ("registrar", "operator", date(2025, 1, 1)),
}


@pytest.fixture(autouse=True)
def quick_hashes(settings):
    """Hashing that takes its time is the point of the product and of no test but the one on timing."""
    settings.PASSWORD_HASHERS = HASHERS


@pytest.fixture(scope="module")
def _cast_on_record(django_db_setup, django_db_blocker):
    """The cast in the database, once for a module; every test then works in a savepoint of its own."""
    with django_db_blocker.unblock(), override_settings(PASSWORD_HASHERS=HASHERS):
        outer = transaction.atomic()
        outer.__enter__()
        _record_cast(datetime(2026, 11, 22, 2, 0, tzinfo=UTC))
        yield
        transaction.set_rollback(True)
        outer.__exit__(None, None, None)


def _record_cast(moment: datetime) -> None:
    load_register(actor=LOADER, now=moment)
    known = {"source": "测试", "confidence": "A", "actor": LOADER, "now": moment}
    kinds = {"committee_a": "committee", "other": "enterprise"}
    organisations = {
        key: register_organisation(name=name, kind=kinds.get(key, "other"), public=key != "hidden", **known)
        for key, name in NAMES.items()
    }
    for name, (office, place, end) in PLACES.items():
        person = register_person(name=f"{name}某", employer=organisations[place], **known)
        open_account(person=person, username=name, password=PASSWORD, actor=LOADER, now=moment)
        appoint(
            person=person,
            office=Office.objects.get(slug=office),
            organisation=organisations[place],
            start=date(2020, 1, 1),
            end=end,
            **known,
        )


@pytest.fixture
def cast(_cast_on_record, db) -> Cast:
    return Cast(
        **{key: Organisation.objects.get(name=name) for key, name in NAMES.items()},
        accounts={account.username: account for account in Account.objects.select_related("person")},
        appointments={
            one.person.account.username: one for one in Appointment.objects.select_related("person__account")
        },
    )


@pytest.fixture
def signed_in(client, cast):
    """Sign in as one of the cast, without the sign-in page."""

    def sign_in(name: str):
        if name != "anonymous":
            client.force_login(cast.accounts[name])
        return client

    return sign_in
