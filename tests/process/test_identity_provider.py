"""Signing in through an identity provider, over real HTTP with signed tokens: what is believed, and what is not."""

import time
from datetime import UTC, datetime

import pytest
import time_machine
import yaml
from django.core.cache import cache
from django.test import Client

from quanheng.apps.evidence.models import Event
from quanheng.apps.people.actions.decide_identity import decide_identity
from quanheng.apps.people.actions.link_identity import link_identity
from quanheng.apps.people.actions.propose_identity import propose_identity
from quanheng.apps.people.actions.set_account_active import set_account_active
from quanheng.apps.people.actors import actor_for
from quanheng.apps.people.authentication.providers import providers, providers_are_sound
from quanheng.apps.people.models import LinkedIdentity
from quanheng.kernel.actor import Refused
from quanheng.kernel.errors import BadInput
from tests.apps.people import conftest as people
from tests.apps.people.ways_in import code_of, enrolled, is_in
from tests.process.identity_provider import CLIENT, SECRET, IdentityProvider, new_key, running

cast, quick_hashes = people.cast, people.quick_hashes
_cast_on_record = people._cast_on_record
WHEN = datetime(2026, 11, 22, 0, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def clock():
    """The same day for everybody; time goes on."""
    with time_machine.travel(WHEN, tick=True) as traveller:
        traveller.time = time.time
        yield traveller


@pytest.fixture(scope="module")
def shared_provider():
    with running() as provider:
        yield provider


@pytest.fixture
def provider(shared_provider, settings, tmp_path, clock):
    """A provider that behaves, and a platform that knows it."""
    shared_provider.__dict__.update({**IdentityProvider().__dict__, "issuer": shared_provider.issuer})
    secret = tmp_path / "secret"
    secret.write_text(SECRET + "\n")
    one = {
        "slug": "province",
        "name": "某省统一身份认证",
        "issuer": shared_provider.issuer,
        "client_id": CLIENT,
        "client_secret_file": str(secret),
        "second_factor": {"acr": ["urn:example:two"], "amr": ["mfa"]},
    }
    settings.OIDC_PROVIDERS = tmp_path / "providers.yaml"
    settings.OIDC_PROVIDERS.write_text(yaml.safe_dump({"providers": [one]}, allow_unicode=True))
    cache.clear()
    yield shared_provider
    cache.clear()


def linked(cast, provider, name: str) -> None:
    account = cast.accounts[name]
    link_identity(account=account, issuer=provider.issuer, subject=provider.subject, actor=actor_for(account), now=WHEN)


def leave(client: Client, address: str = "/sign-in/with/province/", **data: str) -> str:
    """Set out: the address at the provider."""
    answer = client.post(address, data)
    assert answer.status_code == 200, answer.content.decode()
    return answer.headers["Refresh"].removeprefix("0;url=")


def try_to_sign_in(client: Client, provider: IdentityProvider, **data: str):
    """There and back."""
    return client.get(provider.sign_in(leave(client, **data)))


def told(kind: str) -> list[dict]:
    return list(Event.objects.filter(kind=kind).order_by("id").values_list("payload", flat=True))


class TestSigningIn:
    def test_a_linked_identity_signs_in_and_the_second_factor_is_still_asked_for(self, cast, provider, clock):
        _client, secret, _codes = enrolled("registrar", clock)
        linked(cast, provider, "registrar")
        client = Client()
        answer = try_to_sign_in(client, provider, next="/people/")
        assert (answer.status_code, answer.headers["Location"]) == (302, "/sign-in/code/")
        assert not is_in(client)
        answer = client.post("/sign-in/code/", {"code": code_of(secret, clock)})
        assert answer.headers["Location"] == "/people/"
        assert is_in(client)
        assert told("people.signed_in")[-1]["methods"] == ["identity", "code"]

    @pytest.mark.parametrize("says", [{"amr": ["pwd", "mfa"]}, {"acr": "urn:example:two"}])
    def test_a_provider_that_asked_for_two_factors_is_believed_where_the_operator_says_so(self, cast, provider, says):
        linked(cast, provider, "registrar")
        provider.claims = says
        client = Client()
        assert try_to_sign_in(client, provider).headers["Location"] == "/workbench/"
        assert is_in(client)
        assert told("people.signed_in")[-1]["methods"] == ["identity", "provider"]

    @pytest.mark.parametrize("says", [{"amr": ["otp"]}, {"acr": "urn:example:one"}, {"amr": "mfa"}, {}])
    def test_no_other_word_of_the_provider_stands_for_a_second_factor(self, cast, provider, says):
        linked(cast, provider, "registrar")
        provider.claims = says
        client = Client()
        try_to_sign_in(client, provider)
        assert client.get("/workbench/").headers["Location"] == "/account/enrol/"

    def test_only_openid_is_asked_for_and_nothing_else_is_kept(self, cast, provider):
        linked(cast, provider, "registrar")
        try_to_sign_in(Client(), provider)
        assert provider.asked[0]["scope"] == "openid"
        assert "example.org" not in str(list(Event.objects.values_list("payload", flat=True)))

    def test_keys_that_the_provider_changed_are_fetched_again(self, cast, provider):
        linked(cast, provider, "outsider")
        assert try_to_sign_in(Client(), provider).status_code == 302
        provider.key, provider.name = new_key(), "k2"
        assert try_to_sign_in(Client(), provider).status_code == 302

    def test_the_sign_in_page_names_the_provider_and_without_a_file_there_is_none(self, provider, settings, db):
        assert "用“某省统一身份认证”登录" in Client().get("/sign-in/").content.decode()
        settings.OIDC_PROVIDERS = None
        assert "统一身份认证" not in Client().get("/sign-in/").content.decode()
        assert Client().post("/sign-in/with/province/").status_code == 404


WRONG = {
    "audience": lambda one: setattr(one, "claims", {"aud": "somebody-else"}),
    "one of two audiences, authorised for the other": lambda one: setattr(
        one, "claims", {"aud": [CLIENT, "other"], "azp": "other"}
    ),
    "two audiences, authorised for none": lambda one: setattr(one, "claims", {"aud": [CLIENT, "other"]}),
    "issuer": lambda one: setattr(one, "claims", {"iss": "https://elsewhere.example"}),
    "signature": lambda one: setattr(one, "signs_with", new_key()),
    "key name": lambda one: setattr(one, "header", {"kid": "k9"}),
    "token of another type": lambda one: setattr(one, "header", {"typ": "at+jwt"}),
    "nonce": lambda one: setattr(one, "claims", {"nonce": "of an earlier sign-in"}),
    "no nonce": lambda one: setattr(one, "claims", {"nonce": None}),
    "expired": lambda one: setattr(one, "claims", {"exp": int(WHEN.timestamp()) - 3600}),
    "never expires": lambda one: setattr(one, "claims", {"exp": None}),
    "from the future": lambda one: setattr(one, "claims", {"iat": int(WHEN.timestamp()) + 36000}),
    "no subject": lambda one: setattr(one, "claims", {"sub": None}),
    "subject is no text": lambda one: setattr(one, "claims", {"sub": 7}),
    "unsigned": lambda one: setattr(one, "algorithm", "none"),
    "signed with what everybody knows": lambda one: one.__dict__.update(algorithm="HS256", signs_with="k" * 32),
    "another algorithm than the key's": lambda one: setattr(one, "algorithm", "PS256"),
}


class TestRefused:
    @pytest.mark.parametrize("wrong", WRONG)
    def test_a_token_with_anything_wrong_signs_nobody_in(self, cast, provider, wrong):
        linked(cast, provider, "outsider")
        WRONG[wrong](provider)
        client = Client()
        answer = try_to_sign_in(client, provider)
        assert answer.status_code == 422
        assert "不能核实" in answer.content.decode()
        assert not is_in(client)
        assert told("people.sign_in_failed")[-1]["step"] == "identity"
        assert not told("people.signed_in")

    def test_an_unknown_subject_gets_no_account_however_well_it_is_called(self, cast, provider):
        before = len(cast.accounts)
        client = Client()
        answer = try_to_sign_in(client, provider)
        assert answer.status_code == 422
        assert "没有关联" in answer.content.decode()
        assert type(cast.accounts["system"]).objects.count() == before
        assert not is_in(client)

    def test_the_same_subject_of_another_issuer_is_somebody_else(self, cast, provider):
        account = cast.accounts["outsider"]
        link_identity(
            account=account,
            issuer="https://other.example",
            subject=provider.subject,
            actor=actor_for(account),
            now=WHEN,
        )
        assert try_to_sign_in(Client(), provider).status_code == 422

    def test_a_disabled_account_is_told_what_an_unknown_subject_is_told(self, cast, provider):
        linked(cast, provider, "outsider")
        set_account_active(
            account=cast.accounts["outsider"], active=False, reason="离职", actor=cast.actor("system"), now=WHEN
        )
        answer = try_to_sign_in(Client(), provider)
        assert answer.status_code == 422
        assert "没有关联" in answer.content.decode()

    def test_a_way_back_is_good_once_and_in_the_browser_that_left_alone(self, cast, provider):
        linked(cast, provider, "outsider")
        client, stranger = Client(), Client()
        back = provider.sign_in(leave(client))
        assert stranger.get(back).status_code == 422, "the state belongs to another browser"
        assert client.get(back).status_code == 302
        assert Client().get(back).status_code == 422
        client.post("/sign-out/")
        assert client.get(back).status_code == 422, "used before"
        assert not is_in(client)

    def test_a_way_back_grows_old(self, cast, provider, clock):
        linked(cast, provider, "outsider")
        client = Client()
        back = provider.sign_in(leave(client))
        clock.shift(11 * 60)
        assert client.get(back).status_code == 422

    def test_a_code_stolen_from_another_sign_in_is_worth_nothing(self, cast, provider):
        linked(cast, provider, "outsider")
        owner, thief = Client(), Client()
        stolen = provider.sign_in(leave(owner)).split("code=")[1].split("&")[0]
        mine = provider.sign_in(leave(thief))
        own = mine.split("code=")[1].split("&")[0]
        assert thief.get(mine.replace(own, stolen)).status_code == 422, "another verifier, another nonce"

    def test_an_answer_in_the_name_of_another_issuer_is_mixed_up(self, cast, provider):
        linked(cast, provider, "outsider")
        client = Client()
        back = provider.sign_in(leave(client)).split("&iss=")[0]
        assert client.get(back + "&iss=https%3A%2F%2Felsewhere.example").status_code == 422

    @pytest.mark.parametrize("query", ["", "?state=x&code=y", "?error=access_denied&state=x", "?state=%00&code=%00"])
    def test_an_answer_nobody_asked_for_is_refused_and_leaves_no_event(self, provider, db, query):
        before = Event.objects.count()
        assert Client().get(f"/sign-in/with/province/back/{query}").status_code in {400, 422}
        assert Event.objects.count() == before

    def test_who_says_no_there_is_told_so_here(self, provider, db):
        client = Client()
        state = leave(client).split("state=")[1].split("&")[0]
        answer = client.get(f"/sign-in/with/province/back/?error=access_denied&state={state}")
        assert (answer.status_code, "没有完成认证" in answer.content.decode()) == (422, True)

    @pytest.mark.parametrize(
        "configuration", [{"issuer": "https://elsewhere.example"}, {"token_endpoint": "http://elsewhere.example/token"}]
    )
    def test_a_provider_that_is_not_who_it_should_be_is_not_used(self, provider, db, configuration):
        provider.configuration = configuration
        answer = Client().post("/sign-in/with/province/")
        assert answer.status_code == 503
        assert "不能连接" in answer.content.decode()


class TestLinking:
    def test_the_owner_links_being_signed_in_with_both_and_other_sessions_end(self, cast, provider, clock):
        client, _secret, _codes = enrolled("registrar", clock)
        answer = client.get(provider.sign_in(leave(client, "/account/identities/province/link/")))
        assert answer.headers["Location"] == "/account/"
        one = LinkedIdentity.objects.get()
        assert (one.account, one.subject) == (cast.accounts["registrar"], "u-7781")
        assert told("people.identity_linked") == [{"issuer": provider.issuer, "subject": "u-7781"}]
        assert is_in(client)
        assert "u-7781" in client.get("/account/").content.decode()
        assert client.post(f"/account/identities/{one.pk}/unlink/").headers["Location"] == "/account/"
        assert not LinkedIdentity.objects.exists()
        assert is_in(client)
        assert try_to_sign_in(Client(), provider).status_code == 422

    def test_a_link_begun_by_one_is_not_completed_for_another(self, cast, provider):
        client = Client()
        client.force_login(cast.accounts["registrar"])
        back = provider.sign_in(leave(client, "/account/identities/province/link/"))
        session = {name: client.session[name] for name in ("socialaccount_states",)}
        other = Client()
        other.force_login(cast.accounts["outsider"])
        kept = other.session
        kept.update(session)
        kept.save()
        other.get(back)
        assert not LinkedIdentity.objects.exists()

    def test_an_identity_that_signs_in_elsewhere_is_not_linked_again(self, cast, provider):
        linked(cast, provider, "outsider")
        client = Client()
        client.force_login(cast.accounts["registrar"])
        client.get(provider.sign_in(leave(client, "/account/identities/province/link/")))
        assert "已经关联" in client.get("/account/").content.decode()
        assert LinkedIdentity.objects.get().account == cast.accounts["outsider"]

    def test_for_somebody_else_one_administrator_asks_and_another_decides(self, cast, provider):
        known = {"issuer": provider.issuer, "subject": provider.subject, "reason": "新到岗", "now": WHEN}
        account = cast.accounts["outsider"]
        for who in ("registrar", "system", "auditor", "outsider"):
            with pytest.raises(Refused):
                propose_identity(account=account, actor=cast.actor(who), **known)
        one = propose_identity(account=account, actor=cast.actor("security"), **known)
        assert try_to_sign_in(Client(), provider).status_code == 422, "asked for is not linked"
        for who in ("registrar", "security", "auditor", "outsider"):
            with pytest.raises(Refused):
                decide_identity(identity=one, accept=True, actor=cast.actor(who), now=WHEN)
        decide_identity(identity=one, accept=True, actor=cast.actor("system"), now=WHEN)
        assert try_to_sign_in(Client(), provider).status_code == 302
        with pytest.raises(BadInput, match="已有决定"):
            decide_identity(identity=one, accept=False, reason="反悔", actor=cast.actor("system"), now=WHEN)

    def test_no_administrator_lets_themselves_into_the_account_of_another_nor_decides_on_their_own(
        self,
        cast,
        provider,
    ):
        known = {"issuer": provider.issuer, "subject": provider.subject, "reason": "试", "now": WHEN}
        with pytest.raises(Refused):
            propose_identity(account=cast.accounts["security"], actor=cast.actor("security"), **known)
        one = propose_identity(account=cast.accounts["system"], actor=cast.actor("security"), **known)
        with pytest.raises(Refused, match="自己"):
            decide_identity(identity=one, accept=True, actor=cast.actor("system"), now=WHEN)

    def test_the_pages_of_the_administrators(self, cast, provider):
        security, system = Client(), Client()
        security.force_login(cast.accounts["security"])
        system.force_login(cast.accounts["system"])
        here = f"/accounts/{cast.accounts['outsider'].pk}/"
        data = {"issuer": provider.issuer, "subject": provider.subject, "reason": "新到岗"}
        assert security.post(f"{here}identities/", {**data, "reason": ""}).status_code == 422
        assert security.post(f"{here}identities/", data).headers["Location"] == here
        one = LinkedIdentity.objects.get()
        assert f"{here}identities/{one.pk}/decide/" in system.get(here).content.decode()
        assert f"{here}identities/{one.pk}/decide/" not in security.get(here).content.decode()
        assert system.post(f"{here}identities/{one.pk}/decide/", {"accept": "no"}).status_code == 422
        assert system.post(f"{here}identities/{one.pk}/decide/", {"accept": "yes"}).headers["Location"] == here
        one.refresh_from_db()
        assert one.confirmed_by == cast.accounts["system"]
        assert security.post(f"{here}identities/{one.pk}/remove/", {"reason": "离岗"}).headers["Location"] == here
        assert not LinkedIdentity.objects.exists()
        kinds = Event.objects.filter(kind__startswith="people.identity").order_by("id").values_list("kind", flat=True)
        assert list(kinds) == ["people.identity_proposed", "people.identity_decided", "people.identity_unlinked"]


class TestTheFile:
    @pytest.mark.parametrize(
        ("change", "named"),
        [
            ({"issuer": "http://plain.example"}, "issuer"),
            ({"slug": "Not A Slug"}, "slug"),
            ({"surprise": 1}, "surprise"),
            ({"client_id": None}, "client_id"),
        ],
    )
    def test_a_fault_stops_the_start_with_line_and_field(self, provider, settings, tmp_path, change, named):
        one = {**yaml.safe_load(settings.OIDC_PROVIDERS.read_text())["providers"][0], **change}
        settings.OIDC_PROVIDERS = tmp_path / "faulty.yaml"
        settings.OIDC_PROVIDERS.write_text(yaml.safe_dump({"providers": [one]}))
        (fault,) = providers_are_sound(None)
        assert "faulty.yaml:" in str(fault)
        assert named in str(fault)
        with pytest.raises(BadInput):
            providers()

    def test_a_secret_that_cannot_be_read_stops_the_start(self, provider, tmp_path):
        assert providers_are_sound(None) == []
        (tmp_path / "secret").unlink()
        (fault,) = providers_are_sound(None)
        assert "cannot be read" in str(fault)
