"""Keys in files: PKCS #8 in PEM, as ``openssl pkey`` reads them, for their owner alone, encrypted where asked.

Encryption is PBES2 with AES-256-CBC. The passphrase should be a random one out of a secret store: it is stretched, but
nothing stretches a weak one far enough.
"""

import base64
import os
import secrets
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PrivateKey

from quanheng.core.trust.errors import Malformed, TrustError, Unavailable
from quanheng.core.trust.signers import sm2
from quanheng.core.trust.signers.backend import SignerBackend
from quanheng.core.trust.signers.ed25519 import Ed25519Signer
from quanheng.core.trust.signers.libcrypto import libcrypto, must, read_der, write_der
from quanheng.core.trust.signers.mldsa import MLDSA44Signer
from quanheng.core.trust.signers.sm2 import SM2Signer

KeyInFile = Ed25519Signer | MLDSA44Signer | SM2Signer
OPEN_TO_OTHERS = 0o077
ROUNDS, SALT = 600_000, 16
PLAIN, ENCRYPTED = "PRIVATE KEY", "ENCRYPTED PRIVATE KEY"
LINE = 64


def generate(algorithm: str) -> KeyInFile:
    """A new key: ``ed25519``, ``sm2-sm3`` (under the usual signer id) or ``ml-dsa-44``."""
    match algorithm:
        case "ed25519":
            return Ed25519Signer.generate()
        case "sm2-sm3":
            return SM2Signer.generate(signer_id=sm2.USUAL_ID)
        case "ml-dsa-44":
            return MLDSA44Signer.generate()
    raise Malformed(f"no key is made for {algorithm}")


def write_key(path: Path, key: KeyInFile, passphrase: bytes | None = None) -> None:
    """Write a new file that only its owner may read; one that exists is left alone. On return it is on the disk."""
    data = _sm2_pem(key, passphrase) if isinstance(key, SM2Signer) else _pem(key, passphrase)
    try:
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as fault:
        raise Unavailable(f"{path} exists; a key is never written over") from fault
    with os.fdopen(file, "wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(file)
    _settle(path.parent)


def read_key(path: Path, passphrase: bytes | None = None) -> SignerBackend:
    """The key of a file. A file that others may read is refused: whoever read it signs like its owner."""
    file = os.open(path, os.O_RDONLY)
    with os.fdopen(file, "rb") as stream:
        if os.fstat(file).st_mode & OPEN_TO_OTHERS:
            raise Unavailable(f"{path} may be read by others: chmod 600 it, and think about a new key")
        data = stream.read()
    try:
        key = serialization.load_pem_private_key(data, passphrase)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        return _sm2_key(data, passphrase)
    if isinstance(key, Ed25519PrivateKey):
        return Ed25519Signer(key)
    if isinstance(key, MLDSA44PrivateKey):
        return MLDSA44Signer(key)
    raise Malformed("a private key of a kind that signs nothing here")


def _pem(key: Ed25519Signer | MLDSA44Signer, passphrase: bytes | None) -> bytes:
    sealing: serialization.KeySerializationEncryption = serialization.NoEncryption()
    if passphrase is not None:
        sealing = serialization.BestAvailableEncryption(_not_empty(passphrase))
    return key.private().private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, sealing)


def _sm2_pem(key: SM2Signer, passphrase: bytes | None) -> bytes:
    library = libcrypto()
    info = must(library.EVP_PKEY2PKCS8(key.handle()), _unreadable)
    try:
        if passphrase is None:
            return _armoured(PLAIN, write_der("i2d_PKCS8_PRIV_KEY_INFO", info, _unreadable))
        salt, cipher = secrets.token_bytes(SALT), library.EVP_aes_256_cbc()
        words = _not_empty(passphrase)
        sealed = must(
            library.PKCS8_encrypt(-1, cipher, words, len(words), salt, SALT, ROUNDS, info),
            _unreadable,
        )
        try:
            return _armoured(ENCRYPTED, write_der("i2d_X509_SIG", sealed, _unreadable))
        finally:
            library.X509_SIG_free(sealed)
    finally:
        library.PKCS8_PRIV_KEY_INFO_free(info)


def _sm2_key(data: bytes, passphrase: bytes | None) -> SM2Signer:
    library = libcrypto()
    if passphrase is None:
        handle = read_der("d2i_AutoPrivateKey", _bare(PLAIN, data), _unreadable)
        return SM2Signer(handle, signer_id=sm2.USUAL_ID)
    sealed = read_der("d2i_X509_SIG", _bare(ENCRYPTED, data), _unreadable)
    try:
        info = must(library.PKCS8_decrypt(sealed, passphrase, len(passphrase)), _unreadable)
    finally:
        library.X509_SIG_free(sealed)
    try:
        handle = must(library.EVP_PKCS82PKEY(info), _unreadable)
    finally:
        library.PKCS8_PRIV_KEY_INFO_free(info)
    return SM2Signer(handle, signer_id=sm2.USUAL_ID)


def _armoured(label: str, der: bytes) -> bytes:
    body = base64.b64encode(der).decode()
    lines = [body[at : at + LINE] for at in range(0, len(body), LINE)]
    return "\n".join([f"-----BEGIN {label}-----", *lines, f"-----END {label}-----", ""]).encode()


def _bare(label: str, pem: bytes) -> bytes:
    head, tail = f"-----BEGIN {label}-----\n".encode(), f"-----END {label}-----\n".encode()
    if not (pem.startswith(head) and pem.endswith(tail)):
        raise _unreadable()
    try:
        return base64.b64decode(pem[len(head) : -len(tail)].replace(b"\n", b""), validate=True)
    except ValueError as fault:
        raise _unreadable() from fault


def _not_empty(passphrase: bytes) -> bytes:
    if not passphrase:
        raise Malformed("an empty passphrase protects nothing")
    return passphrase


def _settle(folder: Path) -> None:
    """Make the new name in the folder survive a power cut."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _unreadable() -> TrustError:
    return Malformed("not a private key in PKCS #8 PEM, or not with this passphrase")
