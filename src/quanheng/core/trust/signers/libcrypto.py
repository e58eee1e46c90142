"""The few functions of the system's OpenSSL 3 that SM2 needs, by ctypes.

No Python package offers SM2 that is both maintained and free of known faults; Debian's libcrypto is both.
"""

import ctypes
import ctypes.util
from collections.abc import Callable
from ctypes import POINTER, byref, c_char_p, c_int, c_long, c_size_t, c_void_p
from functools import cache
from typing import Any

from quanheng.core.trust.errors import TrustError, Unavailable

OLDEST = 3
"""The first major version in which SM2 keys need no special handling."""

_SIGNATURES: dict[str, tuple[Any, tuple[Any, ...]]] = {
    "OPENSSL_version_major": (c_int, ()),
    "OPENSSL_cleanse": (None, (c_void_p, c_size_t)),
    "ERR_clear_error": (None, ()),
    "EVP_sm3": (c_void_p, ()),
    "EVP_aes_256_cbc": (c_void_p, ()),
    "EVP_PKEY_CTX_new_from_name": (c_void_p, (c_void_p, c_char_p, c_char_p)),
    "EVP_PKEY_CTX_free": (None, (c_void_p,)),
    "EVP_PKEY_CTX_set1_id": (c_int, (c_void_p, c_char_p, c_int)),
    "EVP_PKEY_keygen_init": (c_int, (c_void_p,)),
    "EVP_PKEY_generate": (c_int, (c_void_p, POINTER(c_void_p))),
    "EVP_PKEY_free": (None, (c_void_p,)),
    "EVP_MD_CTX_new": (c_void_p, ()),
    "EVP_MD_CTX_free": (None, (c_void_p,)),
    "EVP_DigestSignInit": (c_int, (c_void_p, POINTER(c_void_p), c_void_p, c_void_p, c_void_p)),
    "EVP_DigestSign": (c_int, (c_void_p, c_char_p, POINTER(c_size_t), c_char_p, c_size_t)),
    "EVP_DigestVerifyInit": (c_int, (c_void_p, POINTER(c_void_p), c_void_p, c_void_p, c_void_p)),
    "EVP_DigestVerify": (c_int, (c_void_p, c_char_p, c_size_t, c_char_p, c_size_t)),
    "d2i_PUBKEY": (c_void_p, (c_void_p, POINTER(c_char_p), c_long)),
    "i2d_PUBKEY": (c_int, (c_void_p, POINTER(c_void_p))),
    "d2i_AutoPrivateKey": (c_void_p, (c_void_p, POINTER(c_char_p), c_long)),
    "EVP_PKEY2PKCS8": (c_void_p, (c_void_p,)),
    "EVP_PKCS82PKEY": (c_void_p, (c_void_p,)),
    "i2d_PKCS8_PRIV_KEY_INFO": (c_int, (c_void_p, POINTER(c_void_p))),
    "PKCS8_PRIV_KEY_INFO_free": (None, (c_void_p,)),
    "PKCS8_encrypt": (c_void_p, (c_int, c_void_p, c_char_p, c_int, c_char_p, c_int, c_int, c_void_p)),
    "PKCS8_decrypt": (c_void_p, (c_void_p, c_char_p, c_int)),
    "d2i_X509_SIG": (c_void_p, (c_void_p, POINTER(c_char_p), c_long)),
    "i2d_X509_SIG": (c_int, (c_void_p, POINTER(c_void_p))),
    "X509_SIG_free": (None, (c_void_p,)),
}


@cache
def libcrypto() -> Any:
    """The library with its functions typed. :class:`Unavailable` says what is missing."""
    try:
        library = ctypes.CDLL(ctypes.util.find_library("crypto") or "libcrypto.so.3")
        for name, (result, arguments) in _SIGNATURES.items():
            function = getattr(library, name)
            function.restype, function.argtypes = result, arguments
    except (OSError, AttributeError) as missing:
        raise Unavailable("SM2 needs the system's OpenSSL 3 (Debian: libssl3), and it was not found") from missing
    if library.OPENSSL_version_major() < OLDEST:
        raise Unavailable("SM2 needs OpenSSL 3, and the system's libcrypto is older")
    context = library.EVP_PKEY_CTX_new_from_name(None, b"SM2", None)
    if not context:
        library.ERR_clear_error()
        raise Unavailable("the system's libcrypto was built without SM2")
    library.EVP_PKEY_CTX_free(context)
    return library


def must(outcome: Any, error: Callable[[], TrustError]) -> Any:
    """The outcome of a call that gives a pointer or a positive number when it succeeds; else the error is raised."""
    if outcome is None or outcome <= 0:
        libcrypto().ERR_clear_error()
        raise error()
    return outcome


def read_der(reader: str, data: bytes, error: Callable[[], TrustError]) -> int:
    """The structure that a ``d2i_`` function reads; it must take every byte. The caller frees it."""
    position = c_char_p(data)
    start = ctypes.cast(position, c_void_p).value or 0
    found: int = must(getattr(libcrypto(), reader)(None, byref(position), len(data)), error)
    if (ctypes.cast(position, c_void_p).value or 0) - start != len(data):
        raise error()
    return found


def write_der(writer: str, structure: int, error: Callable[[], TrustError]) -> bytes:
    """The bytes that an ``i2d_`` function writes."""
    function = getattr(libcrypto(), writer)
    length = must(function(structure, None), error)
    buffer = ctypes.create_string_buffer(length)
    position = c_void_p(ctypes.addressof(buffer))
    must(function(structure, byref(position)), error)
    return buffer.raw
