"""ASVS 6.3.3, 6.3.4, 6.5.1, 6.5.2, 6.5.5, 6.6.3: the second factor, its codes, and what stands in for it."""

import time

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.test import Client

from quanheng.apps.evidence.models import Event
from quanheng.apps.people.actions.change_password import change_password
from quanheng.apps.people.actions.reset_factors import reset_factors
from quanheng.apps.people.models import Account, RecoveryCode
from quanheng.kernel.actor import Refused
from quanheng.kernel.errors import BadInput
from tests.apps.people.conftest import LOADER
from tests.apps.people.ways_in import WHEN, bind_app, by_password, code_of, enrolled, is_in

CODE = "/sign-in/code/"
OFFICES = ["registrar", "system", "security", "auditor", "secretary", "outsider"]


@pytest.fixture(autouse=True)
def plain_static(settings):
    storage = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": storage}


@pytest.fixture
def clock():
    """The clock stands still until a test moves it."""
    with time_machine.travel(WHEN, tick=False) as traveller:
        traveller.time = time.time
        yield traveller


def kinds(account: Account) -> list[str]:
    return list(
        Event.objects.filter(subject_kind="account", subject_key=str(account.pk)).values_list("kind", flat=True)
    )


class TestForced:
    @pytest.mark.parametrize("name", OFFICES)
    @pytest.mark.parametrize("address", ["/workbench/", "/people/", "/", "/specifications/", "/account/"])
    def test_who_holds_an_office_enrols_before_anything_else(self, cast, clock, name, address):
        client = Client()
        by_password(client, name)
        answer = client.get(address)
        assert (answer.status_code, answer.headers["Location"]) == (302, "/account/enrol/")

    def test_nothing_is_changed_before(self, cast, clock):
        client = Client()
        by_password(client, "registrar")
        assert client.post("/people/register/", {"name": "新", "source": "x", "confidence": "A"}).status_code == 403

    def test_the_api_knows_nobody_before(self, cast, clock):
        client = Client()
        by_password(client, "registrar")
        assert client.get(f"/api/v1/organisations/{cast.hidden.key}").status_code == 404
        assert client.get("/api/v1/organisations").status_code == 200

    def test_who_holds_none_may_do_without(self, cast, clock):
        client = Client()
        by_password(client, "lapsed")
        assert is_in(client)

    @pytest.mark.parametrize(
        ("policy", "name", "asked"),
        [
            ("required", "lapsed", True),
            ("offices", "lapsed", False),
            ("optional", "registrar", False),
        ],
    )
    def test_the_setting_decides_for_whom(self, cast, clock, settings, policy, name, asked):  # noqa: PLR0917
        settings.MFA_POLICY = policy
        client = Client()
        by_password(client, name)
        assert is_in(client) != asked

    def test_the_last_factor_stays_where_one_is_needed(self, cast, clock):
        client, _, _ = enrolled("registrar", clock)
        client.post(f"/account/factors/{Authenticator.objects.get().pk}/remove/")
        assert Authenticator.objects.count() == 1


