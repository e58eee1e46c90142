"""A small draw of our own, beside the published vectors."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from quanheng.core.trust.canonical import canonical
from quanheng.core.trust.draw.algorithm import Algorithm, commitment, list_digest
from quanheng.core.trust.draw.lists import pool_digest, pool_of, pool_value
from quanheng.core.trust.draw.outcome import run
from quanheng.core.trust.draw.plan import Plan, plan_of
from quanheng.core.trust.draw.reading import time_text
from quanheng.core.trust.draw.records import (
    Given,
    Published,
    bare_numbers,
    gifts_value,
    numbers_record,
    secrets_of,
)

COMMIT_BY = datetime(2026, 11, 20, 0, 0, tzinfo=UTC)
OPEN_AFTER = COMMIT_BY + timedelta(days=1)
REVEAL_BY = OPEN_AFTER + timedelta(days=2)
PARTIES = ("regulator", "notary", "association")


@dataclass
class Example:
    """A draw with two strata, eight inspectors and three parties; every part can be changed before it is used."""

    algorithm: Algorithm = Algorithm.SHA256
    objects: dict[str, list[str]] = field(
        default_factory=lambda: {"A": [f"甲-{n:03}" for n in range(40)], "D": [f"丁-{n}" for n in range(5)]}
    )
    inspectors: list[dict[str, Any]] = field(
        default_factory=lambda: [{"id": f"i{n}", "skills": ["mass", "flow"] if n % 2 else ["mass"]} for n in range(8)]
    )
    secrets: dict[str, bytes] = field(default_factory=lambda: {p: bytes([n]) * 32 for n, p in enumerate(PARTIES)})
    plan_changes: dict[str, Any] = field(default_factory=dict)

    def value(self) -> dict[str, Any]:
        """The plan as a JSON value."""
        algorithm, pool = self.algorithm, pool_of(self.inspectors)
        commitments = {p: commitment(algorithm, "D-1", p, r).hex() for p, r in self.secrets.items()}
        strata = [
            self.stratum("A", rate_ppm=50_000, at_least=1, reserve=2),
            self.stratum("D", rate_ppm=1_000_000, at_least=1, reserve=1),
        ]
        inspectors = {
            "team": 2,
            "max_tasks": 4,
            "skill": {"A": "mass", "D": "flow"},
            "conflicts": [{"object": "丁-0", "barred": ["i1"]}],
            "count": len(pool),
            "list_digest": list_digest(algorithm, [one.id for one in pool]).hex(),
            "pool_digest": pool_digest(algorithm, pool).hex(),
        }
        sources = [
            {"id": "commit-reveal/1", "type": "commit-reveal", "commitments": commitments},
            {
                "id": "numbers/1",
                "type": "numbers",
                "rule": "first results after the close",
                "after": time_text(OPEN_AFTER),
                "groups": [{"count": 6, "least": 1, "greatest": 33}, {"count": 1, "least": 1, "greatest": 16}],
            },
        ]
        times = {"commit_by": COMMIT_BY, "open_after": OPEN_AFTER, "reveal_by": REVEAL_BY}
        return {
            "alg": algorithm.value,
            "draw_id": "D-1",
            "strata": strata,
            "inspectors": inspectors,
            "sources": sources,
            "times": {name: time_text(moment) for name, moment in times.items()},
            "parties": {p: f"单位 {p}" for p in self.secrets},
            "void": "a party that does not reveal in time voids the draw",
            **self.plan_changes,
        }

    def stratum(self, code: str, **rule: int) -> dict[str, Any]:
        """A stratum of the plan."""
        ids = self.objects[code]
        return {"code": code, "count": len(ids), "list_digest": list_digest(self.algorithm, ids).hex(), **rule}

    def plan(self) -> Plan:
        """The plan, read."""
        return plan_of(self.value())

    def reveals(self) -> dict[str, dict[str, Given]]:
        """What the parties reveal."""
        at = OPEN_AFTER + timedelta(hours=1)
        return {"commit-reveal/1": {p: Given(r, at) for p, r in self.secrets.items()}}

    def numbers(self) -> dict[str, Published]:
        """A result of the lottery."""
        groups = ((3, 9, 14, 21, 28, 33), (7,))
        return {"numbers/1": Published(groups, "2026135", OPEN_AFTER + timedelta(hours=12), "https://example.org/135")}

    def outcome(self) -> Any:
        """What is drawn."""
        numbers, reveals = bare_numbers(self.numbers()), secrets_of(self.reveals())
        return run(self.plan(), self.objects, pool_of(self.inspectors), reveals, numbers)

    def bundle(self) -> dict[str, bytes]:
        """The whole audit bundle, without proofs."""
        plan, at = self.plan(), COMMIT_BY - timedelta(days=1)
        taken = {s.id: {p: Given(v, at) for p, v in s.commitments.items()} for s in plan.commit_reveal}
        return {
            "plan.json": plan.canonical,
            "lists/objects.json": canonical(self.objects),
            "lists/inspectors.json": canonical(pool_value(pool_of(self.inspectors))),
            "commitments.json": canonical(gifts_value(taken)),
            "reveals.json": canonical(gifts_value(self.reveals())),
            "numbers.json": canonical(numbers_record(self.numbers())),
            "result.json": canonical(self.outcome().value()),
        }


@pytest.fixture(params=list(Algorithm))
def example(request: pytest.FixtureRequest) -> Example:
    """The example with either hash."""
    return Example(algorithm=request.param)
