"""COSE_Sign1 (RFC 9052) with Ed25519, in the one form that labels have."""

from dataclasses import dataclass
from typing import Any

import cbor2

from quanheng.core.trust.digests import sha256
from quanheng.core.trust.errors import Malformed
from quanheng.core.trust.signers import ed25519
from quanheng.core.trust.signers.backend import SignerBackend

TAG = 18
ALGORITHM, KEY_ID = 1, 4
EDDSA = -8
KEY_ID_SIZE = 8
LONGEST = 2048


@dataclass(frozen=True, slots=True)
class Signed:
    """A decoded message: which key it names, what it says, and the signature over both. Nothing is verified yet."""

    key_id: bytes
    payload: bytes
    signature: bytes

    def verify(self, public: bytes) -> None:
        """Raises ``NotProven`` unless the key signed it."""
        ed25519.verify(public, _to_be_signed(_protected(self.key_id), self.payload), self.signature)


def key_id(public: bytes) -> bytes:
    """How a label names the key that signed it: the first bytes of the SHA-256 of the public key."""
    return sha256(public)[:KEY_ID_SIZE]


def sign(payload: bytes, signer: SignerBackend) -> bytes:
    """The message of ``payload``, signed."""
    protected = _protected(key_id(signer.public))
    return _message(protected, payload, signer.sign(_to_be_signed(protected, payload)))


def decode(raw: bytes) -> Signed:
    """Take a message apart. Raises ``Malformed`` for every message that :func:`sign` would not write: other algorithms,
    unprotected headers, other spellings of the same CBOR.
    """
    if len(raw) > LONGEST:
        raise Malformed("too long for a label")
    message = _loads(raw)
    parts = message.value if isinstance(message, cbor2.CBORTag) and message.tag == TAG else None
    match parts:
        case [bytes() as protected, {}, bytes() as payload, bytes() as signature]:
            header = _loads(protected)
        case _:
            raise Malformed("not a signed label")
    identity = header.get(KEY_ID) if isinstance(header, dict) else None
    if not isinstance(identity, bytes) or (len(identity), len(signature)) != (KEY_ID_SIZE, ed25519.SIGNATURE):
        raise Malformed("not a label in the one form that labels have")
    if _message(_protected(identity), payload, signature) != raw:
        raise Malformed("not a label in the one form that labels have")
    return Signed(identity, payload, signature)


def _loads(raw: bytes) -> Any:
    try:
        return cbor2.loads(raw)
    except (cbor2.CBORError, ValueError, TypeError, OverflowError, RecursionError) as fault:
        raise Malformed("not CBOR") from fault


def _protected(identity: bytes) -> bytes:
    return cbor2.dumps({ALGORITHM: EDDSA, KEY_ID: identity}, canonical=True)


def _to_be_signed(protected: bytes, payload: bytes) -> bytes:
    return cbor2.dumps(["Signature1", protected, b"", payload], canonical=True)


def _message(protected: bytes, payload: bytes, signature: bytes) -> bytes:
    return cbor2.dumps(cbor2.CBORTag(TAG, [protected, {}, payload, signature]), canonical=True)
