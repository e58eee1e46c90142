"""The two hash variants, and how texts are joined before they are hashed."""

import itertools
from collections.abc import Iterable
from enum import StrEnum

from quanheng.core.trust.digests import LENGTH, sha256, sm3
from quanheng.core.trust.errors import TrustError


class DrawFault(TrustError):
    """Something of a draw is not as MDRAW-1 demands: ``where`` it stands, and ``what`` is wrong."""

    def __init__(self, where: str, what: str) -> None:
        super().__init__(f"{where}: {what}")
        self.where, self.what = where, what


class Algorithm(StrEnum):
    """The algorithm a plan names: MDRAW-1 with SHA-256, or with SM3 (GB/T 32905)."""

    SHA256 = "MDRAW-1-SHA256"
    SM3 = "MDRAW-1-SM3"

    def hash(self, data: bytes) -> bytes:
        """32 bytes."""
        return sm3(data) if self is Algorithm.SM3 else sha256(data)


def lp(data: bytes | str) -> bytes:
    """``uint64be(length) || data``: parts joined this way can be cut in one place only."""
    raw = data.encode() if isinstance(data, str) else data
    return len(raw).to_bytes(8, "big") + raw


def sorted_ids(ids: Iterable[str], where: str = "ids") -> list[str]:
    """``ids`` in the order of their UTF-8 bytes. Raises ``DrawFault`` for one that is empty, has blanks at an end or a
    line break in it, is no Unicode text, or stands there twice.
    """
    found = list(ids)
    for one in found:
        if not one or one != one.strip() or "\n" in one or "\r" in one:
            raise DrawFault(where, f"{one!r} is no id: not empty, no blanks at the ends, no line breaks")
    try:
        found.sort(key=str.encode)
    except UnicodeEncodeError as error:
        raise DrawFault(where, "an id is no Unicode text") from error
    for one, other in itertools.pairwise(found):
        if one == other:
            raise DrawFault(where, f"{one!r} stands there twice")
    return found


def list_digest(algorithm: Algorithm, ids: Iterable[str], where: str = "ids") -> bytes:
    """The digest of a list of ids, whatever their order."""
    lines = "".join(f"{one}\n" for one in sorted_ids(ids, where))
    return algorithm.hash(b"MDRAW-1 list\n" + lines.encode())


def commitment(algorithm: Algorithm, draw_id: str, party: str, secret: bytes) -> bytes:
    """What ``party`` publishes before the draw; ``secret`` is 32 random bytes it reveals afterwards."""
    if len(secret) != LENGTH:
        raise DrawFault(party, f"a secret has {LENGTH} bytes, not {len(secret)}")
    return algorithm.hash(b"MDRAW-1 commit\n" + lp(draw_id) + lp(party) + lp(secret))


def salted_id(algorithm: Algorithm, salt: bytes, name: str) -> str:
    """The id under which ``name`` stands on a list that is not public: 32 hex digits. Who knows the salt of one entry
    can show which entry it is, and learns nothing of the others. Outside MDRAW-1: to the draw it is an id like any.
    """
    return algorithm.hash(b"MDRAW-1 salted id\n" + lp(salt) + lp(name))[:16].hex()
