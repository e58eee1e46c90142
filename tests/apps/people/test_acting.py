"""Whoever holds several offices acts in one of them; nothing of the others counts meanwhile."""

from datetime import date, datetime

import pytest
import time_machine

from quanheng.apps.evidence.models import Event
from quanheng.apps.people.actions.appoint import appoint
from quanheng.apps.people.actors import actor_for
from quanheng.apps.people.models import Office, Organisation, Person
from quanheng.kernel.clock import LEGAL_ZONE
from tests.apps.people.conftest import LOADER

ENDS = date(2026, 12, 1)
GOOD = {"name": "新机构", "kind": "institute", "source": "批文", "confidence": "A", "public": "on"}


@pytest.fixture
def both(cast, moment):
    """The secretary of the committee is also registrar of the operator, until a day."""
    return appoint(
        person=cast.person("secretary"),
        office=Office.objects.get(slug="registrar"),
        organisation=cast.operator,
        start=date(2026, 1, 1),
        end=ENDS,
        source="测试",
        confidence="A",
        actor=LOADER,
        now=moment,
    )


@pytest.fixture
def today():
    with time_machine.travel(datetime(2026, 11, 22, 10, tzinfo=LEGAL_ZONE), tick=False) as clock:
        yield clock


def switch(client, appointment):
    return client.post("/acting/", {"appointment": appointment.pk})


def test_the_first_office_is_acted_in_until_another_is_chosen(cast, both):
    account = cast.accounts["secretary"]
    actor = actor_for(account, date(2026, 11, 22))
    assert [one.office for one in actor.held] == ["secretary-general", "registrar"]
    assert (actor.acting_as.office, actor.roles) == ("secretary-general", frozenset())
    assert not actor.holds("registrar")
    chosen = actor_for(account, date(2026, 11, 22), chosen=both.pk)
    assert (chosen.acting_as.office, chosen.roles) == ("registrar", {"registrar"})
    assert not chosen.holds("secretary-general")


def test_what_one_office_opens_is_closed_while_another_is_acted_in(signed_in, cast, both, today):
    client = signed_in("secretary")
    assert client.post("/organisations/register/", GOOD).status_code == 403
    answer = switch(client, both)
    assert (answer.status_code, answer["Location"]) == (302, "/workbench/")
    assert client.post("/organisations/register/", GOOD).status_code == 302
    assert switch(client, cast.appointments["secretary"]).status_code in {302, 403}
    switch(client, cast.person("secretary").appointments.get(office="secretary-general"))
    assert client.post("/organisations/register/", {**GOOD, "name": "又一机构"}).status_code == 403
    assert not Organisation.objects.filter(name="又一机构").exists()


def test_what_may_be_read_follows_the_office_acted_in(cast, both):
    account, day = cast.accounts["secretary"], date(2026, 11, 22)
    names = {
        chosen: set(Person.objects.visible_to(actor_for(account, day, chosen)).values_list("name", flat=True))
        for chosen in (None, both.pk)
    }
    assert names[None] == {"secretary某"}
    assert "outsider某" in names[both.pk]


def test_every_page_says_in_which_office_one_acts(signed_in, cast, both, today):
    client = signed_in("secretary")
    for path in ("/", "/law/", "/organisations/"):
        page = client.get(path).content.decode()
        assert "<strong>秘书长</strong>" in page
        assert "切换职务" in page
    switch(client, both)
    assert "<strong>登记员</strong>" in client.get("/law/").content.decode()
    assert "acting__line" not in signed_in("anonymous").__class__().get("/law/").content.decode()


def test_the_event_names_the_office_acted_in_and_switching_leaves_one(signed_in, cast, both, today):
    client = signed_in("secretary")
    switch(client, both)
    switched = Event.objects.get(kind="people.office_switched")
    assert (switched.office, switched.payload["office"]) == ("甲委员会/secretary-general", "登记员")
    client.post("/organisations/register/", GOOD)
    assert Event.objects.filter(kind="people.organisation_registered").latest("id").office == "运行单位/registrar"


def test_an_office_of_somebody_else_cannot_be_acted_in(signed_in, cast, both, today):
    client = signed_in("outsider")
    assert switch(client, both).status_code == 403
    assert not Event.objects.filter(kind="people.office_switched").exists()
    assert "<strong>委员</strong>" in client.get("/law/").content.decode()


@pytest.mark.parametrize("number", ["", "x", "0", "-1", "9" * 60, "１"])
def test_a_number_that_is_none_is_refused_in_words(signed_in, cast, number):
    answer = signed_in("outsider").post("/acting/", {"appointment": number})
    assert answer.status_code == 400
    assert "没有选择职务" in answer.content.decode()


def test_an_office_that_ended_overnight_gives_no_power_and_is_not_replaced_by_another(signed_in, cast, both, today):
    client = signed_in("secretary")
    switch(client, both)
    today.move_to(datetime(2026, 11, 30, 23, 59, tzinfo=LEGAL_ZONE))
    client.force_login(cast.accounts["secretary"])  # a session lasts hours, not days
    switch(client, both)
    assert client.get("/organisations/register/").status_code == 200
    today.move_to(datetime(2026, 12, 1, 0, 1, tzinfo=LEGAL_ZONE))
    page = client.get("/law/").content.decode()
    assert "今天已不再担任" in page
    assert "<strong>秘书长</strong>" not in page
    assert client.post("/organisations/register/", GOOD).status_code == 403
    secretary = cast.person("secretary").appointments.get(office="secretary-general")
    assert switch(client, secretary).status_code == 302
    assert "<strong>秘书长</strong>" in client.get("/law/").content.decode()


def test_offices_lapse_on_their_end_date_without_anybody_touching_the_account(cast, both):
    account = cast.accounts["secretary"]
    held = {
        day: {one.office for one in actor_for(account, day).held}
        for day in (date(2025, 12, 31), date(2026, 1, 1), date(2026, 11, 30), ENDS)
    }
    assert held[date(2025, 12, 31)] == held[ENDS] == {"secretary-general"}
    assert held[date(2026, 1, 1)] == held[date(2026, 11, 30)] == {"secretary-general", "registrar"}
    account.refresh_from_db()
    assert account.is_active
