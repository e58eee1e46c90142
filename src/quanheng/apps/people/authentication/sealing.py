"""Secrets of factors are sealed in the database: AES-256-GCM under a key derived from the platform's."""

import base64
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils.encoding import force_bytes

PURPOSE = b"quanheng.people.factor-secret"
NONCE = 12


def seal(text: str) -> str:
    """``text`` for the database."""
    nonce = os.urandom(NONCE)
    sealed = AESGCM(_key(settings.SECRET_KEY)).encrypt(nonce, text.encode(), PURPOSE)
    return base64.b64encode(nonce + sealed).decode("ascii")


def unseal(sealed: str) -> str:
    """The text again. ``ValueError`` under none of the keys: somebody changed it, or the secret key was lost."""
    raw = base64.b64decode(sealed)
    for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        try:
            return AESGCM(_key(secret)).decrypt(raw[:NONCE], raw[NONCE:], PURPOSE).decode()
        except InvalidTag:
            continue
    raise ValueError("the secret of a factor opens under no key of this platform")


def _key(secret: str | bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=PURPOSE).derive(force_bytes(secret))
