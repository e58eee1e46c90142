"""The log's own signing keys: files in the log's home, readable by their owner only, each made once."""

from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_pem_private_key
from django.conf import settings

from quanheng.apps.evidence.log import faults
from quanheng.apps.evidence.log.outside import write_durably
from quanheng.core.trust.notes import SignerKey
from quanheng.core.trust.signers.ed25519 import Ed25519Signer

OWNER_ONLY = 0o600


def ed25519_file() -> Path:
    """Where the log's Ed25519 key lies."""
    return Path(settings.LOG_HOME) / "ed25519.pem"


def load(origin: str, known: str) -> list[SignerKey]:
    """The keys that sign as ``origin``. ``known`` is the verifier key the log has; empty for a new log, which gets its
    key here.

    Raises :class:`~quanheng.apps.evidence.log.faults.Inconsistent` when the key is gone or is another log's.
    """
    path = ed25519_file()
    if not path.exists():
        if known:
            raise faults.key_missing(str(path))
        _make(path)
    key = load_pem_private_key(path.read_bytes(), password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise faults.other_key(str(path))
    signer = SignerKey(origin, Ed25519Signer(key))
    if known and str(signer.verifier) != known:
        raise faults.other_key(str(path))
    return [signer]


def _make(path: Path) -> None:
    key = Ed25519Signer.generate().private()
    write_durably(path, key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()), OWNER_ONLY)
