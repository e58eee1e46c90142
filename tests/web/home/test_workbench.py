"""The workbench: in which office one acts, what is one's own, what one did, and what happened lately."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from quanheng.apps.evidence.models import Event
from quanheng.apps.people.actions.register_organisation import register_organisation
from quanheng.apps.people.actors import actor_for
from quanheng.apps.people.models import Account, Organisation, Person
from quanheng.apps.people.public import create_administrators
from quanheng.kernel import panels
from quanheng.kernel.actor import system_actor
from quanheng.web.home.workbench import SHOWN

LOADER = system_actor("loader")
WORKBENCH = reverse("web:workbench")
STORAGE = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}


@pytest.fixture(autouse=True)
def quick(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = {**settings.STORAGES, "staticfiles": STORAGE}


@pytest.fixture
def registrar(db, moment):
    create_administrators(actor=system_actor("test"), now=moment)
    return Account.objects.get(username="registrar")


@pytest.fixture
def desk(registrar):
    client = Client()
    client.force_login(registrar)
    return client


def made_by(account, name, moment, **more):
    known = {"kind": "other", "source": "测试", "confidence": "A", "actor": actor_for(account), "now": moment}
    return register_organisation(name=name, **known, **more)


def test_it_shows_the_office_the_own_records_and_what_one_did(desk, registrar, moment):
    made_by(registrar, "刚登记的机构", moment)
    page = desk.get(WORKBENCH).content.decode()
    mine = page[page.index('id="mine"') :]
    assert "正以此办理" in page
    assert reverse("people:person", args=[registrar.person.key]) in mine
    assert reverse("people:organisation", args=[Organisation.objects.get(name="平台运行单位").key]) in mine
    assert "登记机构“刚登记的机构”" in mine


def test_what_others_did_is_not_shown_as_mine(desk, registrar, moment):
    register_organisation(name="别人登记的机构", kind="other", source="测试", confidence="A", actor=LOADER, now=moment)
    page = desk.get(WORKBENCH).content.decode()
    mine, recent = page[page.index('id="mine"') :].split("最近的变更")
    assert "别人登记的机构" not in mine
    assert "您还没有登记或更改过记录" in mine
    assert "别人登记的机构" in recent


def test_another_app_adds_its_panel(desk, monkeypatch):
    one = panels.Panel("workbench", 10, "home/event_lines.html", lambda record, actor: [record == actor])
    monkeypatch.setitem(panels._panels, "workbench", [*panels._panels.get("workbench", []), one])
    assert desk.get(WORKBENCH).status_code == 200


def test_the_events_of_the_page_are_bounded_however_many_there_are(desk, registrar, moment):
    for number in range(SHOWN + 5):
        made_by(registrar, f"机构 {number}", moment)
    mine = desk.get(WORKBENCH).content.decode()
    mine = mine[mine.index('id="mine"') :].split("最近的变更")[0]
    assert len(re.findall("登记机构“机构", mine)) == SHOWN


def test_whoever_holds_no_office_is_told_so(db, moment):
    create_administrators(actor=system_actor("test"), now=moment)
    account = Account.objects.get(username="auditor")
    account.person.appointments.all().delete()
    client = Client()
    client.force_login(account)
    page = client.get(WORKBENCH).content.decode()
    assert "今天没有职务" in page
    assert "今天没有担任职务" in page


class TestHistory:
    def test_a_long_history_leads_to_all_of_it(self, desk, registrar, moment):
        one = made_by(registrar, "常改名的机构", moment)
        for number in range(25):
            desk.post(
                reverse("people:correct-organisation", args=[one.key]),
                {
                    "name": f"名称{number}", "kind": "other", "public": "on", "source": "测试", "confidence": "A",
                    "reason": "更名",
                },
            )  # fmt: skip
        page = desk.get(reverse("people:organisation", args=[one.key])).content.decode()
        every = reverse("evidence:history", args=["organisation", one.key])
        assert page.count("history__item") == 20
        assert every in page
        assert "26" in desk.get(every).content.decode()
        assert desk.get(f"{every}?page=2").status_code == 404 or desk.get(f"{every}?size=20&page=2").status_code == 200

    def test_what_one_may_not_see_has_no_history(self, client, registrar, moment):
        hidden = made_by(registrar, "内部机构", moment, public=False)
        for kind, key in (("organisation", hidden.key), ("person", registrar.person.key), ("nothing", "x")):
            assert client.get(f"/changes/{kind}/{key}/").status_code == 404

    def test_the_page_of_a_person_tells_what_happened_to_those_who_may_see_it(self, desk, registrar):
        person = Person.objects.get(account=registrar)
        page = desk.get(reverse("people:person", args=[person.key])).content.decode()
        assert f"登记人员 {person.key}" in page
        assert not Event.objects.get(kind="people.person_registered", subject_key=person.key).public


@pytest.mark.usefixtures("registers")
@pytest.mark.parametrize(
    "path",
    [
        "/specifications/JJF-1070-2023/",
        "/specifications/works/JJF-1070/",
        "/international/OIML-R-76-1-2006/",
        "/committees/MTC1/",
        "/law/metrology-law-2018/",
        "/organisations/O000001/",
    ],
)
def test_every_record_page_tells_its_history_in_words(client, path):
    assert "history__item" in client.get(path).content.decode()
