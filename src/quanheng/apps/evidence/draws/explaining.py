"""A result computed step by step, for whoever wants to follow it by hand."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from quanheng.apps.evidence.draws import files
from quanheng.apps.evidence.draws.queries import DrawPage
from quanheng.core.trust.draw.outcome import values_of
from quanheng.core.trust.draw.records import bare_numbers, secrets_of
from quanheng.core.trust.draw.seed import numbers_value, seed_input
from quanheng.core.trust.draw.stream import Step, block_input, steps

MOST = 100
"""Steps shown of each class; the others go the same way."""


@dataclass(frozen=True, slots=True)
class Explained:
    """The choices of one class: how many are on its list, how many are drawn, the bytes of the first block of random
    words, and the first of the steps.
    """

    code: str
    count: int
    drawn: int
    quota: int
    block: str
    steps: Sequence[Step]


@dataclass(frozen=True, slots=True)
class Explanation:
    """Everything between the plan and the result: the public numbers as they are hashed, the bytes hashed to the seed,
    the seed, the choices.
    """

    numbers: str
    hashed: str
    seed: str
    strata: Sequence[Explained]


def explanation_of(page: DrawPage) -> Explanation | None:
    """How the result of a draw came about, computed anew from plan, reveals, numbers and lists; ``None`` before it."""
    if not hasattr(page.draw, "result"):
        return None
    plan, numbers = page.plan, bare_numbers(files.published(page.numbers))
    hashed = seed_input(plan.digest, values_of(plan, secrets_of(files.reveals(page.parties)), numbers))
    seed, lists = plan.algorithm.hash(hashed), files.populations(page.draw.objects_list)
    strata = []
    for one in plan.strata:
        drawn, label = one.quota + one.reserves, f"object/{one.code}"
        found = list(islice(steps(plan.algorithm, seed, lists[one.code], drawn, label), MOST))
        block = block_input(seed, label, 0).hex()
        strata.append(Explained(one.code, one.count, drawn, one.quota, block, found))
    [groups] = numbers.values()
    return Explanation(numbers_value(groups).decode(), hashed.hex(), seed.hex(), strata)
