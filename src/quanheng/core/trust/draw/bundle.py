"""Checking a whole audit bundle: everything in it is computed again, from its files alone."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from quanheng.core.trust.canonical import parse_canonical
from quanheng.core.trust.digests import sha256
from quanheng.core.trust.draw.algorithm import DrawFault
from quanheng.core.trust.draw.checks import (
    COMMITMENTS,
    INSPECTORS,
    NUMBERS,
    OBJECTS,
    PLAN,
    POLICY,
    READ_ME,
    RECORDS,
    RESULT,
    REVEALS,
    SUBSTITUTIONS,
    VOID,
    Check,
    State,
    Topic,
)
from quanheng.core.trust.draw.lists import Pool, Populations, check_lists, pool_of, populations_of
from quanheng.core.trust.draw.outcome import (
    Outcome,
    check_numbers,
    check_reveal,
    draw,
    missing_reveals,
    roster_of,
    seed_from,
)
from quanheng.core.trust.draw.plan import Plan, parse_plan
from quanheng.core.trust.draw.proving import FOLDER, check_proofs
from quanheng.core.trust.draw.records import (
    Gifts,
    Published,
    bare_numbers,
    check_substitutions,
    gifts_of,
    published_of,
    secrets_of,
    substitutions_of,
)
from quanheng.core.trust.draw.voiding import NOT_REVEALED, check_void
from quanheng.core.trust.errors import TrustError
from quanheng.core.trust.policy_file import Policy

T = TypeVar("T")


@dataclass
class Verification:
    """What came of a bundle. ``reason``: why the draw is void, where it is; ``void`` names the parties that revealed
    nothing.
    """

    checks: list[Check] = field(default_factory=list)
    plan: Plan | None = None
    outcome: Outcome | None = None
    reason: str = ""
    void: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether nothing failed."""
        return all(check.state is not State.FAILS for check in self.checks)

    @property
    def unproven(self) -> list[Check]:
        """The records for which no proof was checked."""
        return [one for one in self.checks if one.topic is Topic.PROOF and one.state is State.NOT_CHECKED]


def verify_bundle(files: Mapping[str, bytes], policy: Policy | None = None) -> Verification:
    """Compute the draw of ``files`` (by name) again and compare; by ``policy`` check the proofs beside them. What
    cannot be read is a failed check, no error.
    """
    found = Verification()
    reader = _Reader(files, found)
    plan = reader.check(Topic.PLAN, lambda: _plan(files))
    if plan is None:
        return found
    found.plan = plan
    objects = reader.file(Topic.LISTS, OBJECTS, populations_of)
    pool = reader.file(Topic.LISTS, INSPECTORS, pool_of) if plan.inspectors is not None else []
    if objects is not None and pool is not None:
        reader.check(Topic.LISTS, lambda: check_lists(plan, objects, pool))
    commitments = reader.file(Topic.COMMITMENTS, COMMITMENTS, lambda value: gifts_of(value, "commitments"))
    if commitments is not None:
        reader.check(Topic.COMMITMENTS, lambda: _commitments(plan, commitments))
    given = _given(reader, plan)
    if VOID in files:
        _void(reader, plan, given, found)
    elif RESULT in files and found.holds and objects is not None and pool is not None:
        _drawn(reader, plan, objects, pool, given)
    elif found.holds:
        found.checks.append(Check(Topic.RESULT, State.NOT_CHECKED, "not drawn yet"))
    found.checks.extend(Check(Topic.PLAN, State.FAILS, f"{name}: unknown file") for name in _unknown(files))
    found.checks.extend(check_proofs(files, plan, policy))
    return found


def _unknown(files: Mapping[str, bytes]) -> list[str]:
    """Files that nothing here reads; the proofs are read by others."""
    return sorted(name for name in files if name not in (*RECORDS, POLICY, READ_ME) and not name.startswith(FOLDER))


def _plan(files: Mapping[str, bytes]) -> Plan:
    if PLAN not in files:
        raise DrawFault(PLAN, "is missing")
    return parse_plan(files[PLAN])


def _commitments(plan: Plan, given: Gifts) -> None:
    """The commitments as taken in are those of the plan, and came in time."""
    bare = {source: {party: one.value for party, one in gifts.items()} for source, gifts in given.items()}
    if bare != {source.id: dict(source.commitments) for source in plan.commit_reveal}:
        raise DrawFault(COMMITMENTS, "are not the commitments of the plan")
    if plan.times is None:
        return
    late = [party for gifts in given.values() for party, one in gifts.items() if one.at > plan.times.commit_by]
    if late:
        raise DrawFault(COMMITMENTS, f"came after the deadline: {', '.join(late)}")


@dataclass(frozen=True, slots=True)
class _Given:
    """What was revealed and published after T, as far as the files have it."""

    reveals: Gifts
    numbers: Mapping[str, Published]


