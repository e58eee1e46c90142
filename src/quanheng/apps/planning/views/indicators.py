"""Indicators: their values today, how they are computed, and how they moved."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from quanheng.apps.planning import indicators as definitions
from quanheng.apps.planning.actions.publish_indicators import publish_indicators
from quanheng.apps.planning.policies import may_publish
from quanheng.apps.planning.queries import indicators as queries
from quanheng.apps.planning.views.asking import asker
from quanheng.kernel.clock import legal_today, now
from quanheng.kernel.forms import ActionForm, FormPage, acting
from quanheng.kernel.ui.charts.bars import bars
from quanheng.kernel.ui.charts.share_bar import share_bar


def indicators(request: HttpRequest) -> HttpResponse:
    """Every indicator with its value today."""
    actor, day = asker(request), legal_today()
    values = [(one, definitions.measured(one, day)) for one in definitions.indicators()]
    context = {
        "day": day,
        "rows": [(one, value, _bar(one, value)) for one, value in values],
        "may_publish": bool(may_publish(actor, queries.keepers(actor))) and not queries.published_on(actor, day),
    }
    return render(request, "planning/indicators.html", context)


def _bar(one: definitions.Indicator, value: definitions.Measured) -> Any:
    if value.whole is None:
        return None
    parts = [(_("已计入"), value.amount, 1), (_("其余"), value.whole - value.amount, 0)]
    return share_bar(parts, title=one.title, name=f"i-{one.slug}")


def indicator(request: HttpRequest, slug: str) -> HttpResponse:
    """One indicator: definition, value, published history."""
    actor, day = asker(request), legal_today()
    one = definitions.indicator(slug)
    if one is None:
        raise Http404(_("没有这项指标。"))
    history, value = queries.history(actor, slug), definitions.measured(one, day)
    picture = bars(
        [value.day.isoformat() for value in history],
        [("amount", one.title)],
        {(value.day.isoformat(), "amount"): value.amount for value in history},
        title=one.title,
        description=_("每柱是一次发布的数值。"),
        unit=one.unit,
        first=_("日期"),
    )
    context = {
        "one": one,
        "value": value,
        "bar": _bar(one, value),
        "day": day,
        "history": history,
        "bars": picture,
        "tasks": queries.serving(actor, slug),
    }
    return render(request, "planning/indicator.html", context)


@never_cache
def publish(request: HttpRequest) -> HttpResponse:
    """Keep today's values."""
    actor, day = asker(request), legal_today()
    may_publish(actor, queries.keepers(actor)).require()
    back = reverse("planning:indicators")
    told = FormPage(
        title=_("发布指标值"),
        lead=_("保存今天（%s）全部指标的数值和计算方法，公开，不再改动。") % day.isoformat(),
        button=_("发布"),
        back=back,
        crumbs=((_("政策任务"), reverse("planning:overview")), (_("指标"), back)),
    )

    def act(_data: dict[str, Any]) -> tuple[str, str]:
        count = publish_indicators(day=day, actor=actor, now=now())
        return back, _("已发布 %d 项指标值。") % count

    return acting(request, told, ActionForm(request.POST if request.method == "POST" else None), act)
