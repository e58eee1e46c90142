import json
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from quanheng.apps.people.models import Account, Appointment, Organisation, Person

GOOD = {"name": "新机构", "kind": "institute", "source": "批文", "confidence": "A", "public": "on"}


@pytest.fixture(autouse=True)
def plain_static(settings):
    storage = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": storage}


def test_a_registrar_registers_an_organisation_without_scripts(signed_in, cast):
    client = signed_in("registrar")
    assert client.get("/organisations/register/").status_code == 200
    answer = client.post(
        "/organisations/register/", {**GOOD, "credit_code": "91350100M000100Y43", "region": "350000"}, follow=True
    )
    assert answer.redirect_chain[0][1] == 302
    assert "已登记“新机构”" in answer.content.decode()
    assert Organisation.objects.get(name="新机构").credit_code == "91350100M000100Y43"


@pytest.mark.parametrize(
    ("fields", "field", "said"),
    [
        ({"name": ""}, "name", "必填"),
        ({"credit_code": "9135"}, "credit_code", "18 位"),
        ({"kind": "club"}, "kind", "club"),
        ({"region": "999999"}, "region", "999999"),
        ({"name": "乙公司"}, "name", "已有同名机构"),
        ({"name": "x" * 300}, "name", "200"),
    ],
)
def test_a_form_that_will_not_do_comes_back_with_a_summary_linked_to_the_field(signed_in, cast, fields, field, said):
    answer = signed_in("registrar").post("/organisations/register/", {**GOOD, **fields})
    page = answer.content.decode()
    assert answer.status_code == 422
    summary = page[page.index('id="error-summary"') :]
    link = re.search(rf'href="#id_{field}">([^<]*)<', summary)
    assert link
    assert said in link[1]
    assert f'id="id_{field}"' in page
    assert re.search(rf'id="id_{field}"[^>]*aria-invalid="true"|aria-invalid="true"[^>]*id="id_{field}"', page)
    assert not Organisation.objects.filter(name="新机构").exists()


def test_what_was_typed_is_not_lost(signed_in, cast):
    page = signed_in("registrar").post("/organisations/register/", {**GOOD, "credit_code": "9135"}).content.decode()
    assert 'value="新机构"' in page
    assert 'value="9135"' in page


def test_a_renaming_keeps_the_old_name_findable(signed_in, cast, client):
    keeper = signed_in("registrar")
    address = reverse("people:correct-organisation", args=[cast.other.key])
    fields = {
        **GOOD,
        "kind": "enterprise",
        "name": "乙集团",
        "renamed": "on",
        "renamed_on": "2026-01-01",
        "reason": "更名通知",
    }
    assert keeper.post(address, fields).status_code == 302
    page = keeper.get(reverse("people:organisation", args=[cast.other.key])).content.decode()
    assert "乙公司" in page
    assert "2026-01-01" in page
    assert "乙集团" in keeper.get("/organisations/?q=乙公司").content.decode()


def test_a_person_is_registered_appointed_and_given_an_account(signed_in, cast):
    registrar, system = "registrar", "system"
    client = signed_in(registrar)
    client.post(
        "/people/register/", {"name": "新人", "employer": cast.other.key, "source": "推荐表", "confidence": "A"}
    )
    person = Person.objects.get(name="新人")
    fields = {
        "office": "member",
        "organisation": "甲委员会",
        "start": "2026-11-01",
        "source": "批文",
        "confidence": "A",
    }
    assert client.post(f"/people/{person.key}/appoint/", fields).status_code == 302
    appointment = Appointment.objects.get(person=person)
    page = client.get(f"/people/{person.key}/").content.decode()
    assert "甲委员会" in page
    assert "timeline__now" in page
    client = signed_in(system)
    once = client.post(f"/people/{person.key}/account/", {"username": "newcomer"}).content.decode()
    password = re.search(r"<code>([a-z0-9-]{23})</code>", once)[1]
    assert Account.objects.get(person=person).check_password(password)
    assert password not in client.get(f"/people/{person.key}/").content.decode()
    client = signed_in(registrar)
    ended = client.post(f"/people/appointments/{appointment.pk}/end/", {"end": "2026-11-20", "reason": "辞职"})
    assert ended.status_code == 302
    assert "timeline__now" not in client.get(f"/people/{person.key}/").content.decode()


