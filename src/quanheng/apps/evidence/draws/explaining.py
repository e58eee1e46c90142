"""A result computed step by step, for whoever wants to follow it by hand."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from quanheng.apps.evidence.draws.files import populations, published
from quanheng.apps.evidence.draws.queries import DrawPage
from quanheng.apps.evidence.draws.standing import outcome_of
from quanheng.core.trust.draw.records import bare_numbers
from quanheng.core.trust.draw.seed import numbers_value
from quanheng.core.trust.draw.stream import Step, steps

MOST = 100
"""Steps shown of each class; the others go the same way."""


@dataclass(frozen=True, slots=True)
class Explained:
    """The choices of one class: how many are on its list, how many are drawn, and the first of the steps."""

    code: str
    count: int
    drawn: int
    quota: int
    steps: Sequence[Step]


@dataclass(frozen=True, slots=True)
class Explanation:
    """Everything between the plan and the result: the public numbers as they are hashed, the seed, the choices."""

    numbers: str
    seed: str
    strata: Sequence[Explained]


def explanation_of(page: DrawPage) -> Explanation | None:
    """How the result of a draw came about, computed anew from its lists; ``None`` before the draw."""
    if not hasattr(page.draw, "result"):
        return None
    outcome, lists = outcome_of(page.draw, page.plan), populations(page.draw.objects_list)
    [groups] = bare_numbers(published(page.numbers)).values()
    strata = []
    for one in page.plan.strata:
        drawn = one.quota + one.reserves
        found = steps(page.plan.algorithm, outcome.seed, lists[one.code], drawn, f"object/{one.code}")
        strata.append(Explained(one.code, one.count, drawn, one.quota, list(islice(found, MOST))))
    return Explanation(numbers_value(groups).decode(), outcome.seed.hex(), strata)