def _given(reader: "_Reader", plan: Plan) -> _Given:
    """Read and check reveals and numbers, whatever came of the draw."""
    reveals = numbers = None
    if REVEALS in reader.files:
        reveals = reader.file(Topic.REVEALS, REVEALS, lambda value: gifts_of(value, "reveals"))
    if NUMBERS in reader.files:
        numbers = reader.file(Topic.NUMBERS, NUMBERS, published_of)
    found = _Given(reveals or {}, numbers or {})
    reader.check(Topic.REVEALS, lambda: _check_reveals(plan, found.reveals))
    reader.check(Topic.NUMBERS, lambda: _check_numbers(plan, found.numbers))
    return found


def _void(reader: "_Reader", plan: Plan, given: _Given, found: Verification) -> None:
    value = reader.file(Topic.VOID, VOID, lambda one: one)
    if RESULT in reader.files:
        found.checks.append(Check(Topic.VOID, State.FAILS, "a void draw has no result"))
    if value is None:
        return
    missing = missing_reveals(plan, secrets_of(given.reveals))
    untouched = not given.numbers and not any(given.reveals.values())
    reason = reader.check(Topic.VOID, lambda: check_void(plan, value, missing, untouched=untouched))
    found.reason = reason or ""
    found.void = tuple(missing) if reason == NOT_REVEALED else ()


def _drawn(reader: "_Reader", plan: Plan, objects: Populations, pool: Pool, given: _Given) -> None:
    reveals, numbers = secrets_of(given.reveals), bare_numbers(given.numbers)
    seed = reader.check(Topic.SEED, lambda: seed_from(plan, reveals, numbers))
    if seed is None:
        return
    outcome = draw(plan, objects, pool, seed)
    if reader.check(Topic.RESULT, lambda: _same_result(reader.files, outcome)) is None:
        return
    reader.found.outcome = outcome
    if SUBSTITUTIONS in reader.files:
        steps = reader.file(Topic.SUBSTITUTIONS, SUBSTITUTIONS, substitutions_of) or []
        roster = roster_of(plan, seed, outcome.strata, pool)
        reader.check(Topic.SUBSTITUTIONS, lambda: check_substitutions(roster, steps))


def _check_reveals(plan: Plan, reveals: Gifts) -> None:
    """Each reveal fits its commitment, and came between T and the deadline."""
    sources = {source.id: source for source in plan.commit_reveal}
    for identity, gifts in reveals.items():
        if identity not in sources:
            raise DrawFault(REVEALS, f"{identity} is no source of the plan")
        for party, one in gifts.items():
            check_reveal(plan, sources[identity], party, one.value)
            if plan.times is not None and not plan.times.open_after <= one.at <= plan.times.reveal_by:
                raise DrawFault(REVEALS, f"{party} revealed outside the time of the plan")


def _check_numbers(plan: Plan, numbers: Mapping[str, Published]) -> None:
    """The numbers can be a result of the publication the plan names, and were published after T."""
    sources = {source.id: source for source in plan.numbers}
    for identity, one in numbers.items():
        if identity not in sources:
            raise DrawFault(NUMBERS, f"{identity} is no source of the plan")
        check_numbers(sources[identity], one.groups)
        after = sources[identity].after
        if after is not None and one.published_at <= after:
            raise DrawFault(NUMBERS, f"{identity}: published before the time of the plan")


def _same_result(files: Mapping[str, bytes], outcome: Outcome) -> bytes:
    stored = parse_canonical(files[RESULT])
    if stored != outcome.value():
        raise DrawFault(RESULT, f"is not what the plan and the seed give: {_difference(stored, outcome.value())}")
    return sha256(files[RESULT])


def _difference(stored: Any, due: dict[str, Any]) -> str:
    """The fields that differ."""
    if not isinstance(stored, dict):
        return "no object"
    return ", ".join(sorted(name for name in stored.keys() | due.keys() if stored.get(name) != due.get(name)))


class _Reader:
    """Runs checks and writes down what came of them."""

    def __init__(self, files: Mapping[str, bytes], found: Verification) -> None:
        self.files, self.found = files, found

    def check(self, topic: Topic, look: Callable[[], T]) -> T | None:
        """What ``look`` gives, or ``None`` when it raised."""
        try:
            value = look()
        except TrustError as fault:
            self.found.checks.append(Check(topic, State.FAILS, str(fault)))
            return None
        detail = value.digest.hex() if isinstance(value, Plan) else value.hex() if isinstance(value, bytes) else ""
        self.found.checks.append(Check(topic, State.HOLDS, detail))
        return value

    def file(self, topic: Topic, name: str, read: Callable[[Any], T]) -> T | None:
        """What ``read`` makes of a file; silent unless it fails."""
        try:
            if name not in self.files:
                raise DrawFault(name, "is missing")
            return read(parse_canonical(self.files[name]))
        except TrustError as fault:
            self.found.checks.append(Check(topic, State.FAILS, f"{name}: {fault}"))
            return None
