"""SM2 signatures with SM3 (GB/T 32918.2, on the curve of GB/T 32918.5), through the system's OpenSSL 3.

The signer's id goes into the signature and is never implied: every call names it.
"""

import weakref
from ctypes import byref, c_size_t, c_void_p, create_string_buffer
from typing import Self

from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature

from quanheng.core.trust.errors import Malformed, NotProven, TrustError
from quanheng.core.trust.signers.libcrypto import libcrypto, must, read_der, write_der

ORDER = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123
"""n, the order of the base point."""
SCALAR, PUBLIC, SIGNATURE = 32, 65, 64
"""Lengths in bytes: private key, point 04 ‖ X ‖ Y, r ‖ s."""
USUAL_ID = b"1234567812345678"
"""The id that GB/T 35276 names for signers without one of their own."""
LONGEST_ID = 8191
"""Bytes: its length in bits has 16 bits."""

_SPKI = bytes.fromhex("3059301306072a8648ce3d020106082a811ccf5501822d034200")
"""SubjectPublicKeyInfo of an elliptic curve key on 1.2.156.10197.1.301, up to the point."""
_PKCS8 = bytes.fromhex("3041020100301306072a8648ce3d020106082a811ccf5501822d042730250201010420")
"""PrivateKeyInfo of the same, up to the scalar."""


class SM2Signer:
    """A key in memory, with the id it signs under."""

    algorithm = "sm2-sm3"

    def __init__(self, handle: int, *, signer_id: bytes) -> None:
        """Own ``handle``, an EVP_PKEY."""
        self._handle = handle
        self._freed = weakref.finalize(self, libcrypto().EVP_PKEY_free, handle)
        self.signer_id = _id(signer_id)
        spki = write_der("i2d_PUBKEY", handle, _no_key)
        if not spki.startswith(_SPKI):
            raise _no_key()
        self.public = spki[len(_SPKI) :]

    @classmethod
    def generate(cls, *, signer_id: bytes) -> Self:
        """A new key from OpenSSL's random source."""
        library = libcrypto()
        context = must(library.EVP_PKEY_CTX_new_from_name(None, b"SM2", None), _no_key)
        try:
            must(library.EVP_PKEY_keygen_init(context), _no_key)
            handle = c_void_p()
            must(library.EVP_PKEY_generate(context, byref(handle)), _no_key)
        finally:
            library.EVP_PKEY_CTX_free(context)
        return cls(handle.value or 0, signer_id=signer_id)

    @classmethod
    def from_scalar(cls, scalar: bytes, *, signer_id: bytes) -> Self:
        """The key of a private number, 1 to n - 2."""
        if len(scalar) != SCALAR or not 1 <= int.from_bytes(scalar, "big") <= ORDER - 2:
            raise Malformed("an SM2 private key is a number of 32 bytes from 1 to n - 2")
        return cls(read_der("d2i_AutoPrivateKey", _PKCS8 + scalar, _no_key), signer_id=signer_id)

    def sign(self, message: bytes) -> bytes:
        """``r ‖ s``; another one each time."""
        library = libcrypto()
        context = library.EVP_MD_CTX_new()
        try:
            key_context = c_void_p()
            must(
                library.EVP_DigestSignInit(context, byref(key_context), library.EVP_sm3(), None, self._handle),
                _unsigned,
            )
            must(library.EVP_PKEY_CTX_set1_id(key_context, self.signer_id, len(self.signer_id)), _unsigned)
            length = c_size_t()
            must(library.EVP_DigestSign(context, None, byref(length), message, len(message)), _unsigned)
            buffer = create_string_buffer(length.value)
            must(library.EVP_DigestSign(context, buffer, byref(length), message, len(message)), _unsigned)
        finally:
            library.EVP_MD_CTX_free(context)
        return raw_of_der(buffer.raw[: length.value])

    def handle(self) -> int:
        """The EVP_PKEY, to be written to its file; it lives as long as this object."""
        return self._handle


def verify(public: bytes, message: bytes, signature: bytes, *, signer_id: bytes) -> None:
    """:class:`NotProven` unless ``r ‖ s`` is the signature of the key over the message under that id."""
    der = der_of_raw(signature)
    handle = _public_key(public)
    library = libcrypto()
    context = library.EVP_MD_CTX_new()
    try:
        key_context = c_void_p()
        must(library.EVP_DigestVerifyInit(context, byref(key_context), library.EVP_sm3(), None, handle), _wrong)
        must(library.EVP_PKEY_CTX_set1_id(key_context, _id(signer_id), len(signer_id)), _wrong)
        must(library.EVP_DigestVerify(context, der, len(der), message, len(message)), _wrong)
    finally:
        library.EVP_MD_CTX_free(context)
        library.EVP_PKEY_free(handle)


def check_public(public: bytes) -> bytes:
    """The point itself, when it is one of the curve."""
    libcrypto().EVP_PKEY_free(_public_key(public))
    return public


def raw_of_der(der: bytes) -> bytes:
    """``r ‖ s`` of a signature in DER, its numbers in range."""
    try:
        r, s = decode_dss_signature(der)
    except ValueError as fault:
        raise NotProven("not an SM2 signature in DER") from fault
    _in_range(r, s)
    return r.to_bytes(SCALAR, "big") + s.to_bytes(SCALAR, "big")


def der_of_raw(raw: bytes) -> bytes:
    """The signature ``r ‖ s`` in DER, its numbers in range."""
    if len(raw) != SIGNATURE:
        raise NotProven(f"an SM2 signature of {len(raw)} bytes, not {SIGNATURE}")
    r, s = int.from_bytes(raw[:SCALAR], "big"), int.from_bytes(raw[SCALAR:], "big")
    _in_range(r, s)
    return encode_dss_signature(r, s)


def _in_range(r: int, s: int) -> None:
    if not (1 <= r < ORDER and 1 <= s < ORDER and (r + s) % ORDER):
        raise NotProven("an SM2 signature whose numbers are out of range")


def _public_key(public: bytes) -> int:
    if len(public) != PUBLIC or public[0] != 4:  # noqa: PLR2004  the mark of an uncompressed point
        raise Malformed("an SM2 public key is the point 04 ‖ X ‖ Y of 65 bytes")
    return read_der("d2i_PUBKEY", _SPKI + public, _no_point)


def _id(signer_id: bytes) -> bytes:
    if len(signer_id) > LONGEST_ID:
        raise Malformed(f"an SM2 signer id of more than {LONGEST_ID} bytes")
    return signer_id


def _no_key() -> TrustError:
    return Malformed("not an SM2 private key")


def _no_point() -> TrustError:
    return Malformed("not a point of the SM2 curve")


def _unsigned() -> TrustError:
    return TrustError("OpenSSL made no SM2 signature")


def _wrong() -> TrustError:
    return NotProven("the SM2 signature does not hold")
