from datetime import datetime, timedelta
from unittest.mock import patch

import pytest
import time_machine
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.urls import reverse

from quanheng.apps.evidence.models import Event
from quanheng.apps.people.models import SignInFailure
from quanheng.apps.people.rules.throttle import LONGEST, network, wait_after
from tests.apps.people.conftest import PASSWORD

SIGN_IN = "/sign-in/"


@pytest.fixture(autouse=True)
def plain_static(settings):
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


def attempt(client, name="registrar", password=PASSWORD, **more):
    return client.post(SIGN_IN, {"username": name, "password": password, **more})


def test_the_right_password_signs_in_and_leaves_one_event(client, cast):
    answer = attempt(client)
    assert answer.status_code == 302
    events = Event.objects.filter(kind="people.signed_in")
    assert [(e.subject_key, e.public) for e in events] == [(str(cast.accounts["registrar"].pk), False)]


def test_signing_in_gives_the_session_another_key(client, cast):
    client.get(SIGN_IN)
    session = client.session
    session["planted"] = "by somebody else"
    session.save()
    before = session.session_key
    client.cookies["sessionid"] = before
    attempt(client)
    assert client.session.session_key != before


def test_unknown_names_and_wrong_passwords_get_the_same_answer(client, cast):
    wrong = attempt(client, password="wrong wrong wrong")
    unknown = attempt(client, name="nobody-of-that-name", password="wrong wrong wrong")
    assert wrong.status_code == unknown.status_code == 422
    assert "登录名或口令不正确" in wrong.content.decode()
    shown = unknown.content.decode().replace("nobody-of-that-name", "registrar")
    assert _without_token(shown) == _without_token(wrong.content.decode())


def _without_token(page: str) -> str:
    import re

    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", page)


@pytest.mark.parametrize("name", ["registrar", "nobody-of-that-name"])
def test_every_attempt_hashes_one_password_whether_or_not_the_name_exists(client, cast, settings, name):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
    account = cast.accounts["registrar"]
    account.set_password(PASSWORD)
    account.save()
    with patch.object(PBKDF2PasswordHasher, "encode", autospec=True, side_effect=PBKDF2PasswordHasher.encode) as encode:
        attempt(client, name=name, password="wrong wrong wrong")
    assert encode.call_count == 1


def test_a_disabled_account_gets_the_same_answer_as_a_wrong_password(client, cast):
    account = cast.accounts["registrar"]
    account.is_active = False
    account.save()
    answer = attempt(client)
    assert answer.status_code == 422
    assert "登录名或口令不正确" in answer.content.decode()


def test_a_failure_leaves_an_event_without_the_name_typed_or_the_password(client, cast):
    attempt(client, name="my secret password", password="wrong")
    (event,) = Event.objects.filter(kind="people.sign_in_failed")
    assert not event.public
    assert event.subject_key == "0"
    assert event.payload == {"address": "127.0.0.1", "step": "password"}


def test_after_some_failures_even_the_right_password_waits_and_is_not_looked_at(client, cast):
    with time_machine.travel(datetime.fromisoformat("2026-11-22T08:00:00+08:00"), tick=False) as clock:
        for _ in range(5):
            assert attempt(client, password="wrong").status_code == 422
        waiting = attempt(client)
        assert waiting.status_code == 429
        assert "请在 3 秒后再试" in waiting.content.decode()
        clock.shift(timedelta(seconds=3))
        assert attempt(client).status_code == 302
    assert not SignInFailure.objects.filter(failures__gte=5).exists()


def test_failures_from_elsewhere_do_not_make_the_owner_wait(client, cast):
    for _ in range(8):
        client.post(SIGN_IN, {"username": "registrar", "password": "wrong"}, REMOTE_ADDR="203.0.113.9")
    assert attempt(client).status_code == 302


def test_a_browser_that_signed_in_before_does_not_wait_for_what_its_neighbours_did(client, cast):
    attempt(client)
    client.post("/sign-out/")
    known = client.cookies["known-device"].value
    client.cookies.clear()
    for _ in range(8):
        attempt(client, password="wrong")
    assert attempt(client).status_code == 429
    client.cookies["known-device"] = known
    assert attempt(client).status_code == 302


def test_the_known_device_of_another_account_or_a_forged_one_helps_nobody(client, cast):
    attempt(client, name="auditor")
    client.post("/sign-out/")
    for value in (client.cookies["known-device"].value, "forged", "WyJyZWdpc3RyYXIiLCJ4Il0:1:x"):
        client.cookies["known-device"] = value
        for _ in range(6):
            attempt(client, password="wrong")
        assert attempt(client).status_code == 429


def test_guessing_many_names_from_one_network_waits_too(client, cast):
    for number in range(30):
        attempt(client, name=f"name{number}", password="wrong")
    assert attempt(client, name="yet-another", password="wrong").status_code == 429


@pytest.mark.parametrize("failures", range(200))
def test_no_wait_is_longer_than_a_quarter_of_an_hour(failures):
    assert wait_after(failures, 5) <= LONGEST
    assert wait_after(failures, 5) <= wait_after(failures + 1, 5)


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("not an address", "not an address"),
    ],
)
def test_an_ipv6_address_counts_for_its_network(address, counted):
    assert network(address) == counted


@pytest.mark.parametrize("there", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_nobody_is_led_to_another_site_after_signing_in(client, cast, there):
    answer = attempt(client, next=there)
    assert answer.headers["Location"] == reverse("web:workbench")


def test_after_signing_in_one_goes_on_where_one_was(client, cast):
    assert attempt(client, next="/people/").headers["Location"] == "/people/"


def test_no_link_signs_anybody_out(client, cast):
    attempt(client)
    assert client.get("/sign-out/").status_code == 200
    assert "_auth_user_id" in client.session
    client.post("/sign-out/")
    assert "_auth_user_id" not in client.session


def test_changing_the_password_ends_every_other_session_and_keeps_this_one(client, cast):
    from django.test import Client

    other = Client()
    attempt(client)
    attempt(other)
    changed = client.post(
        "/password/", {"current": PASSWORD, "password": "a new and longer one", "again": "a new and longer one"}
    )
    assert changed.status_code == 302
    assert client.get("/password/").status_code == 200
    assert other.get("/password/").status_code == 403
    assert Event.objects.filter(kind="people.password_changed").count() == 1


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"current": "wrong"}, "当前口令不正确"),
        ({"password": "short", "again": "short"}, "12"),
        ({"again": "something else entirely"}, "两次输入的新口令不一致"),
        ({"password": "password1234", "again": "password1234"}, "常见"),
    ],
)
def test_a_new_password_that_will_not_do_is_refused_with_the_reason(client, cast, fields, said):
    attempt(client)
    answer = client.post(
        "/password/",
        {"current": PASSWORD, "password": "a new and longer one", "again": "a new and longer one", **fields},
    )
    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_ten_megabytes_of_name_or_password_are_refused_quietly(client, cast):
    assert attempt(client, name="x" * 1_500_000).status_code in {400, 413, 422}
    assert attempt(client, password="x" * 1_500_000).status_code in {400, 413, 422}


def test_nothing_of_the_sign_in_page_is_kept_by_a_cache(client, cast):
    assert "no-store" in client.get(SIGN_IN).headers["Cache-Control"]