class TestCodes:
    def test_password_and_code_sign_in_and_the_event_says_how(self, cast, clock):
        _, secret, _ = enrolled("registrar", clock)
        client = Client()
        assert by_password(client, "registrar").headers["Location"] == CODE
        assert not is_in(client), "the password alone opens nothing"
        answer = client.post(CODE, {"code": code_of(secret, clock)})
        assert (answer.status_code, answer.headers["Location"]) == (302, "/workbench/")
        assert is_in(client)
        assert Event.objects.filter(kind="people.signed_in").latest("id").payload["methods"] == ["password", "code"]

    def test_a_code_is_good_once(self, cast, clock):
        _, secret, _ = enrolled("registrar", clock)
        code, first, second = code_of(secret, clock), Client(), Client()
        for client, status in ((first, 302), (second, 422)):
            by_password(client, "registrar")
            assert client.post(CODE, {"code": code}).status_code == status
        assert not is_in(second)

    def test_a_code_that_bound_the_app_does_not_sign_in(self, cast, clock):
        client = Client()
        by_password(client, "registrar")
        secret, _ = bind_app(client, clock)
        other = Client()
        by_password(other, "registrar")
        assert other.post(CODE, {"code": code_of(secret, clock)}).status_code == 422

    @pytest.mark.parametrize(("ahead", "good"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
    def test_a_code_lives_half_a_minute_and_clocks_may_be_as_much_off(self, cast, clock, ahead, good):
        _, secret, _ = enrolled("registrar", clock)
        client = Client()
        by_password(client, "registrar")
        clock.shift(300)
        assert (client.post(CODE, {"code": code_of(secret, clock, ahead)}).status_code == 302) == good

    def test_an_older_code_is_refused_once_a_newer_was_used(self, cast, clock):
        _, secret, _ = enrolled("registrar", clock)
        older, client = code_of(secret, clock), Client()
        clock.shift(30)
        by_password(client, "registrar")
        assert client.post(CODE, {"code": code_of(secret, clock)}).status_code == 302
        other = Client()
        by_password(other, "registrar")
        assert other.post(CODE, {"code": older}).status_code == 422

    def test_guessing_codes_waits_wherever_it_is_done_and_each_failure_leaves_an_event(self, cast, clock):
        _, secret, _ = enrolled("registrar", clock)
        for place in range(5):
            guesser = Client(REMOTE_ADDR=f"203.0.113.{place}")
            by_password(guesser, "registrar")
            assert guesser.post(CODE, {"code": "000000"}).status_code == 422
        guesser = Client(REMOTE_ADDR="198.51.100.1")
        by_password(guesser, "registrar")
        assert guesser.post(CODE, {"code": code_of(secret, clock)}).status_code == 429, "even the right one waits"
        failures = Event.objects.filter(kind="people.sign_in_failed")
        assert [event.payload["step"] for event in failures] == ["code"] * 5

    def test_who_knows_the_password_cannot_make_the_owner_wait_on_a_known_browser(self, cast, clock):
        owner, secret, _ = enrolled("registrar", clock)
        owner.post("/sign-out/")
        for place in range(8):
            guesser = Client(REMOTE_ADDR=f"203.0.113.{place}")
            by_password(guesser, "registrar")
            guesser.post(CODE, {"code": "000000"})
        by_password(owner, "registrar")
        assert owner.post(CODE, {"code": code_of(secret, clock)}).status_code == 302

    def test_the_step_is_for_who_gave_the_password_and_for_a_quarter_of_an_hour(self, cast, clock):
        _, secret, _ = enrolled("registrar", clock)
        assert Client().get(CODE).headers["Location"] == "/sign-in/"
        client = Client()
        by_password(client, "registrar")
        clock.shift(16 * 60)
        assert client.post(CODE, {"code": code_of(secret, clock)}).headers["Location"] == "/sign-in/"
        assert not is_in(client)

    def test_a_password_changed_meanwhile_ends_the_unfinished_sign_in(self, cast, clock, moment):
        _, secret, _ = enrolled("registrar", clock)
        client = Client()
        by_password(client, "registrar")
        account = Account.objects.get(username="registrar")
        change_password(account=account, password="something else entirely", actor=LOADER, now=moment)
        assert client.post(CODE, {"code": code_of(secret, clock)}).headers["Location"] == "/sign-in/"
        assert not is_in(client)

    @pytest.mark.parametrize(
        "typed", ["", "0", "abcdef", "١٢٣٤٥٦", "9" * 40, "1-aaaaa-aaaaa", "\u0000", "99-aaaaa-aaaaa"]
    )
    def test_what_is_no_code_is_refused_quietly(self, cast, clock, typed):
        enrolled("registrar", clock)
        client = Client()
        by_password(client, "registrar")
        assert client.post(CODE, {"code": typed}).status_code == 422

    def test_the_secret_is_sealed_in_the_database(self, cast, clock):
        _, secret, _ = enrolled("registrar", clock)
        assert secret not in str(list(Authenticator.objects.values_list("data", flat=True)))


class TestRecoveryCodes:
    def test_each_stands_in_for_the_factor_once(self, cast, clock):
        _, _, codes = enrolled("registrar", clock)
        assert len(codes) == 10
        for status in (302, 422):
            client = Client()
            by_password(client, "registrar")
            assert client.post(CODE, {"code": codes[2].upper()}).status_code == status
        used = Event.objects.get(kind="people.recovery_code_used")
        assert (used.payload, used.public) == ({"number": 3, "left": 9}, False)

    def test_only_hashes_are_kept(self, cast, clock):
        _, _, codes = enrolled("registrar", clock)
        kept = str(list(RecoveryCode.objects.values_list("digest", flat=True)))
        assert not [code for code in codes if code in kept or code.split("-", 1)[1] in kept]

    def test_new_ones_replace_the_old(self, cast, clock):
        client, _, old = enrolled("registrar", clock)
        page = client.post("/account/recovery-codes/").content.decode()
        assert "只显示这一次" in page
        assert not [code for code in old if code in page]
        other = Client()
        by_password(other, "registrar")
        assert other.post(CODE, {"code": old[0]}).status_code == 422

    def test_those_of_another_account_are_worth_nothing(self, cast, clock):
        _, _, codes = enrolled("registrar", clock)
        enrolled("auditor", clock)
        client = Client()
        by_password(client, "auditor")
        assert client.post(CODE, {"code": codes[0]}).status_code == 422


class TestLostFactor:
    def reset(self, cast, moment, who="security", name="registrar", **more):
        facts = {"reason": "手机遗失", "identified": "本人持证到场", **more}
        reset_factors(account=cast.accounts[name], actor=cast.actor(who), now=moment, **facts)

    def test_a_security_administrator_resets_with_reason_and_all_sessions_end(self, cast, clock, moment):
        client, _, _ = enrolled("registrar", clock)
        assert is_in(client)
        self.reset(cast, moment)
        assert not is_in(client)
        assert not Authenticator.objects.exists()
        assert not RecoveryCode.objects.exists()
        event = Event.objects.get(kind="people.factors_reset")
        assert event.payload == {"factors": 1, "reason": "手机遗失", "identified": "本人持证到场"}
        assert not event.public

    @pytest.mark.parametrize("policy", ["offices", "optional"])
    def test_the_next_sign_in_enrols_anew_whatever_the_setting(self, cast, clock, moment, settings, policy):
        enrolled("registrar", clock)
        settings.MFA_POLICY = policy
        self.reset(cast, moment)
        client = Client()
        by_password(client, "registrar")
        assert client.get("/workbench/").headers["Location"] == "/account/enrol/"
        bind_app(client, clock)
        assert is_in(client)

    @pytest.mark.parametrize("who", ["registrar", "system", "auditor", "secretary", "outsider", "lapsed", "anonymous"])
    def test_nobody_else_may(self, cast, clock, moment, who):
        with pytest.raises(Refused):
            self.reset(cast, moment, who=who, name="secretary" if who == "registrar" else "registrar")

    def test_not_even_a_security_administrator_for_themselves(self, cast, clock, moment):
        with pytest.raises(Refused, match="自己"):
            self.reset(cast, moment, name="security")

    @pytest.mark.parametrize("missing", ["reason", "identified"])
    def test_reason_and_proof_of_identity_are_required(self, cast, clock, moment, missing):
        with pytest.raises(BadInput):
            self.reset(cast, moment, **{missing: " "})


def test_a_password_reset_by_the_administrator_does_not_bypass_the_factor(cast, clock, moment):
    enrolled("registrar", clock)
    change_password(
        account=cast.accounts["registrar"], password="made by the system", actor=cast.actor("system"), now=moment
    )
    client = Client()
    assert by_password(client, "registrar", "made by the system").headers["Location"] == CODE
    assert not is_in(client)


def test_every_step_leaves_its_event(cast, clock):
    client, secret, _ = enrolled("registrar", clock)
    client.post("/sign-out/")
    by_password(client, "registrar")
    client.post(CODE, {"code": "000000"})
    client.post(CODE, {"code": code_of(secret, clock)})
    assert kinds(cast.accounts["registrar"]) == [
        "people.signed_in",
        "people.factor_enrolled",
        "people.sessions_ended",
        "people.sign_in_failed",
        "people.signed_in",
    ]
    assert not Event.objects.filter(subject_kind="account", public=True).exists()


def test_a_second_app_is_not_bound_and_old_sessions_end_when_one_is(cast, clock):
    elsewhere = Client()
    by_password(elsewhere, "lapsed")
    client, _, _ = enrolled("lapsed", clock)
    assert not is_in(elsewhere), "a session without the factor does not outlive its binding"
    assert client.get("/account/enrol/app/").headers["Location"] == "/account/"
    assert is_in(client)


def test_the_known_device_of_the_browser_is_only_remembered_after_the_second_factor(cast, clock):
    enrolled("registrar", clock)
    client = Client()
    by_password(client, "registrar")
    assert "known-device" not in client.cookies
