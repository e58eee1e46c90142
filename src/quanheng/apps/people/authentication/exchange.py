"""The way to an identity provider and back (authorization code with PKCE, RFC 7636). The client and the keeping of
states are django-allauth's; what a token proves is checked in ``tokens``.
"""

import secrets
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.internal import statekit
from allauth.socialaccount.providers.oauth2.client import OAuth2Client, OAuth2Error
from allauth.socialaccount.providers.oauth2.utils import generate_code_challenge
from django.core.cache import cache
from django.http import HttpRequest
from django.urls import reverse
from requests import RequestException

from quanheng.apps.people.authentication.providers import LOOPBACK, Provider
from quanheng.apps.people.authentication.tokens import BadToken, Subject, UnknownKey, subject_of

KEPT = 600
"""Seconds for which what a provider says of itself, and its keys, are kept."""
WELL_KNOWN = "/.well-known/openid-configuration"


class Unreachable(Exception):
    """The provider does not answer, or not what it must. The reason is for the log of the operator."""


class NotBegunHere(Exception):
    """What is brought back was not begun in this browser, or was brought back before."""


class Declined(Exception):
    """The person, or the provider, said no."""


@dataclass(frozen=True, slots=True)
class Back:
    """Who came back, and what they had set out for: ``login`` or ``link``, the account that links, the page after."""

    subject: Subject
    purpose: str
    account_id: int
    next: str


def way_to(request: HttpRequest, provider: Provider, *, purpose: str, account_id: int = 0, after: str = "") -> str:
    """The address at the provider to send this browser to. Remembers what it set out for."""
    places = _configuration(provider)
    challenge = generate_code_challenge()
    nonce = secrets.token_urlsafe(32)
    state = {
        "purpose": purpose,
        "account": account_id,
        "next": after,
        "nonce": nonce,
        "verifier": challenge.pop("code_verifier"),
    }
    client = _client(request, provider, places)
    client.state = statekit.stash_state(request, provider_id=provider.slug, state=state)
    scopes = ["openid", *provider.scopes]
    address: str = client.get_redirect_url(places["authorization_endpoint"], scopes, {"nonce": nonce, **challenge})
    return address


def back_from(request: HttpRequest, provider: Provider) -> Back:
    """Who came back from ``provider`` with this request. Each way back is good once."""
    state = statekit.unstash_state(request, provider_id=provider.slug, state_id=request.GET.get("state", ""))
    if state is None or request.GET.get("iss", provider.issuer) != provider.issuer:  # RFC 9207
        raise NotBegunHere
    code = request.GET.get("code", "")
    if not code:
        raise Declined(request.GET.get("error", "")[:80])
    places = _configuration(provider)
    try:
        answer = _client(request, provider, places).get_access_token(code, pkce_code_verifier=state["verifier"])
    except OAuth2Error as fault:
        raise BadToken("the code was not taken") from fault
    except (RequestException, ValueError, KeyError) as fault:
        raise Unreachable(f"{places['token_endpoint']}: {type(fault).__name__}") from fault
    subject = _subject(provider, str(answer.get("id_token", "")), places["jwks_uri"], state["nonce"])
    return Back(subject, state["purpose"], state["account"], state["next"])


def _subject(provider: Provider, token: str, keys: str, nonce: str) -> Subject:
    """With the keys as kept and, when the token names another, with those of this moment."""
    expected = {"issuer": provider.issuer, "audience": provider.client_id, "nonce": nonce}
    try:
        return subject_of(token, keys=_read(keys), **expected)
    except UnknownKey:
        cache.delete(keys)
        return subject_of(token, keys=_read(keys), **expected)


def _client(request: HttpRequest, provider: Provider, places: dict[str, Any]) -> Any:
    return OAuth2Client(
        request,
        provider.client_id,
        provider.client_secret,
        "POST",
        places["token_endpoint"],
        request.build_absolute_uri(reverse("people:sign-in-with-back", args=[provider.slug])),
        basic_auth=provider.client_authentication == "basic",
    )


def _configuration(provider: Provider) -> dict[str, Any]:
    """Where the provider takes what (OpenID Connect Discovery 1.0); all of it under TLS, and under its own name."""
    found = _read(provider.issuer.rstrip("/") + WELL_KNOWN)
    if found.get("issuer") != provider.issuer:
        raise Unreachable(f"{provider.issuer}: calls itself something else")
    for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
        parts = urlsplit(str(found.get(name, "")))
        if parts.scheme != "https" and parts.hostname not in LOOPBACK:
            raise Unreachable(f"{provider.issuer}: {name} is not under https")
    return found


def _read(address: str) -> dict[str, Any]:
    """A JSON document, kept for ten minutes."""
    kept: dict[str, Any] | None = cache.get(address)
    if kept is not None:
        return kept
    try:
        with get_adapter().get_requests_session() as session:
            answer = session.get(address)
            answer.raise_for_status()
            found = answer.json()
    except (RequestException, ValueError) as fault:
        raise Unreachable(f"{address}: {type(fault).__name__}") from fault
    if not isinstance(found, dict):
        raise Unreachable(f"{address}: not a JSON object")
    cache.set(address, found, KEPT)
    return found
