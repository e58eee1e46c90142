"""The ledger on the shipped registers, and people who keep it."""

from dataclasses import dataclass
from datetime import date
from itertools import count
from typing import Any

import pytest
from django.test import Client

from quanheng.apps.people.actions.appoint import appoint
from quanheng.apps.people.actions.open_account import open_account
from quanheng.apps.people.actions.register_person import register_person
from quanheng.apps.people.models import Account, Office, Organisation, Person
from quanheng.apps.people.public import actor_for
from quanheng.kernel.actor import Actor, system_actor

LOADER = system_actor("loader")
SAMR, JIANGXI = "国家市场监督管理总局", "江西省市场监督管理局"


@pytest.fixture(autouse=True)
def plain_static(settings):
    storage = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": storage}
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@dataclass
class Officer:
    """A person with an account and one office."""

    person: Person
    account: Account

    @property
    def actor(self) -> Actor:
        return actor_for(self.account)

    @property
    def client(self) -> Client:
        client = Client(raise_request_exception=False)
        client.force_login(self.account)
        return client


@pytest.fixture
def officer(registers: Any, moment: Any) -> Any:
    """Makes a planning officer (or the holder of another office) of the organisation of a name."""
    numbers = count(1)

    def make(organisation: str = SAMR, office: str = "planning-officer", *, end: date | None = None) -> Officer:
        number = next(numbers)
        known = {"source": "测试", "confidence": "A", "actor": LOADER, "now": moment}
        one = Organisation.objects.get(name=organisation)
        person = register_person(name=f"规划{number}", employer=one, **known)
        appoint(
            person=person,
            office=Office.objects.get(slug=office),
            organisation=one,
            start=date(2020, 1, 1),
            end=end,
            **known,
        )
        account, _password = open_account(person=person, username=f"officer-{number}", actor=LOADER, now=moment)
        return Officer(person, account)

    return make
