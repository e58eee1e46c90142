"""The only security administrator lost the factor: the way back from the server, and whom it is closed to."""

import re
import time
from datetime import date
from io import StringIO

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command
from django.test import Client

from quanheng.apps.evidence.models import Event
from quanheng.apps.people.actions.appoint import appoint
from quanheng.apps.people.actions.recover_security_administrator import recover_security_administrator
from quanheng.apps.people.models import Account, Office, RecoveryCode
from quanheng.kernel.actor import Refused
from tests.apps.people.conftest import LOADER, PASSWORD, Cast
from tests.apps.people.ways_in import WHEN, bind_app, by_password, enrolled, is_in

SAID = {"reason": "手机遗失，恢复码不在手边", "identified_by": "值班长王某当面核对身份证件"}
KIND = "people.factors_recovered"


@pytest.fixture(autouse=True)
def plain_static(settings):
    storage = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": storage}


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(WHEN, tick=False) as traveller:
        traveller.time = time.time
        yield traveller


def recover(name: str = "security", **more) -> str:
    out = StringIO()
    call_command("recover-security-administrator", name, **{**SAID, **more}, stdout=out)
    return out.getvalue()


def second(cast: Cast, moment, organisation=None) -> None:
    """Another security administrator beside the first: the person who held an office once."""
    appoint(
        person=cast.person("lapsed"),
        office=Office.objects.get(slug="security-administrator"),
        organisation=organisation or cast.operator,
        start=date(2026, 1, 1),
        source="测试",
        confidence="A",
        actor=LOADER,
        now=moment,
    )


def refused(match: str, name: str = "security", **more) -> None:
    before = Account.objects.values_list("username", "must_enrol", "session_epoch", "password")
    had, events = sorted(before), Event.objects.count()
    with pytest.raises(CommandError, match=match):
        recover(name, **more)
    assert sorted(before.all()) == had
    assert Event.objects.count() == events


@pytest.mark.parametrize("policy", ["offices", "optional"])
def test_factors_and_sessions_end_and_the_next_sign_in_enrols_anew(cast, clock, settings, policy):
    client, _, _ = enrolled("security", clock)
    settings.MFA_POLICY = policy
    said = recover()
    assert not is_in(client)
    assert not Authenticator.objects.exists()
    assert not RecoveryCode.objects.exists()
    assert "口令" not in said
    again = Client()
    by_password(again, "security")
    assert again.get("/workbench/").headers["Location"] == "/account/enrol/"
    bind_app(again, clock)
    assert is_in(again)


def test_it_is_on_record_with_reason_and_who_identified_the_person(cast, clock):
    enrolled("security", clock)
    recover()
    event = Event.objects.get(kind=KIND)
    assert event.payload == {"factors": 1, **SAID}
    assert (event.actor, event.public) == ("system:operator", False)
    assert event.subject_key == str(cast.accounts["security"].pk)


def test_a_temporary_password_is_printed_only_when_asked_for_and_has_to_be_changed(cast):
    said = recover(new_password=True)
    account = Account.objects.get(username="security")
    [password] = re.findall(r"临时口令 (\S+)（", said)
    assert account.check_password(password)
    assert account.password_temporary
    assert not account.check_password(PASSWORD)
    assert Event.objects.filter(kind="people.password_changed", subject_key=str(account.pk)).count() == 1


@pytest.mark.parametrize("name", ["registrar", "system", "auditor", "secretary", "lapsed"])
def test_no_other_account_is_opened_this_way(cast, name):
    refused("不担任安全管理员", name)


def test_another_security_administrator_does_it_on_the_pages(cast, moment):
    second(cast, moment)
    refused("lapsed.*可以办理")


def test_one_whose_account_is_disabled_cannot_do_it_so_the_server_may(cast, moment):
    second(cast, moment)
    Account.objects.filter(username="lapsed").update(is_active=False)
    recover()
    assert Event.objects.filter(kind=KIND).count() == 1


def test_one_of_a_province_cannot_do_it_for_the_whole_country_but_the_other_way_round(cast, moment):
    cast.other.region_id = "360000"
    cast.other.save()
    second(cast, moment, cast.other)
    refused("security.*可以办理", "lapsed")
    recover()
    assert Event.objects.filter(kind=KIND).count() == 1


def test_a_disabled_account_is_enabled_first(cast):
    Account.objects.filter(username="security").update(is_active=False)
    refused("已停用")


@pytest.mark.parametrize("missing", SAID)
def test_reason_and_who_identified_the_person_are_required(cast, missing):
    refused("须", **{missing: "  "})


def test_an_unknown_name_is_named(cast):
    refused("没有登录名为“nobody”", "nobody")


@pytest.mark.parametrize("who", ["registrar", "system", "security", "auditor", "anonymous"])
def test_nobody_does_it_from_inside_the_platform(cast, moment, who):
    with pytest.raises(Refused):
        recover_security_administrator(account=cast.accounts["security"], actor=cast.actor(who), now=moment, **SAID)
