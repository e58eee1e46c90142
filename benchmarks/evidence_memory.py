"""The tree in memory: appending, proving, recomputing; beside the hashing bound and pymerkle."""

import hashlib
import importlib.util
import secrets
import time
from collections.abc import Callable
from functools import partial

from quanheng.core.trust.edge import Edge
from quanheng.core.trust.merkle import leaf_hash, leaf_hashes, verify_inclusion
from quanheng.core.trust.tiles import inclusion_from_tiles, recompute

ENTRY = 300
"""Bytes of an entry: a record of the log is about as long."""
PART = 100_000
MILLION = 1_000_000
BATCHES = (1, 10, 100, 1_000, 10_000)
AIM, AIMED = 0.6, "append, batch 1,000:"
"""Of the bound, at batch 1,000."""
AIM_PROOF = 5e-3
"""CPU seconds: the 99th percentile of an inclusion proof from tiles at a million entries."""


def best(*works: Callable[[], object], seconds: float = 4.0) -> list[float]:
    """CPU seconds of the fastest run of each; they take turns, so that a slow moment of the machine meets them all."""
    times: list[list[float]] = [[] for _ in works]
    while len(times[0]) < 3 or sum(times[-1]) < seconds:
        for work, taken in zip(works, times, strict=True):
            begun = time.process_time()
            work()
            taken.append(time.process_time() - begun)
    return [min(taken) for taken in times]


def entries_of(size: int) -> list[bytes]:
    """Entries that differ in their first bytes."""
    tail = bytes(ENTRY - 8)
    return [n.to_bytes(8, "big") + tail for n in range(size)]


def bound(entries: list[bytes]) -> float:
    """Entries a second when hashlib hashes prepared leaves and nodes and nothing else is done."""
    return len(entries) / best(hashing(entries))[0]


def hashing(entries: list[bytes]) -> Callable[[], object]:
    """One leaf and one node hash for each entry."""
    leaves = [b"\x00" + entry for entry in entries]
    nodes = [b"\x01" + n.to_bytes(64, "big") for n in range(len(entries))]
    sha256 = hashlib.sha256

    def work() -> None:
        for data in leaves:
            sha256(data).digest()
        for data in nodes:
            sha256(data).digest()

    return work


def appending(entries: list[bytes], batch: int) -> Callable[[], object]:
    """From the bytes of entries to tiles, with a root after each batch."""

    def work() -> None:
        edge = Edge()
        for start in range(0, len(entries), batch):
            edge, _ = edge.append(leaf_hashes(entries[start : start + batch]))
            edge.root()

    return work


def pymerkle(entries: list[bytes]) -> Callable[[], object]:
    """The tree of pymerkle in memory, with one root at the end."""
    from pymerkle import InmemoryTree

    def work() -> None:
        tree = InmemoryTree(algorithm="sha256")
        for entry in entries:
            tree.append_entry(entry)
        tree.get_state()

    return work


def beside_the_bound(name: str, entries: list[bytes], work: Callable[[list[bytes]], Callable[[], object]]) -> str:
    """A line: entries a second of ``work``, and its share of what hashing alone does in the same moments."""
    limit, taken = best(hashing(entries), work(entries))
    verdict = ""
    if name == AIMED:
        verdict = f" (aim {AIM}): {'met' if limit / taken >= AIM else 'MISSED'}"
    return f"{name:<22} {len(entries) / taken / 1e3:>7,.0f} k/s  {limit / taken:.2f} of the bound{verdict}"


def million() -> list[str]:
    """A log of a million entries: recomputed in full, and proofs from its tiles."""
    entries = entries_of(MILLION)
    begun = time.process_time()
    root = recompute(entries).root()
    recomputed = time.process_time() - begun
    edge, writes = Edge().append(leaf_hashes(entries))
    tiles = {(write.level, write.index): write.data for write in writes}
    times, steps = [], []
    for index in (secrets.randbelow(MILLION) for _ in range(2_000)):
        begun = time.process_time()
        proof = inclusion_from_tiles(lambda level, n, width: tiles[level, n][: 32 * width], index, MILLION)
        times.append(time.process_time() - begun)
        begun = time.process_time()
        verify_inclusion(index, MILLION, leaf_hash(entries[index]), proof, root)
        steps.append(time.process_time() - begun)
    times.sort()
    p99 = times[len(times) * 99 // 100]
    verdict = "met" if p99 < AIM_PROOF and edge.root() == root else "MISSED"
    return [
        f"a million entries recomputed in full: {recomputed:.2f} s ({MILLION / recomputed / 1e3:,.0f} k/s)",
        f"inclusion proof from tiles at a million: median {times[1000] * 1e3:.2f} ms, p99 {p99 * 1e3:.2f} ms "
        f"(aim {AIM_PROOF * 1e3:.0f} ms): {verdict}",
        f"verifying one: median {sorted(steps)[1000] * 1e6:.0f} µs",
    ]


def lines() -> list[str]:
    """The section."""
    entries = entries_of(PART)
    rate = bound(entries) / 1e3
    found = [f"hashing bound of hashlib, one leaf of {ENTRY} bytes and one node an entry: {rate:,.0f} k/s"]
    for batch in BATCHES:
        part = entries[: max(batch * 20, 2_000)] if batch < 100 else entries
        found.append(beside_the_bound(f"append, batch {batch:,}:", part, partial(appending, batch=batch)))
    if importlib.util.find_spec("pymerkle"):
        found.append(beside_the_bound("pymerkle in memory:", entries, pymerkle))
    return [*found, *million()]
