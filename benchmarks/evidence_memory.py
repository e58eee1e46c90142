"""The tree in memory: appending, proving, recomputing; beside the hashing bound and pymerkle."""

import hashlib
import importlib.util
import secrets
import time
from collections.abc import Callable

from quanheng.core.trust.edge import Edge
from quanheng.core.trust.merkle import leaf_hash, leaf_hashes, verify_inclusion
from quanheng.core.trust.tiles import inclusion_from_tiles, recompute

ENTRY = 300
"""Bytes of an entry: a record of the log is about as long."""
PART = 100_000
MILLION = 1_000_000
BATCHES = (1, 10, 100, 1_000, 10_000)
AIM = 0.6
"""Of the bound, at batch 1,000."""
AIM_PROOF = 5e-3
"""CPU seconds: the 99th percentile of an inclusion proof from tiles at a million entries."""


def best(work: Callable[[], object], seconds: float = 4.0) -> float:
    """CPU seconds of the fastest run."""
    times: list[float] = []
    while len(times) < 3 or sum(times) < seconds:
        begun = time.process_time()
        work()
        times.append(time.process_time() - begun)
    return min(times)


def entries_of(size: int) -> list[bytes]:
    """Entries that differ in their first bytes."""
    tail = bytes(ENTRY - 8)
    return [n.to_bytes(8, "big") + tail for n in range(size)]


def bound(entries: list[bytes]) -> float:
    """Entries a second when hashlib hashes prepared leaves and nodes and nothing else is done."""
    leaves = [b"\x00" + entry for entry in entries]
    nodes = [b"\x01" + n.to_bytes(64, "big") for n in range(len(entries))]
    sha256 = hashlib.sha256

    def work() -> None:
        for data in leaves:
            sha256(data).digest()
        for data in nodes:
            sha256(data).digest()

    return len(entries) / best(work)


def appending(entries: list[bytes], batch: int) -> float:
    """Entries a second, from the bytes of an entry to tiles, with a root after each batch."""
    part = entries[: max(batch * 20, 2_000)] if batch < 100 else entries

    def work() -> None:
        edge = Edge()
        for start in range(0, len(part), batch):
            edge, _ = edge.append(leaf_hashes(part[start : start + batch]))
            edge.root()

    return len(part) / best(work)


def pymerkle(entries: list[bytes]) -> float:
    """Entries a second of pymerkle's tree in memory, with one root at the end."""
    from pymerkle import InmemoryTree

    def work() -> None:
        tree = InmemoryTree(algorithm="sha256")
        for entry in entries:
            tree.append_entry(entry)
        tree.get_state()

    return len(entries) / best(work)


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
    limit = bound(entries)
    found = [f"hashing bound of hashlib, one leaf of {ENTRY} bytes and one node an entry: {limit / 1e3:,.0f} k/s"]
    for batch in BATCHES:
        rate = appending(entries, batch)
        found.append(f"append, batch {batch:>6,}: {rate / 1e3:>7,.0f} k/s  {rate / limit:.2f} of the bound")
        if batch == 1_000:
            found[-1] += f" (aim {AIM}): {'met' if rate >= AIM * limit else 'MISSED'}"
    if importlib.util.find_spec("pymerkle"):
        rate = pymerkle(entries)
        found.append(f"pymerkle in memory:   {rate / 1e3:>7,.0f} k/s  {rate / limit:.2f} of the bound")
    return [*found, *million()]
