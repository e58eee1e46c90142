"""The inventory of cryptography (ASVS 5.0, 11.1): what is used, by which standard, how strong, and for what.

The signature types are those that the readers of notes really know; a type without a line here is an error, not a gap.
``docs/engineering/cryptography.md`` shows the same and says where the rest of the platform uses cryptography.
"""

from dataclasses import dataclass

from quanheng.core.trust.algorithms import ALGORITHMS

_KEYS = {
    "ed25519": ("RFC 8032", 128, False),
    "sm2-sm3": ("GB/T 32918.2-2016, GB/T 32905-2016", 128, False),
    "ml-dsa-44": ("FIPS 204", 128, True),
}
"""By the algorithm of the key: standard, strength in bits, and whether it withstands quantum computers."""
_PURPOSES = {
    b"\x01": "checkpoints of the log, by the log",
    b"\x04": "cosignatures of witnesses",
    b"\x06": "cosignatures of witnesses that should outlive Ed25519",
    b"\xffsm2-sm3-note/v1\n": "a second, domestic line on checkpoints",
}


@dataclass(frozen=True, slots=True)
class Use:
    """One use of cryptography. ``strength``: bits of security against what is known today."""

    algorithm: str
    standard: str
    strength: int
    quantum_safe: bool
    purpose: str


OTHERS = (
    Use("SHA-256", "FIPS 180-4", 128, True, "the Merkle tree, key ids, digests of content"),
    Use("SM3", "GB/T 32905-2016", 128, True, "the second digest of content, second trees"),
    Use("HMAC-SHA-256", "RFC 2104", 256, True, "salts of the members of a batch"),
    Use(
        "PBES2: PBKDF2-HMAC-SHA-256, AES-256-CBC", "RFC 8018", 256, True, "key files at rest, where a passphrase is set"
    ),
)


def inventory() -> list[Use]:
    """Every use in the trust core, the registered signature types first."""
    signatures = [Use(one.name, *_KEYS[one.backend], _PURPOSES[one.identifier]) for one in ALGORITHMS]
    return [*signatures, *OTHERS]
