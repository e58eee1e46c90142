"""Pages everybody reads: overview, tasks, policies."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from quanheng.apps.planning import words
from quanheng.apps.planning.charts import standing_bar
from quanheng.apps.planning.listing import TASKS
from quanheng.apps.planning.policies import LEDGER_BASIS, may_import, may_keep, may_report
from quanheng.apps.planning.queries import policies as policy_queries
from quanheng.apps.planning.queries import tasks as task_queries
from quanheng.apps.planning.queries.policies import Standing
from quanheng.apps.planning.rules.state import State
from quanheng.apps.planning.views.asking import asker, day_of
from quanheng.kernel.clock import legal_today
from quanheng.kernel.listing import listing_page
from quanheng.kernel.subjects import Subject

MEANINGS = [(state, words.STATES[state], meaning) for state, meaning in words.MEANINGS.items()]


def overview(request: HttpRequest) -> HttpResponse:
    """How far each policy is."""
    actor, day = asker(request), day_of(request)
    lines = policy_queries.policies(actor, day)
    context = {
        "day": day,
        "lines": [(line, standing_bar(line.standing, line.policy.slug, line.policy.name)) for line in lines],
        "tiles": _tiles(policy_queries.standing(actor, day), day),
        "meanings": MEANINGS,
        "basis": LEDGER_BASIS,
        "may_import": bool(may_import(actor)),
    }
    return render(request, "planning/overview.html", context)


def _tiles(standing: Standing, day: date) -> list[tuple[int, object, str]]:
    """Number, word and address of each figure."""
    listed = reverse("planning:tasks")
    asked = "" if day == legal_today() else f"&on={day.isoformat()}"
    figures: list[tuple[int, object, str]] = [(standing.total, _("全部任务"), listed)]
    figures += [
        (standing.of(state), words.STATES[state.value], f"{listed}?state={state.value}{asked}") for state in State
    ]
    return figures


def tasks(request: HttpRequest) -> HttpResponseBase:
    """The list of tasks, and its exports."""
    return listing_page(
        request,
        TASKS,
        task_queries.tasks(asker(request)),
        template="planning/tasks.html",
        context={"meanings": MEANINGS},
    )


def task(request: HttpRequest, key: str) -> HttpResponse:
    """One task at its permanent address."""
    day = day_of(request)
    page = task_queries.task_page(asker(request), key[:120], day)
    if page is None:
        raise Http404(_("台账中没有这项任务。"))
    actor = asker(request)
    keeper = page.task.point.policy.keeper_id
    responsible = [one.body.organisation_id for one in page.task.answering if one.body.organisation_id]
    done = next((entry.day for entry in reversed(page.entries) if entry.completes and entry.day <= day), None)
    context = {
        "page": page,
        "task": page.task,
        "policy": page.task.point.policy,
        "point_name": words.point_name(page.task),
        "day": day,
        "badge": words.state_badge(page.task),
        "meaning": words.MEANINGS[page.task.state],
        "target": words.target_plain(page.task),
        "done_late": words.late_by(page.task, done) if done else 0,
        "may_report": bool(may_report(actor, keeper_id=keeper, responsible=responsible)) and not page.task.withdrawn_at,
        "may_decide": bool(may_keep(actor, keeper)),
        "subject": Subject("task", page.task.key),
    }
    return render(request, "planning/task.html", context)


def policy(request: HttpRequest, slug: str) -> HttpResponse:
    """One policy with its points and their tasks."""
    day = day_of(request)
    page = policy_queries.policy_page(asker(request), slug, day)
    if page is None:
        raise Http404(_("台账中没有这件政策。"))
    for line in page.points:
        for one in line.tasks:
            one.badge, one.bodies = words.state_badge(one), words.bodies_plain(one)
    context = {
        "page": page,
        "policy": page.policy,
        "day": day,
        "bar": standing_bar(page.standing, "standing-bar", page.policy.name),
        "subject": Subject("policy", slug),
    }
    return render(request, "planning/policy.html", context)
