"""Policies of the ledger: how far each is, and everything one page shows."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from quanheng.apps.planning.models import Point, Policy
from quanheng.apps.planning.queries.tasks import tasks, with_state
from quanheng.apps.planning.rules.state import State
from quanheng.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class Standing:
    """How many tasks of a policy (or of all) are in which state."""

    counts: dict[str, int]

    @property
    def total(self) -> int:
        """All tasks."""
        return sum(self.counts.values())

    def of(self, state: State) -> int:
        """How many are in ``state``."""
        return self.counts.get(state.value, 0)

    @property
    def done(self) -> int:
        """Completed ones."""
        return self.of(State.DONE)

    @property
    def overdue(self) -> int:
        """Overdue ones."""
        return self.of(State.OVERDUE)

    @property
    def running(self) -> int:
        """Those in progress."""
        return self.of(State.IN_PROGRESS)


@dataclass(frozen=True, slots=True)
class PolicyLine:
    """A policy with its standing and how many points it has."""

    policy: Any
    standing: Standing
    points: int


def policies(actor: Actor, day: date) -> list[PolicyLine]:
    """Every policy of the ledger with its standing on ``day``. Three queries."""
    counted: dict[int, Counter[str]] = defaultdict(Counter)
    for policy, state in with_state(tasks(actor), day).order_by().values_list("point__policy", "state"):
        counted[policy][state] += 1
    points = Counter(Point.objects.visible_to(actor).filter(sub=0).values_list("policy", flat=True))
    rows = Policy.objects.visible_to(actor).select_related("edition__instrument", "keeper")
    return [PolicyLine(row, Standing(dict(counted[row.pk])), points[row.pk]) for row in rows]


def standing(actor: Actor, day: date) -> Standing:
    """All tasks by state. One query."""
    return Standing(dict(Counter(with_state(tasks(actor), day).order_by().values_list("state", flat=True))))


@dataclass(frozen=True, slots=True)
class PointLine:
    """A point with its tasks; ``article`` is its text where the law register holds it."""

    point: Any
    tasks: list[Any]
    article: Any


@dataclass(frozen=True, slots=True)
class PolicyPage:
    """Everything the page of one policy shows."""

    policy: Any
    standing: Standing
    points: list[PointLine]

    @property
    def point_count(self) -> int:
        """How many points the policy has; those below a point belong to it."""
        return sum(1 for line in self.points if not line.point.sub)


def policy_page(actor: Actor, slug: str, day: date) -> PolicyPage | None:
    """The policy ``slug`` with every point and its tasks on ``day``; ``None`` where there is none."""
    policy = Policy.objects.visible_to(actor).select_related("edition__instrument", "keeper").filter(slug=slug).first()
    if policy is None:
        return None
    rows = list(with_state(tasks(actor), day).filter(point__policy=policy).order_by("order"))
    by_point: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        by_point[row.point_id].append(row)
    articles = {article.anchor: article for article in policy.edition.articles.all()}
    points = Point.objects.visible_to(actor).filter(policy=policy).order_by("number", "sub")
    lines = [PointLine(point, by_point[point.pk], articles.get(point.anchor)) for point in points]
    return PolicyPage(policy, Standing(dict(Counter(row.state for row in rows))), lines)
