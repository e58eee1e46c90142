"""Passkeys (WebAuthn): the ceremonies of allauth, with the answers of browsers checked for shape first."""

import json
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth
from django.core.exceptions import ValidationError

from quanheng.apps.people.models import Account

LONGEST = 20_000


def registration_options(account: Account) -> dict[str, Any]:
    """What the browser needs to make a passkey that also proves who is at the keyboard (PIN or fingerprint)."""
    return _plain(auth.begin_registration(account, passwordless=True))


def sign_in_options(account: Account | None) -> dict[str, Any]:
    """What the browser needs to answer with a passkey of ``account``, or of whoever is there."""
    options = _plain(auth.begin_authentication(account))
    options["publicKey"]["userVerification"] = "required"
    return options


def registered(text: str) -> dict[str, Any] | None:
    """The credential a browser made, once its answer fits the challenge; ``None`` when anything is wrong with it."""
    credential = _credential(text)
    if credential is None:
        return None
    try:
        auth.parse_registration_response(credential)
        made = auth.complete_registration(credential)
    except (ValidationError, ValueError, TypeError, KeyError, AttributeError):
        return None
    return credential if made.is_user_verified() else None


def answered(text: str, account: Account | None) -> Authenticator | None:
    """The passkey that answered the challenge; ``None`` when anything is wrong. ``account`` is the one whose passkey it
    must be, where that is known.
    """
    credential = _credential(text)
    if credential is None:
        return None
    try:
        response = auth.parse_authentication_response(credential)
        owner = account or auth.extract_user_from_response(credential)
        key: Authenticator = auth.complete_authentication(owner, credential)
    except (ValidationError, ValueError, TypeError, KeyError, AttributeError):
        return None
    return key if response.response.authenticator_data.is_user_verified() else None


def _credential(text: str) -> dict[str, Any] | None:
    """The answer of a browser as a mapping with a mapping in it."""
    if len(text) > LONGEST:
        return None
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(value, dict) or not isinstance(value.get("response"), dict):
        return None
    return value


def _plain(options: Any) -> dict[str, Any]:
    plain: dict[str, Any] = json.loads(json.dumps(options, default=dict))
    return plain
