"""ID tokens of an identity provider (OpenID Connect Core 1.0, 3.1.3.7), checked although they come over its own TLS:
signature, issuer, audience, times and nonce, or nothing is believed.
"""

import hmac
from dataclasses import dataclass
from typing import Any

import jwt

ALGORITHMS = frozenset({"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"})
"""Signatures with a public key. ``none`` and the keyed hashes are refused whatever a key set says."""
LEEWAY = 60
"""Seconds two clocks may differ."""
LONGEST_SUBJECT = 255
REQUIRED = ["iss", "sub", "aud", "exp", "iat", "nonce"]


class BadToken(Exception):
    """The token proves nothing. The reason is for the log of the operator."""


class UnknownKey(BadToken):
    """The token names a key that is not in the set: the provider may have changed its keys."""


@dataclass(frozen=True, slots=True)
class Subject:
    """Who signed in there: (issuer, subject), and how, as the provider puts it."""

    issuer: str
    subject: str
    acr: str
    amr: tuple[str, ...]


def subject_of(token: str, *, keys: dict[str, Any], issuer: str, audience: str, nonce: str) -> Subject:
    """What ``token`` proves. ``BadToken`` when a signature, a claim or the answer to ``nonce`` does not hold."""
    try:
        claims = jwt.decode(
            token,
            _key(token, keys),
            algorithms=sorted(ALGORITHMS),
            issuer=issuer,
            audience=audience,
            leeway=LEEWAY,
            options={"require": REQUIRED},
        )
    except (jwt.PyJWTError, ValueError, TypeError, KeyError) as fault:
        raise BadToken(str(fault) or type(fault).__name__) from fault
    several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
    if claims.get("azp", None if several else audience) != audience:
        raise BadToken("authorized party is somebody else")
    if not hmac.compare_digest(str(claims["nonce"]).encode(), nonce.encode()):
        raise BadToken("nonce is not ours")
    subject = claims["sub"]
    if not isinstance(subject, str) or not 0 < len(subject) <= LONGEST_SUBJECT or "\0" in subject:
        raise BadToken("subject is no usable name")
    amr = claims.get("amr")
    return Subject(
        issuer=issuer,
        subject=subject,
        acr=str(claims.get("acr") or ""),
        amr=tuple(str(one) for one in amr) if isinstance(amr, list) else (),
    )


def _key(token: str, keys: dict[str, Any]) -> Any:
    """The key of the set that the token names, of a kind that suits its algorithm."""
    header = jwt.get_unverified_header(token)
    if str(header.get("typ", "JWT")).upper() != "JWT":
        raise BadToken("not an ID token")
    if header.get("alg") not in ALGORITHMS:
        raise BadToken("algorithm is not allowed")
    suitable = [
        one
        for one in keys.get("keys", [])
        if isinstance(one, dict) and one.get("use", "sig") == "sig" and header.get("kid") in (None, one.get("kid"))
    ]
    if len(suitable) != 1:
        raise UnknownKey("no such key")
    if suitable[0].get("alg", header["alg"]) != header["alg"]:
        raise BadToken("the key is for another algorithm")
    return jwt.PyJWK(suitable[0], header["alg"]).key
