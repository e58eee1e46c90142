"""The log's own signing keys: files in the log's home, readable by their owner only, each made once."""

from pathlib import Path

from django.conf import settings

from quanheng.apps.evidence.log import faults
from quanheng.core.trust.algorithms import ED25519, SM2_NOTE, NoteAlgorithm
from quanheng.core.trust.errors import TrustError
from quanheng.core.trust.notes import SignerKey, VerifierKey
from quanheng.core.trust.signers.key_files import generate, read_key, write_key

FILES = {"ed25519": "ed25519.pem", "sm2-sm3": "sm2.pem"}


def file_of(algorithm: str) -> Path:
    """Where the log's key for an algorithm lies."""
    return Path(settings.LOG_HOME) / FILES[algorithm]


def load(origin: str, known: str) -> list[SignerKey]:
    """The keys that sign as ``origin``, Ed25519 first, then SM2 where the settings ask for it. ``known`` is the
    verifier key the log has; empty for a new log, which gets its key here.

    Raises :class:`~quanheng.apps.evidence.log.faults.Inconsistent` when the key is gone or is another log's.
    """
    path = file_of("ed25519")
    if known and not path.exists():
        raise faults.key_missing(str(path))
    signer = _key(origin, ED25519)
    if known and str(signer.verifier) != known:
        raise faults.other_key(str(path))
    return [signer, _key(origin, SM2_NOTE)] if settings.LOG_SM2 else [signer]


def published(origin: str, known: str) -> list[VerifierKey]:
    """The public halves, for everybody: the log's key, and its SM2 key where it has one."""
    keys = [VerifierKey.parse(known)]
    if settings.LOG_SM2 and file_of("sm2-sm3").exists():
        keys.append(_key(origin, SM2_NOTE).verifier)
    return keys


def _key(origin: str, algorithm: NoteAlgorithm) -> SignerKey:
    path = file_of(algorithm.backend)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        write_key(path, generate(algorithm.backend))
    try:
        return SignerKey(origin, read_key(path), algorithm)
    except TrustError as fault:
        raise faults.key_unusable(str(path), str(fault)) from fault
