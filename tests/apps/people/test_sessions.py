"""ASVS 7.2 to 7.5: how long a session lasts, what ends it, who sees it, and when its owner is asked again."""

import time

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.test import Client

from quanheng.apps.evidence.models import Event
from quanheng.apps.people.actions.change_password import change_password
from quanheng.apps.people.actions.set_account_active import set_account_active
from tests.apps.people.conftest import PASSWORD
from tests.apps.people.ways_in import WHEN, by_password, code_of, enrolled, is_in

MINUTE, HOUR = 60, 3600
ENROL = "/account/enrol/passkey/"


@pytest.fixture(autouse=True)
def clock(settings):
    """The clock stands still until a test moves it."""
    storage = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": storage}
    with time_machine.travel(WHEN, tick=False) as traveller:
        traveller.time = time.time
        yield traveller


def last_end() -> dict:
    return Event.objects.filter(kind="people.sessions_ended").latest("id").payload


class TestAge:
    def test_a_session_nobody_uses_ends_and_says_so(self, cast, clock):
        client, _, _ = enrolled("registrar", clock)
        key = client.session.session_key
        clock.shift(30 * MINUTE)
        answer = client.get("/people/?q=x")
        assert answer.headers["Location"] == "/sign-in/?next=%2Fpeople%2F%3Fq%3Dx"
        assert "没有操作" in client.get("/sign-in/").content.decode()
        assert last_end()["why"] == "idle"
        assert not UserSession.objects.filter(session_key=key).exists()

    def test_use_keeps_a_session_from_growing_idle(self, cast, clock):
        client, _, _ = enrolled("registrar", clock)
        for _ in range(4):
            clock.shift(20 * MINUTE)
            assert is_in(client)

    def test_no_session_lasts_longer_than_its_hours_however_much_it_is_used(self, cast, clock):
        client, _, _ = enrolled("registrar", clock)
        for _ in range(7 * 3):
            clock.shift(20 * MINUTE)
            assert is_in(client)
        clock.shift(29 * MINUTE)
        assert is_in(client)
        clock.shift(29 * MINUTE)
        assert is_in(client)
        clock.shift(2 * MINUTE)
        assert not is_in(client)
        assert last_end()["why"] == "absolute"

    def test_both_times_are_the_operators(self, cast, clock, settings):
        settings.SESSION_IDLE_SECONDS, settings.SESSION_ABSOLUTE_SECONDS = 5 * MINUTE, HOUR
        client, _, _ = enrolled("registrar", clock)
        clock.shift(5 * MINUTE)
        assert not is_in(client)

    def test_a_session_without_its_times_is_over(self, cast, clock):
        client, _, _ = enrolled("registrar", clock)
        session = client.session
        del session["people.since"]
        session.save()
        assert not is_in(client)


class TestEnd:
    def test_signing_out_ends_the_session_on_the_server(self, cast, clock):
        client, _, _ = enrolled("registrar", clock)
        thief = Client()
        thief.cookies["sessionid"] = client.cookies["sessionid"].value
        assert is_in(thief)
        client.post("/sign-out/")
        assert not is_in(thief)
        assert last_end()["why"] == "sign-out"

    def test_a_disabled_account_is_out_at_once_and_stays_out_when_it_is_enabled_again(self, cast, clock, moment):
        client, _, _ = enrolled("registrar", clock)
        account, system = cast.accounts["registrar"], cast.actor("system")
        set_account_active(account=account, active=False, reason="离职", actor=system, now=moment)
        assert not is_in(client)
        set_account_active(account=account, active=True, reason="返聘", actor=system, now=moment)
        assert not is_in(client)

    def test_a_password_reset_by_an_administrator_ends_every_session(self, cast, clock, moment):
        client, _, _ = enrolled("registrar", clock)
        change_password(
            account=cast.accounts["registrar"], password="made by the system", actor=cast.actor("system"), now=moment
        )
        assert not is_in(client)

    def test_signing_in_again_in_one_browser_ends_its_earlier_session(self, cast, clock):
        client, secret, _ = enrolled("registrar", clock)
        stolen = client.cookies["sessionid"].value
        client.post("/sign-out/")
        by_password(client, "registrar")
        client.post("/sign-in/code/", {"code": code_of(secret, clock)})
        assert client.cookies["sessionid"].value != stolen


class TestSeen:
    def test_the_owner_sees_each_session_and_ends_one_or_all_others(self, cast, clock):
        client, _secret, codes = enrolled("registrar", clock)
        others = [Client(), Client()]
        for other, code in zip(others, codes, strict=False):
            by_password(other, "registrar")
            other.post("/sign-in/code/", {"code": code})
            assert is_in(other)
        assert client.get("/account/").content.decode().count("/end/") == 2
        one = UserSession.objects.get(session_key=others[0].session.session_key)
        client.post(f"/account/sessions/{one.pk}/end/")
        assert [is_in(other) for other in others] == [False, True]
        client.post("/account/sessions/end-others/")
        assert not is_in(others[1])
        assert is_in(client)

    def test_nobody_ends_a_session_of_somebody_else_there(self, cast, clock):
        client, _, _ = enrolled("registrar", clock)
        other, _, _ = enrolled("system", clock)
        theirs = UserSession.objects.get(session_key=client.session.session_key)
        assert other.post(f"/account/sessions/{theirs.pk}/end/").status_code == 404
        assert is_in(client)


class TestAskedAgain:
    @pytest.mark.parametrize(
        ("method", "address"),
        [
            ("get", ENROL),
            ("get", "/account/enrol/app/"),
            ("post", "/account/recovery-codes/"),
            ("post", "/account/factors/1/remove/"),
            ("post", "/account/sessions/end-others/"),
            ("post", "/account/identities/province/link/"),
            ("post", "/account/identities/1/unlink/"),
        ],
    )
    def test_ten_minutes_after_the_last_proof_another_is_asked_for(self, cast, clock, method, address):
        client, _, _ = enrolled("registrar", clock)
        clock.shift(9 * MINUTE)  # and one since the app was bound
        answer = getattr(client, method)(address)
        assert answer.headers["Location"].startswith("/account/confirm/?next=")

    def test_password_and_code_together_prove_it_and_one_alone_does_not(self, cast, clock):
        client, secret, _ = enrolled("registrar", clock)
        clock.shift(20 * MINUTE)
        wrong = {"password": PASSWORD, "code": "000000", "next": ENROL}
        assert client.post("/account/confirm/", wrong).status_code == 422
        wrong = {"password": "wrong wrong wrong", "code": code_of(secret, clock), "next": ENROL}
        assert client.post("/account/confirm/", wrong).status_code == 422
        assert client.get(ENROL).status_code == 302
        clock.shift(2 * MINUTE)
        right = {"password": PASSWORD, "code": code_of(secret, clock), "next": ENROL}
        assert client.post("/account/confirm/", right).headers["Location"] == ENROL
        assert client.get(ENROL).status_code == 200

    def test_the_way_back_leads_nowhere_else(self, cast, clock):
        client, secret, _ = enrolled("registrar", clock)
        clock.shift(20 * MINUTE)
        right = {"password": PASSWORD, "code": code_of(secret, clock), "next": "https://elsewhere.example/"}
        assert client.post("/account/confirm/", right).headers["Location"] == "/account/"