def test_a_reset_password_is_shown_once(signed_in, cast):
    client = signed_in("system")
    address = f"/people/{cast.person('outsider').key}/reset-password/"
    assert client.get(address).status_code == 404
    once = client.post(address).content.decode()
    password = re.search(r"<code>([a-z0-9-]{23})</code>", once)[1]
    assert Account.objects.get(username="outsider").check_password(password)


@pytest.mark.parametrize(
    ("day", "held"), [("2019-12-31", False), ("2020-01-01", True), ("2024-12-31", True), ("2025-01-01", False)]
)
def test_who_held_which_office_on_a_day_is_a_query(signed_in, cast, day, held):
    page = signed_in("registrar").get(f"/people/offices/?on={day}").content.decode()
    assert ("lapsed某" in page) == held


@pytest.mark.parametrize("who", ["anonymous", "outsider", "secretary", "auditor", "lapsed"])
@pytest.mark.parametrize(
    "address",
    ["/organisations/register/", "/organisations/{org}/correct/", "/organisations/{org}/parent/", "/people/register/"],
)
def test_strangers_cannot_post_to_the_register(signed_in, cast, who, address):
    before = Organisation.objects.count(), Person.objects.count()
    answer = signed_in(who).post(address.format(org=cast.other.key), GOOD)
    assert answer.status_code == 403
    assert (Organisation.objects.count(), Person.objects.count()) == before


def test_a_form_from_another_site_is_refused(cast):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.accounts["registrar"])
    assert client.post("/organisations/register/", GOOD).status_code == 403
    assert not Organisation.objects.filter(name="新机构").exists()


def test_an_unknown_organisation_is_404_with_neighbours(client, cast):
    answer = client.get("/organisations/O000099/")
    assert answer.status_code == 404
    assert (
        client.get(f"/organisations/{cast.other.key.lower()}/").headers["Location"]
        == f"/organisations/{cast.other.key}/"
    )
    number = int(cast.hidden.key[1:]) + 1
    assert cast.other.key in client.get(f"/organisations/O{number:06d}/").content.decode()


@pytest.mark.parametrize("address", ["/organisations/", "/organisations/provinces/", "/organisations/{org}/"])
def test_the_number_of_queries_does_not_grow_with_the_register(client, cast, moment, address):
    address = address.format(org=cast.operator.key)

    def asked():
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    few = asked()
    Organisation.objects.bulk_create(
        Organisation(
            key=f"S{n}", name=f"s{n}", name_key=f"s{n}", kind="other", source="", confidence="B", changed_at=moment
        )
        for n in range(120)
    )
    assert asked() <= few


def test_the_api_gives_one_organisation_with_its_relations(client, cast, moment):
    from quanheng.apps.people.actions.set_parent import set_parent
    from tests.apps.people.conftest import LOADER

    set_parent(organisation=cast.other, parent=cast.operator, kind="part", actor=LOADER, now=moment)
    found = json.loads(client.get(f"/api/v1/organisations/{cast.other.key}").content)
    assert [relation["key"] for relation in found["parents"]] == [cast.operator.key]
    assert client.get(f"/api/v1/organisations/{cast.hidden.key}").status_code == 404
    assert client.get("/api/v1/organisations/nothing").status_code == 404


@pytest.mark.parametrize("who", ["registrar", "system"])
def test_even_the_api_of_a_registrar_says_only_what_is_public(signed_in, cast, who):
    assert signed_in(who).get(f"/api/v1/organisations/{cast.hidden.key}").status_code == 404
