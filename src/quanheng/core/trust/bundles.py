"""Entry bundles: up to 256 entries, each behind its length in two bytes (C2SP tlog-tiles)."""

from collections.abc import Sequence

from quanheng.core.trust.edge import WIDTH
from quanheng.core.trust.errors import Malformed

LONGEST_ENTRY = 0xFFFF
"""Bytes: what two bytes of length can say. Of anything bigger the digest is logged."""


def check_entry(entry: bytes) -> bytes:
    """The entry itself, when a bundle can carry it."""
    if len(entry) > LONGEST_ENTRY:
        raise Malformed(f"an entry of {len(entry)} bytes: at most {LONGEST_ENTRY} fit into a bundle")
    return entry


def pack(entries: Sequence[bytes]) -> bytes:
    """The bundle of 1 to 256 entries."""
    if not 1 <= len(entries) <= WIDTH:
        raise Malformed(f"a bundle of {len(entries)} entries: it holds 1 to {WIDTH}")
    return b"".join(len(entry).to_bytes(2, "big") + entry for entry in map(check_entry, entries))


def unpack(bundle: bytes, width: int) -> list[bytes]:
    """The ``width`` entries of a bundle; neither fewer nor more, and no byte left over."""
    if not 1 <= width <= WIDTH:
        raise Malformed(f"a bundle of {width} entries: it holds 1 to {WIDTH}")
    entries: list[bytes] = []
    position = 0
    for _ in range(width):
        start = position + 2
        position = start + int.from_bytes(bundle[position:start], "big")
        if position > len(bundle) or start > len(bundle):
            raise Malformed(f"the bundle ends before entry {len(entries)} does")
        entries.append(bundle[start:position])
    if position != len(bundle):
        raise Malformed(f"bytes behind the {width} entries of the bundle")
    return entries
