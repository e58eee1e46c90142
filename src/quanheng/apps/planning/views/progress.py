"""Reporting progress, and deciding on what was reported."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from quanheng.apps.planning.actions.decide_progress import decide_progress
from quanheng.apps.planning.actions.report_progress import report_progress
from quanheng.apps.planning.forms import DecideForm, ReportForm
from quanheng.apps.planning.policies import may_decide, may_report
from quanheng.apps.planning.queries.progress import waiting
from quanheng.apps.planning.queries.tasks import task_page
from quanheng.apps.planning.views.asking import asker
from quanheng.kernel.clock import legal_today, now
from quanheng.kernel.forms import FormPage, acting


def _crumbs(task: Any) -> tuple[tuple[str, str], ...]:
    return (
        (_("政策任务"), reverse("planning:overview")),
        (task.title, reverse("planning:task", args=[task.key])),
    )


@never_cache
def report(request: HttpRequest, key: str) -> HttpResponse:
    """The form of a responsible body."""
    actor = asker(request)
    page = task_page(actor, key[:120], legal_today())
    if page is None:
        raise Http404(_("台账中没有这项任务。"))
    task = page.task
    bodies = {one.body.key: one.body for one in task.answering}
    responsible = [body.organisation_id for body in bodies.values() if body.organisation_id]
    may_report(actor, keeper_id=task.point.policy.keeper_id, responsible=responsible).require()
    form = ReportForm(request.POST or None, bodies=[(one.key, one.name) for one in bodies.values()])
    back = reverse("planning:task", args=[task.key])
    told = FormPage(_("报送进展"), task.title, _("报送"), back, _crumbs(task))

    def act(data: dict[str, Any]) -> tuple[str, str]:
        addresses = [line.strip() for line in data["evidence"].splitlines() if line.strip()]
        report_progress(
            task=task,
            body=bodies[data["body"]],
            day=data["day"],
            text=data["text"],
            addresses=addresses,
            completes=data["completes"],
            actor=actor,
            now=now(),
        )
        return back, _("已报送，由台账管理单位的另一人确认后公开。")

    return acting(request, told, form, act)


@never_cache
def decide(request: HttpRequest, number: int) -> HttpResponse:
    """The form of the policy's keeper."""
    actor = asker(request)
    entry = waiting(actor, number)
    if entry is None:
        raise Http404(_("没有这条进展，或您不能办理。"))
    policy = entry.task.point.policy
    may_decide(actor, keeper_id=policy.keeper_id, reported_by=entry.reported_by_id).require()
    back = reverse("planning:task", args=[entry.task.key])
    lead = _("%(body)s %(day)s：%(text)s") % {
        "body": entry.body.name,
        "day": entry.day.isoformat(),
        "text": entry.text[:200],
    }
    told = FormPage(_("办理进展"), lead, _("提交"), back, _crumbs(entry.task))

    def act(data: dict[str, Any]) -> tuple[str, str]:
        confirmed = data["decision"] == "confirm"
        decide_progress(entry=entry, confirm=confirmed, reason=data["reason"], actor=actor, now=now())
        return back, _("已确认。") if confirmed else _("已退回。")

    return acting(request, told, DecideForm(request.POST or None), act)
