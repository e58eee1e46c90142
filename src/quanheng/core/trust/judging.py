"""A ``.tlog-proof`` judged step by step, for people who want to know which step does not hold.

``Proof.verify`` is for programs: it raises at the first fault. Here every step that can be tried is tried, and
``verify-proof.js`` does the same steps with the same outcomes in a browser.

=============  ==========================================================================================
``format``     good, bad: the file is a proof, strictly spelled
``entry``      good, bad, missing: the extra line holds the entry (or the entry itself was given)
``inclusion``  good, bad: the entry is in the tree of the checkpoint
``signature``  good, bad, unknown: the log signed the checkpoint; unknown: a log the policy does not name
``witnesses``  good, bad, short: cosignatures hold and make the quorum; only where the policy has witnesses
``file``       good, bad, missing, closed: the content is what the entry speaks of; closed: the entry is salted and
               the proof does not carry the salt
=============  ==========================================================================================

In a browser any step may also be ``unavailable``: it lacks what the step needs.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from quanheng.core.trust.digests import Digest
from quanheng.core.trust.errors import TrustError
from quanheng.core.trust.merkle import leaf_hash, verify_inclusion
from quanheng.core.trust.notes import Note, VerifierKey
from quanheng.core.trust.policy_file import Policy
from quanheng.core.trust.proofs import Proof
from quanheng.core.trust.statements import Opened
from quanheng.core.trust.tree_head import Checkpoint

Outcome = Literal["good", "bad", "missing", "closed", "unknown", "short"]
Verdict = Literal["holds", "fails", "other-log", "open"]


@dataclass(frozen=True, slots=True)
class Step:
    """One step. ``fault`` says in English what did not hold; ``count`` of ``of`` witnesses cosigned."""

    name: str
    outcome: Outcome
    fault: str = ""
    count: int = 0
    of: int = 0


@dataclass(frozen=True, slots=True)
class Judged:
    """The steps as far as they could be tried, and what was found on the way. ``cosigners``: by their names in the
    policy; ``at``: the POSIX second of the latest cosignature.
    """

    steps: tuple[Step, ...]
    proof: Proof | None = None
    head: Checkpoint | None = None
    opened: Opened | None = None
    cosigners: tuple[str, ...] = ()
    at: int | None = None

    @property
    def verdict(self) -> Verdict:
        """``holds``; ``fails``; ``other-log``: signed by nobody the policy names; ``open``: something is missing."""
        outcomes = {step.name: step.outcome for step in self.steps}
        if "bad" in outcomes.values():
            return "fails"
        if outcomes.get("signature") == "unknown":
            return "other-log"
        needed = {outcome for name, outcome in outcomes.items() if (name, outcome) != ("file", "missing")}
        return "holds" if needed == {"good"} else "open"

    @property
    def leaf(self) -> bytes | None:
        """The leaf hash of the entry that the proof is about, where it is known."""
        return leaf_hash(self.opened.entry) if self.opened else None


def judge(data: bytes, policy: Policy, *, digest: Digest | None = None, entry: bytes | None = None) -> Judged:
    """Judge a proof by ``policy``. ``digest``: of the content it should be about; ``entry``: for a proof that does not
    carry its entry.
    """
    try:
        proof = Proof.parse(data)
        note = Note.parse(proof.checkpoint)
        head = Checkpoint.parse(note.text)
    except TrustError as fault:
        return Judged((Step("format", "bad", str(fault)),))
    opened, of_entry = _entry(proof, entry)
    steps = [Step("format", "good"), of_entry]
    if opened is not None:
        leaf = leaf_hash(opened.entry)
        included = _tried("inclusion", lambda: verify_inclusion(proof.index, head.size, leaf, proof.hashes, head.root))
        steps.append(included)
    steps.append(_signature(note, [log.key for log in policy.logs if log.name == head.origin]))
    names: tuple[str, ...] = ()
    at: int | None = None
    if policy.witnesses:
        names, at, cosigned = _witnesses(note, policy)
        steps.append(cosigned)
    if opened is not None and proof.extra is not None:
        steps.append(_content(opened, digest))
    return Judged(tuple(steps), proof, head, opened, names, at)


def _tried(name: str, work: Callable[[], object]) -> Step:
    try:
        work()
    except TrustError as fault:
        return Step(name, "bad", str(fault))
    return Step(name, "good")


def _entry(proof: Proof, given: bytes | None) -> tuple[Opened | None, Step]:
    if proof.extra is None:
        return (Opened(given), Step("entry", "good")) if given is not None else (None, Step("entry", "missing"))
    try:
        return Opened.parse(proof.extra), Step("entry", "good")
    except TrustError as fault:
        return None, Step("entry", "bad", str(fault))


def _signature(note: Note, keys: Sequence[VerifierKey]) -> Step:
    if not any(_is_by(note, key) for key in keys):
        return Step("signature", "unknown", "no signature by a log that the policy names")
    return _tried("signature", lambda: note.verify(keys))


def _witnesses(note: Note, policy: Policy) -> tuple[tuple[str, ...], int | None, Step]:
    """Who cosigned, when the last of them did, and the step."""
    there = [peer for peer in policy.witnesses if _is_by(note, peer.key)]
    try:
        times = [one.at for peer in there for one in note.verify([peer.key]) if one.at is not None]
    except TrustError as fault:
        return (), None, Step("witnesses", "bad", str(fault))
    names = tuple(peer.name for peer in there)
    outcome: Outcome = "good" if policy.satisfied_by(names) else "short"
    return names, max(times, default=None), Step("witnesses", outcome, "", len(names), len(policy.witnesses))


def _is_by(note: Note, key: VerifierKey) -> bool:
    return any((line.name, line.key_id) == (key.name, key.key_id) for line in note.lines)


def _content(opened: Opened, digest: Digest | None) -> Step:
    if digest is None:
        return Step("file", "missing")
    if "salted_sha256" in opened.fields and not opened.salt:
        return Step("file", "closed", "a salted entry without its salt")
    return _tried("file", lambda: opened.require(digest))
