"""Responsible bodies: how much each answers for, and with whom."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Any

from quanheng.apps.planning.models import Body, Responsibility
from quanheng.apps.planning.queries.policies import Standing
from quanheng.apps.planning.queries.tasks import tasks, with_state
from quanheng.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class BodyLine:
    """A body with its standing, and in how many tasks it leads, answers jointly, supports."""

    body: Any
    standing: Standing
    roles: dict[str, int]


def bodies(actor: Actor, day: date) -> list[BodyLine]:
    """Every body that answers for a task, those with most tasks first. Three queries."""
    states = dict(with_state(tasks(actor), day).order_by().values_list("pk", "state"))
    counted: dict[int, Counter[str]] = defaultdict(Counter)
    roles: dict[int, Counter[str]] = defaultdict(Counter)
    for task, body, role in Responsibility.objects.visible_to(actor).order_by().values_list("task", "body", "role"):
        if task in states:
            counted[body][states[task]] += 1
            roles[body][role] += 1
    rows = Body.objects.visible_to(actor).select_related("organisation", "region").filter(pk__in=counted)
    lines = [BodyLine(row, Standing(dict(counted[row.pk])), dict(roles[row.pk])) for row in rows]
    return sorted(lines, key=lambda line: (-line.standing.total, line.body.order, line.body.key))


def joint_pairs(actor: Actor) -> dict[tuple[str, str], int]:
    """How many tasks each pair of bodies answers for together (lead or jointly), both ways round. One query."""
    rows = Responsibility.objects.visible_to(actor).filter(task__withdrawn_at=None)
    by_task: dict[int, list[str]] = defaultdict(list)
    for task, body in rows.exclude(role=Responsibility.Role.SUPPORT).order_by().values_list("task", "body__key"):
        by_task[task].append(body)
    found: Counter[tuple[str, str]] = Counter()
    for together in by_task.values():
        for one, two in combinations(sorted(together), 2):
            found[one, two] += 1
            found[two, one] += 1
    return dict(found)


def body(actor: Actor, key: str) -> Any:
    """The body ``key``; ``None`` where there is none."""
    return Body.objects.visible_to(actor).select_related("organisation", "region").filter(key=key).first()


def of_organisation(actor: Actor, organisation: Any) -> Any:
    """The body that an organisation is."""
    return Body.objects.visible_to(actor).filter(organisation=organisation).first()


def tasks_of(actor: Actor, one: Any, day: date) -> list[Any]:
    """The tasks a body answers for, with their state on ``day``."""
    rows = with_state(tasks(actor), day).filter(responsibilities__body=one).order_by("order")
    return list(rows)
