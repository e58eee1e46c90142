"""ASVS 6.2 and 等级保护: the two profiles of password rules, the lists of known passwords, and how long one lasts."""

import hashlib
import time

import pytest
import time_machine
from django.test import Client

from quanheng.apps.people.actions.change_password import change_password
from quanheng.apps.people.models import FormerPassword
from quanheng.apps.people.password_profile import profile, profiles
from quanheng.kernel.errors import BadInput
from tests.apps.people.ways_in import WHEN, by_password

DAY = 24 * 3600


@pytest.fixture(autouse=True)
def clock(settings):
    storage = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": storage}
    with time_machine.travel(WHEN, tick=False) as traveller:
        traveller.time = time.time
        yield traveller


def change(cast, moment, password: str, name: str = "outsider") -> None:
    account = cast.accounts[name]
    change_password(account=account, password=password, actor=cast.actor(name), now=moment)


TAKEN = {
    "asvs": [
        "twelve chars",
        "全是中文的口令也可以因为它很长",
        "x" * 100 + "y",
        "alllowercaseletters",
        " spaces  count too ",
    ],
    "dengbao": ["Abcd123!", "Eight-8x", "汉字Abc12345"],
}
REFUSED = {
    "asvs": {
        "eleven char": "12",
        "password1234": "常见",
        "计量metrology1": "名称",
        "x" * 201: "长",
    },
    "dengbao": {"Abc123!": "8", "alllowercase1": "3 类", "ALLUPPERCASE": "3 类", "Password1": "常见"},
}


@pytest.mark.parametrize(("key", "password"), [(key, one) for key, many in TAKEN.items() for one in many])
def test_what_a_profile_takes(cast, moment, settings, key, password):
    settings.PASSWORD_PROFILE = key
    change(cast, moment, password)
    cast.accounts["outsider"].refresh_from_db()
    assert cast.accounts["outsider"].check_password(password)


@pytest.mark.parametrize(
    ("key", "password", "said"), [(key, one, said) for key, many in REFUSED.items() for one, said in many.items()]
)
def test_what_a_profile_refuses_and_why(cast, moment, settings, key, password, said):  # noqa: PLR0917  rows of a table
    settings.PASSWORD_PROFILE = key
    with pytest.raises(BadInput, match=said):
        change(cast, moment, password)


@pytest.mark.parametrize("key", ["asvs", "dengbao"])
def test_one_like_the_sign_in_name_is_refused(cast, moment, settings, key):
    settings.PASSWORD_PROFILE = key
    with pytest.raises(BadInput):
        change(cast, moment, "Registrar-1x", name="registrar")


def test_asvs_asks_for_no_kinds_of_characters_and_no_change(settings):
    settings.PASSWORD_PROFILE = "asvs"
    rules = profile()
    assert (rules.classes.value, rules.days.value, rules.history.value) == (0, 0, 0)
    assert rules.maximum.value >= 64


def test_every_number_says_what_it_rests_on():
    for one in profiles().values():
        for number in (one.minimum, one.recommended, one.maximum, one.classes, one.days, one.history):
            assert number.source
            assert number.status in {"confirmed", "analog", "assumed"}


def test_dengbao_takes_none_of_the_last_five_and_keeps_no_more(cast, moment, settings):
    settings.PASSWORD_PROFILE = "dengbao"
    used = [f"Passwort-{n}-Neu" for n in range(8)]
    for password in used:
        change(cast, moment, password)
    for password in used[-5:]:
        with pytest.raises(BadInput, match="近 5 次"):
            change(cast, moment, password)
    assert FormerPassword.objects.count() == 5
    change(cast, moment, used[0])


@pytest.mark.parametrize(("key", "due"), [("asvs", False), ("dengbao", True)])
def test_after_ninety_days_dengbao_asks_for_another_first_and_asvs_never(  # noqa: PLR0917  rows of a table
    cast, clock, moment, settings, key, due
):
    settings.PASSWORD_PROFILE = key
    change(cast, moment, "Passwort-1-Neu")
    clock.shift(91 * DAY)
    client = Client()
    by_password(client, "outsider", "Passwort-1-Neu")
    address = client.get("/workbench/").headers.get("Location", "")
    assert (address == "/password/") is due


def test_a_breached_password_is_refused_by_a_list_on_this_machine(cast, moment, settings, tmp_path):
    known = sorted(hashlib.sha1(f"leaked password {n}".encode()).hexdigest().upper() for n in range(500))
    settings.BREACHED_PASSWORDS = tmp_path / "breached.txt"
    settings.BREACHED_PASSWORDS.write_text("".join(f"{one}:7\n" for one in known))
    for n in (0, 250, 499):
        with pytest.raises(BadInput, match="已泄露"):
            change(cast, moment, f"leaked password {n}")
    change(cast, moment, "leaked password 500")


def test_a_temporary_password_is_changed_first_and_forgotten_after_three_days(cast, clock, moment):
    account = cast.accounts["outsider"]
    change_password(account=account, password="handed over today", actor=cast.actor("system"), now=moment)
    first = Client()
    by_password(first, "outsider", "handed over today")
    assert first.get("/workbench/").headers["Location"] == "/password/"
    clock.shift(3 * DAY + 3 * 3600)
    late = Client()
    answer = by_password(late, "outsider", "handed over today")
    assert answer.status_code == 422
    assert "已过期" in answer.content.decode()
