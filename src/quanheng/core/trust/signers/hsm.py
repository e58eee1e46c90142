"""The place for keys in devices (密码机, PKCS #11 tokens, GM/T 0018 interfaces).

Devices differ in libraries and sessions, so no driver is built in. Whoever has one writes a class that keeps
:class:`~quanheng.core.trust.signers.backend.SignerBackend` (three members) and names it ``module:Class`` in the
configuration; it is loaded here, tried once, and used like any other key. A driver for SM2 is given the signer id
among its options and signs SM3 over Z and the message, as GB/T 32918.2 says.
"""

import importlib
from collections.abc import Mapping

from quanheng.core.trust.errors import Malformed, Unavailable
from quanheng.core.trust.signers import ed25519, mldsa, sm2
from quanheng.core.trust.signers.backend import SignerBackend

TRIAL = b"quanheng: trial of a signing key\n"
"""Cannot be taken for a checkpoint: it has one line."""


def load_backend(place: str, options: Mapping[str, str] | None = None) -> SignerBackend:
    """The backend ``module:Class``, made with ``options`` as keyword arguments, after one signature that holds."""
    module, gap, name = place.partition(":")
    if not gap:
        raise Malformed("a signing backend is named module:Class")
    try:
        backend = getattr(importlib.import_module(module), name)(**(options or {}))
    except (ImportError, AttributeError, TypeError) as fault:
        raise Unavailable(f"the signing backend {place} cannot be made: {fault}") from fault
    if not isinstance(backend, SignerBackend):
        raise Unavailable(f"{place} is no signing backend: it needs algorithm, public and sign")
    try_out(backend)
    return backend


def try_out(backend: SignerBackend) -> None:
    """:class:`NotProven` unless the key signs what its public half verifies."""
    signature = backend.sign(TRIAL)
    match backend.algorithm:
        case "ed25519":
            ed25519.verify(backend.public, TRIAL, signature)
        case "ml-dsa-44":
            mldsa.verify(backend.public, TRIAL, signature)
        case "sm2-sm3":
            sm2.verify(backend.public, TRIAL, signature, signer_id=sm2.USUAL_ID)
        case other:
            raise Unavailable(f"nothing here is signed with {other}")
