"""Checking the proofs of an audit bundle: the log held each record, and the plan before the numbers could exist."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from quanheng.core.trust.canonical import parse_canonical
from quanheng.core.trust.checkpoints import SignedCheckpoint
from quanheng.core.trust.digests import Digest
from quanheng.core.trust.draw.algorithm import DrawFault
from quanheng.core.trust.draw.checks import (
    COMMITMENTS,
    INSPECTORS,
    NUMBERS,
    OBJECTS,
    PLAN,
    RESULT,
    REVEALS,
    SUBSTITUTIONS,
    VOID,
    Check,
    State,
    Topic,
)
from quanheng.core.trust.draw.plan import Plan
from quanheng.core.trust.draw.reading import time_text
from quanheng.core.trust.draw.records import (
    gifts_of,
    sealed_gift,
    sealed_substitution,
    substitutions_of,
)
from quanheng.core.trust.draw.voiding import NOT_WITNESSED
from quanheng.core.trust.errors import TrustError
from quanheng.core.trust.policy_file import NONE, Policy
from quanheng.core.trust.proofs import Proof
from quanheng.core.trust.statements import Opened

FOLDER, ENDING = "proofs/", ".tlog-proof"
WHOLE = {
    "objects": (OBJECTS, "draw.list"),
    "inspectors": (INSPECTORS, "draw.list"),
    "plan": (PLAN, "draw.plan"),
    "numbers": (NUMBERS, "draw.numbers"),
    "result": (RESULT, "draw.result"),
    "void": (VOID, "draw.void"),
}
"""Proofs of whole files: by the name of the proof the file, and the kind of statement the log holds."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """One record that the log should hold: the ``name`` of its proof, the ``kind`` of statement, its ``content``."""

    name: str
    kind: str
    content: bytes


def sealed_records(files: Mapping[str, bytes], plan: Plan) -> Iterator[Sealed]:
    """Every record of a bundle that has a seal of its own."""
    for name, (file, kind) in WHOLE.items():
        if file in files:
            yield Sealed(name, kind, files[file])
    for file, part in ((COMMITMENTS, "commitment"), (REVEALS, "reveal")):
        given = gifts_of(parse_canonical(files[file]), file) if file in files else {}
        for gifts in given.values():
            for party, one in gifts.items():
                yield Sealed(f"{part}-{party}", f"draw.{part}", sealed_gift(plan.draw_id, part, party, one))
    steps = substitutions_of(parse_canonical(files[SUBSTITUTIONS])) if SUBSTITUTIONS in files else []
    for number, step in enumerate(steps, 1):
        yield Sealed(f"substitution-{number}", "draw.substitution", sealed_substitution(plan.draw_id, number, step))


def check_proofs(files: Mapping[str, bytes], plan: Plan, policy: Policy | None) -> Iterator[Check]:
    """A check for each record: it holds when the log and the witnesses ``policy`` asks for signed for it. Without a
    proof, or without a policy, it is not checked; that alone is no failure. A proof of nothing is one.
    """
    try:
        records = list(sealed_records(files, plan))
    except TrustError:  # told already by the check of the file itself
        return
    names = {f"{FOLDER}{one.name}{ENDING}" for one in records}
    for name in sorted(name for name in files if name.startswith(FOLDER) and name not in names):
        yield Check(Topic.PROOF, State.FAILS, f"{name}: proves nothing of this draw")
    for one in records:
        raw = files.get(f"{FOLDER}{one.name}{ENDING}")
        if raw is None or policy is None:
            yield Check(Topic.PROOF, State.NOT_CHECKED, f"{one.name}: no {'proof' if raw is None else 'policy'}")
            continue
        try:
            signed = _verified(one, raw, policy)
            yield Check(Topic.PROOF, State.HOLDS, f"{one.name}: {signed.checkpoint.origin} {signed.checkpoint.size}")
        except TrustError as fault:
            yield Check(Topic.PROOF, State.FAILS, f"{one.name}: {fault}")
            continue
        if one.kind == "draw.plan":
            yield _in_time(plan, signed, policy, said_late=_said_late(files))


def _verified(one: Sealed, raw: bytes, policy: Policy) -> SignedCheckpoint:
    proof = Proof.parse(raw)
    opened = Opened.parse(proof.extra or b"")
    signed = proof.verify(opened.entry, policy)
    if opened.fields.get("type") != one.kind:
        raise DrawFault(one.name, f"the log holds a statement of another kind: {opened.fields.get('type')}")
    opened.require(Digest.of(one.content))
    return signed


def witnessed_by(policy: Policy, signed: SignedCheckpoint, until: datetime) -> datetime | None:
    """When the last of those witnesses cosigned that did so not after ``until``; ``None`` where they make no quorum."""
    moments = {one.key: one.at for one in signed.cosigned if one.at is not None and one.at <= until.timestamp()}
    early = {one.name: moments[one.key] for one in policy.witnesses if one.key in moments}
    return datetime.fromtimestamp(max(early.values()), UTC) if early and policy.satisfied_by(early) else None


def _in_time(plan: Plan, signed: SignedCheckpoint, policy: Policy, *, said_late: bool) -> Check:
    """Whether the witnesses that ``policy`` asks for cosigned the plan before the numbers could exist; the other way
    round where the draw is void because they did not.
    """
    if plan.times is None or policy.quorum == NONE:
        return Check(Topic.WITNESS, State.NOT_CHECKED, "plan: no witness says when it saw it")
    at = witnessed_by(policy, signed, plan.times.open_after)
    if said_late:
        if at is not None:
            what = f"plan: void for want of witnesses, but witnessed in time: {time_text(at)}"
            return Check(Topic.WITNESS, State.FAILS, what)
        return Check(Topic.WITNESS, State.HOLDS, "plan: not witnessed in time, as the void record says")
    if at is None:
        what = "plan: the witnesses saw it only after the time from which numbers count"
        return Check(Topic.WITNESS, State.FAILS, what)
    return Check(Topic.WITNESS, State.HOLDS, f"plan: witnessed by {time_text(at)}")


def _said_late(files: Mapping[str, bytes]) -> bool:
    """Whether the void record gives want of witnesses as its reason."""
    try:
        value = parse_canonical(files[VOID]) if VOID in files else None
    except TrustError:  # told already by the check of the file itself
        return False
    return isinstance(value, dict) and value.get("reason") == NOT_WITNESSED
