"""The ledger by responsible body and by deadline."""

from collections import Counter
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from quanheng.apps.planning import words
from quanheng.apps.planning.charts import standing_bar
from quanheng.apps.planning.queries import bodies as queries
from quanheng.apps.planning.queries import tasks as task_queries
from quanheng.apps.planning.queries.policies import Standing
from quanheng.apps.planning.views.asking import asker, day_of
from quanheng.kernel.ui.charts.bars import bars
from quanheng.kernel.ui.charts.heatmap import heatmap

MOST_IN_MAP = 9


def bodies(request: HttpRequest) -> HttpResponse:
    """Who answers for how much, and with whom."""
    actor, day = asker(request), day_of(request)
    lines = queries.bodies(actor, day)
    pairs = queries.joint_pairs(actor)
    joined: Counter[str] = Counter()
    for (one, _two), count in pairs.items():
        joined[one] += count
    most = sorted((line.body for line in lines if joined[line.body.key]), key=lambda body: -joined[body.key])
    shown = [(body.key, words.short_name(body)) for body in most[:MOST_IN_MAP]]
    picture = heatmap(
        shown,
        shown,
        pairs,
        title=_("联合任务"),
        description=_("每格是两个单位共同负责的任务数，列出联合任务最多的单位。"),
        unit=_("项"),
        first=_("责任单位"),
    )
    context = {
        "day": day,
        "lines": [(line, standing_bar(line.standing, f"b-{line.body.key}", line.body.name)) for line in lines],
        "map": picture,
        "joint": len(list(task_queries.joint_tasks(actor))),
    }
    return render(request, "planning/bodies.html", context)


def body(request: HttpRequest, key: str) -> HttpResponse:
    """One body with its tasks."""
    actor, day = asker(request), day_of(request)
    one = queries.body(actor, key)
    if one is None:
        raise Http404(_("台账中没有这个责任单位。"))
    rows = queries.tasks_of(actor, one, day)
    standing = Standing(dict(Counter(row.state for row in rows)))
    context = {
        "body": one,
        "day": day,
        "bar": standing_bar(standing, "standing-bar", one.name),
        "rows": [_row(row, one) for row in rows],
    }
    return render(request, "planning/body.html", context)


def _row(task: Any, one: Any = None) -> Any:
    task.badge = words.state_badge(task)
    task.point_name = words.point_name(task)
    task.due = words.deadline_cell(task)
    task.bodies = words.bodies_plain(task)
    task.role = next((held.get_role_display() for held in task.answering if one and held.body_id == one.pk), "")
    return task


def deadlines(request: HttpRequest) -> HttpResponse:
    """What is due when."""
    actor, day = asker(request), day_of(request)
    rows = [_row(task) for task in task_queries.deadlines(actor, day)]
    counted = Counter((str(task.deadline.year), task.state) for task in rows)
    years = sorted({year for year, _state in counted})
    picture = bars(
        years,
        [(state, label) for state, label in words.STATES.items() if any(key[1] == state for key in counted)],
        counted,
        title=_("各年到期的任务"),
        description=_("每柱是当年到期的任务数，按状态分层。"),
        unit=_("项"),
        first=_("年份"),
        hrefs={year: f"{reverse('planning:tasks')}?due={year}" for year in years},
    )
    groups: dict[Any, list[Any]] = {}
    for task in rows:
        groups.setdefault(task.deadline, []).append(task)
    context = {"day": day, "bars": picture, "groups": list(groups.items()), "count": len(rows)}
    return render(request, "planning/deadlines.html", context)
