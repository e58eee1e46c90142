"""The draw itself: plan, lists and the values of the sources give what was drawn."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from quanheng.core.trust.draw.algorithm import DrawFault, commitment
from quanheng.core.trust.draw.lists import Pool, Populations, check_lists
from quanheng.core.trust.draw.plan import CommitReveal, Plan, PublicNumbers
from quanheng.core.trust.draw.seed import commit_reveal_value, numbers_value, seed_of
from quanheng.core.trust.draw.stream import pick
from quanheng.core.trust.draw.teams import Roster

Reveals = Mapping[str, Mapping[str, bytes]]
"""What each party revealed, by source and party."""
Numbers = Mapping[str, Sequence[Sequence[int]]]
"""The groups of public numbers, by source."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """What was drawn of one stratum, in order: the selected, then the reserve."""

    code: str
    selected: tuple[str, ...]
    reserve: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """结果. ``teams`` holds the team of each selected object, in the order of the draw; empty where too few inspectors
    were eligible.
    """

    plan: Plan
    seed: bytes
    strata: tuple[Drawn, ...]
    teams: tuple[tuple[str, tuple[str, ...]], ...]

    def value(self) -> dict[str, Any]:
        """As the JSON value of ``result.json``."""
        return {
            "draw_id": self.plan.draw_id,
            "plan_digest": self.plan.digest.hex(),
            "seed": self.seed.hex(),
            "strata": [
                {"code": one.code, "selected": list(one.selected), "reserve": list(one.reserve)} for one in self.strata
            ],
            "teams": [{"object": one, "team": list(team)} for one, team in self.teams],
        }


class MissingReveal(DrawFault):
    """The draw is void by its own rule: ``parties`` committed themselves and revealed nothing."""

    def __init__(self, parties: Sequence[str]) -> None:
        super().__init__("reveals", f"not revealed by {', '.join(parties)}")
        self.parties = tuple(parties)


def missing_reveals(plan: Plan, reveals: Reveals) -> list[str]:
    """The parties that revealed nothing, in the order of their bytes."""
    return sorted(
        {party for one in plan.commit_reveal for party in one.commitments.keys() - reveals.get(one.id, {}).keys()},
        key=str.encode,
    )


def check_reveal(plan: Plan, source: CommitReveal, party: str, secret: bytes) -> None:
    """Refuse a secret that ``party`` did not commit itself to. Raises ``DrawFault``."""
    if party not in source.commitments:
        raise DrawFault(source.id, f"{party} is no party of this source")
    if commitment(plan.algorithm, plan.draw_id, party, secret) != source.commitments[party]:
        raise DrawFault(f"{source.id} {party}", "what is revealed does not fit the commitment")


def check_numbers(source: PublicNumbers, groups: Sequence[Sequence[int]]) -> None:
    """Refuse numbers that cannot be a result of the publication the plan names. Raises ``DrawFault``."""
    numbers_value(groups)
    if not source.groups:
        return
    if [len(group) for group in groups] != [one.count for one in source.groups]:
        raise DrawFault(
            source.id, f"groups of {', '.join(str(one.count) for one in source.groups)} numbers are expected"
        )
    for group, wanted in zip(groups, source.groups, strict=True):
        if not all(wanted.least <= number <= wanted.greatest for number in group):
            raise DrawFault(source.id, f"numbers from {wanted.least} to {wanted.greatest} are expected")


def values_of(plan: Plan, reveals: Reveals, numbers: Numbers) -> list[tuple[str, bytes]]:
    """The values of the sources in the order of the plan, after every reveal was checked against its commitment and the
    numbers against the plan. Raises ``MissingReveal`` where a party revealed nothing, ``DrawFault`` for everything that
    does not fit.
    """
    if missing := missing_reveals(plan, reveals):
        raise MissingReveal(missing)
    if extra := (reveals.keys() | numbers.keys()) - {one.id for one in plan.sources}:
        raise DrawFault("sources", f"not in the plan: {', '.join(sorted(extra))}")
    values: list[tuple[str, bytes]] = []
    for source in plan.sources:
        if isinstance(source, CommitReveal):
            for party, secret in reveals[source.id].items():
                check_reveal(plan, source, party, secret)
            values.append((source.id, commit_reveal_value(reveals[source.id])))
        else:
            if source.id not in numbers:
                raise DrawFault(source.id, "the numbers are missing")
            check_numbers(source, numbers[source.id])
            values.append((source.id, numbers_value(numbers[source.id])))
    return values


def seed_from(plan: Plan, reveals: Reveals, numbers: Numbers) -> bytes:
    """The seed. Raises what :func:`values_of` raises."""
    return seed_of(plan.algorithm, plan.digest, values_of(plan, reveals, numbers))


def run(plan: Plan, populations: Populations, pool: Pool, reveals: Reveals, numbers: Numbers) -> Outcome:
    """Draw. The same arguments give the same result on every machine. Raises what :func:`seed_from` and
    :func:`check_lists` raise.
    """
    check_lists(plan, populations, pool)
    return draw(plan, populations, pool, seed_from(plan, reveals, numbers))


def draw(plan: Plan, populations: Populations, pool: Pool, seed: bytes) -> Outcome:
    """Draw with a seed that is known; the lists were checked."""
    strata = []
    for one in plan.strata:
        label = f"object/{one.code}"
        order = pick(plan.algorithm, seed, populations[one.code], one.quota + one.reserves, label)
        strata.append(Drawn(one.code, tuple(order[: one.quota]), tuple(order[one.quota :])))
    roster = roster_of(plan, seed, strata, pool)
    return Outcome(plan, seed, tuple(strata), tuple((one, tuple(team)) for one, team in roster.teams.items()))


def roster_of(plan: Plan, seed: bytes, strata: Sequence[Drawn], pool: Pool) -> Roster:
    """Who inspects what as the draw leaves it: in the order of strata, then in the order of the draw."""
    roster = Roster(plan, seed, {one.code: one.reserve for one in strata}, pool)
    for drawn in strata:
        for selected in drawn.selected:
            roster.admit(selected, drawn.code)
    return roster
