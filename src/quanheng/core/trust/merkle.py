"""The Merkle tree of RFC 6962, section 2.1 (the same in RFC 9162): roots and proofs over leaf hashes.

``leaf = H(00 ‖ entry)``, ``node = H(01 ‖ left ‖ right)``, the empty tree is ``H("")``. A tree of n > 1 leaves splits at
the largest power of two below n. Proofs run from the leaf's side to the root's side.
"""

import hashlib
from collections.abc import Iterable, Sequence

from quanheng.core.trust.digests import LENGTH, SHA256, HashFunction
from quanheng.core.trust.errors import NoSuchEntry, NotProven

PAIR = 2 * LENGTH
EMPTY_ROOT = hashlib.sha256(b"").digest()


def leaf_hash(entry: bytes, hasher: HashFunction = SHA256) -> bytes:
    """The hash of one entry."""
    return hasher(b"\x00" + entry).digest()


def leaf_hashes(entries: Iterable[bytes], hasher: HashFunction = SHA256) -> list[bytes]:
    """The hashes of many entries."""
    return [hasher(b"\x00" + entry).digest() for entry in entries]


def node_hash(left: bytes, right: bytes, hasher: HashFunction = SHA256) -> bytes:
    """The hash over two subtrees."""
    return hasher(b"\x01" + left + right).digest()


def paired(hashes: Sequence[bytes], hasher: HashFunction = SHA256) -> list[bytes]:
    """One level up: the hash over each pair; an odd last one is left out."""
    data = b"".join(hashes)
    return [hasher(b"\x01" + data[at : at + PAIR]).digest() for at in range(0, len(data) - LENGTH, PAIR)]


def perfect_root(hashes: Sequence[bytes], hasher: HashFunction = SHA256) -> bytes:
    """The root over 1, 2, 4, 8 … hashes."""
    while len(hashes) > 1:
        hashes = paired(hashes, hasher)
    return hashes[0]


def root_of(leaves: Sequence[bytes], hasher: HashFunction = SHA256) -> bytes:
    """The root over leaf hashes."""
    if not leaves:
        return hasher(b"").digest()
    level = list(leaves)
    while len(level) > 1:
        level = paired(level, hasher) + level[len(level) & ~1 :]
    return level[0]


def inclusion_proof(index: int, leaves: Sequence[bytes], hasher: HashFunction = SHA256) -> list[bytes]:
    """The audit path of leaf ``index``, its sibling first."""
    if not 0 <= index < len(leaves):
        raise NoSuchEntry(f"no entry {index} in a tree of {len(leaves)}")
    return [root_of(leaves[start:end], hasher) for start, end in inclusion_ranges(index, len(leaves))]


def consistency_proof(old: int, leaves: Sequence[bytes], hasher: HashFunction = SHA256) -> list[bytes]:
    """The proof that the tree of the first ``old`` leaves is a prefix of this one."""
    return [root_of(leaves[start:end], hasher) for start, end in consistency_ranges(old, len(leaves))]


def split(size: int) -> int:
    """The largest power of two below ``size`` (> 1)."""
    return 1 << (size - 1).bit_length() - 1


def inclusion_ranges(index: int, size: int) -> list[tuple[int, int]]:
    """The ranges of leaves whose subtree roots make the audit path of ``index``."""
    if not 0 <= index < size:
        raise NoSuchEntry(f"no entry {index} in a tree of {size}")
    ranges = []
    start, end = 0, size
    while end - start > 1:
        middle = start + split(end - start)
        if index < middle:
            ranges.append((middle, end))
            end = middle
        else:
            ranges.append((start, middle))
            start = middle
    return ranges[::-1]


def consistency_ranges(old: int, size: int) -> list[tuple[int, int]]:
    """The ranges of leaves whose subtree roots make the consistency proof (RFC 6962, 2.1.2); none from size 0."""
    if not 0 <= old <= size:
        raise NoSuchEntry(f"no earlier tree of {old} in a tree of {size}")
    ranges = []
    start, end = 0, size
    while 0 < old < end:  # the old tree ends inside this subtree
        middle = start + split(end - start)
        if old <= middle:
            ranges.append((middle, end))
            end = middle
        else:
            ranges.append((start, middle))
            start = middle
    if start:  # else what is left is the old tree itself, whose root the verifier has
        ranges.append((start, end))
    return ranges[::-1]


def verify_inclusion(
    index: int, size: int, leaf: bytes, proof: Sequence[bytes], root: bytes, hasher: HashFunction = SHA256
) -> None:
    """:class:`NotProven` unless ``leaf`` (a leaf hash) is entry ``index`` of the tree (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size:
        raise NotProven(f"no entry {index} in a tree of {size}")
    _whole([leaf, root, *proof])
    position, last, found = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            raise NotProven("the inclusion proof is too long")
        if position & 1 or position == last:
            found = node_hash(sibling, found, hasher)
            while position and not position & 1:
                position, last = position >> 1, last >> 1
        else:
            found = node_hash(found, sibling, hasher)
        position, last = position >> 1, last >> 1
    if last != 0:
        raise NotProven("the inclusion proof is too short")
    if found != root:
        raise NotProven("the inclusion proof leads to another root")


def verify_consistency(
    old: int, new: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes], hasher: HashFunction = SHA256
) -> None:
    """:class:`NotProven` unless the old tree is a prefix of the new (RFC 9162, 2.1.4.2).

    From the empty tree everything follows, with an empty proof, provided that the old root is that of the empty tree.
    """
    if not 0 <= old <= new:
        raise NotProven(f"a tree of {new} cannot follow one of {old}")
    _whole([old_root, new_root, *proof])
    if old in {0, new}:
        _trivial(old, new, old_root, new_root, proof, hasher)
        return
    path = [old_root, *proof] if old & (old - 1) == 0 else list(proof)
    if not path:
        raise NotProven("the consistency proof is empty")
    position, last = old - 1, new - 1
    while position & 1:
        position, last = position >> 1, last >> 1
    first = second = path[0]
    for sibling in path[1:]:
        if last == 0:
            raise NotProven("the consistency proof is too long")
        if position & 1 or position == last:
            first, second = node_hash(sibling, first, hasher), node_hash(sibling, second, hasher)
            while position and not position & 1:
                position, last = position >> 1, last >> 1
        else:
            second = node_hash(second, sibling, hasher)
        position, last = position >> 1, last >> 1
    if last != 0 or first != old_root or second != new_root:
        raise NotProven("the consistency proof does not lead from the old root to the new one")


def _trivial(
    old: int, new: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes], hasher: HashFunction
) -> None:
    if proof:
        raise NotProven("a proof where none is needed")
    if old == 0 and old_root != hasher(b"").digest():
        raise NotProven("the root of an empty tree is the digest of nothing")
    if old == new and old_root != new_root:
        raise NotProven("two roots for one size")


def _whole(hashes: Iterable[bytes]) -> None:
    if any(len(one) != LENGTH for one in hashes):
        raise NotProven(f"a hash that is not {LENGTH} bytes long")
