r"""What an entry of the log says: a small canonical record of what was sealed, never its content.

An open statement names the record and both digests::

    {"at":"2026-11-22T02:00:00Z","id":"draw/2026-1","sha256":"…","sm3":"…","type":"draws.plan"}

A private one commits to them under a salt, so that neither name nor content can be guessed; without the salt nothing
can be read from it ever again::

    {"at":"…","salted_sha256":"…","salted_sm3":"…","type":"draws.list"}

``salted_sha256 = SHA-256("quanheng statement v1\n" ‖ LP(salt) ‖ LP(id) ‖ sha256)``, with SM3 likewise, where
``LP(x) = uint64be(len(x)) ‖ x``. ``count`` marks a batch: the digests are then Merkle roots (RFC 6962, with SHA-256 and
with SM3) over so many items. ``revokes`` or ``replaces`` holds the leaf hash of the earlier entry a statement is about.
"""

import hmac
from dataclasses import dataclass
from typing import Any, Self

from quanheng.core.trust.canonical import canonical, parse_canonical
from quanheng.core.trust.digests import LENGTH, SM3, Digest, sha256, sm3
from quanheng.core.trust.errors import Malformed, NotProven
from quanheng.core.trust.merkle import leaf_hash, leaf_hashes, root_of

SALT = 32
"""Bytes of a salt."""
PREFIX = b"quanheng statement v1\n"
RELATIONS = ("revokes", "replaces")
LONGEST = 65535
"""Bytes an entry may have: bundles count them in 16 bits."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement. ``at`` is a UTC moment to the second; ``about`` the leaf hash of the entry it ``relation`` s."""

    kind: str
    id: str
    digest: Digest
    at: str
    count: int = 0
    relation: str = ""
    about: bytes = b""

    def entry(self, salt: bytes = b"") -> bytes:
        """The bytes of the entry: open, or private under ``salt``."""
        fields: dict[str, Any] = {"at": self.at, "type": self.kind}
        if salt:
            fields |= salted(self.id, self.digest, salt)
        else:
            fields |= {"id": self.id, **self.digest.record()}
        if self.count:
            fields["count"] = self.count
        if self.relation:
            fields[self.relation] = self.about.hex()
        data = canonical(fields)
        if len(data) > LONGEST:
            raise Malformed(f"an entry of {len(data)} bytes: at most {LONGEST}")
        return data


def salted(name: str, digest: Digest, salt: bytes) -> dict[str, str]:
    """The members by which a private statement commits to a name and to digests."""
    if len(salt) != SALT:
        raise Malformed(f"a salt has {SALT} bytes")
    text = name.encode()
    head = PREFIX + len(salt).to_bytes(8, "big") + salt + len(text).to_bytes(8, "big") + text
    return {"salted_sha256": sha256(head + digest.sha256).hex(), "salted_sm3": sm3(head + digest.sm3).hex()}


def batch_digest(items: list[bytes]) -> Digest:
    """The two Merkle roots over the items of a batch."""
    return Digest(root_of(leaf_hashes(items)), root_of(leaf_hashes(items, SM3), SM3))


@dataclass(frozen=True, slots=True)
class Opened:
    """An entry with what opens it, as an offline proof carries it in its ``extra`` line."""

    entry: bytes
    id: str = ""
    salt: bytes = b""

    def extra(self) -> bytes:
        """The bytes of the ``extra`` line."""
        fields: dict[str, Any] = {"entry": parse_canonical(self.entry)}
        if self.salt:
            fields |= {"id": self.id, "salt": self.salt.hex()}
        return canonical(fields)

    @classmethod
    def parse(cls, extra: bytes) -> Self:
        """The reverse of :meth:`extra`. :class:`Malformed` for anything else."""
        fields = parse_canonical(extra)
        if not isinstance(fields, dict) or not isinstance(fields.get("entry"), dict):
            raise Malformed("the extra line holds no entry")
        if set(fields) - {"entry", "id", "salt"}:
            raise Malformed("the extra line holds something unknown")
        name, salt = fields.get("id", ""), fields.get("salt", "")
        try:
            return cls(canonical(fields["entry"]), str(name), bytes.fromhex(salt))
        except (TypeError, ValueError) as fault:
            raise Malformed("the salt is not hex") from fault

    @property
    def fields(self) -> dict[str, Any]:
        """The members of the entry."""
        fields = parse_canonical(self.entry)
        return fields if isinstance(fields, dict) else {}

    def is_statement(self) -> bool:
        """Whether the entry is one of ours, and not something else that was logged."""
        try:
            return isinstance(parse_canonical(self.entry), dict)
        except Malformed:
            return False

    @property
    def leaf(self) -> bytes:
        """The leaf hash of the entry."""
        return leaf_hash(self.entry)

    def require(self, digest: Digest) -> None:
        """:class:`NotProven` unless the entry speaks of content with these digests."""
        fields = self.fields
        said = {name: str(fields.get(name, "")) for name in ("sha256", "sm3", "salted_sha256", "salted_sm3")}
        told = salted(self.id, digest, self.salt) if self.salt else digest.record()
        if not all(hmac.compare_digest(said[name], value) for name, value in told.items()):
            raise NotProven("the entry speaks of other content")


def member_salt(batch_salt: bytes, number: int) -> bytes:
    """The salt of one member of a salted batch: revealing one opens no other."""
    return hmac.digest(batch_salt, number.to_bytes(8, "big"), "sha256")[:LENGTH]
