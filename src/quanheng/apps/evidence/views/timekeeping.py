"""时间: how far the platform's clock is from others, and what a time on record means."""

from datetime import datetime, timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from quanheng.apps.evidence.timekeeping import queries
from quanheng.apps.evidence.timekeeping.chart import Point, chart, of_comparisons, of_rounds, of_timestamps
from quanheng.apps.evidence.timekeeping.comparisons import moment_of
from quanheng.apps.evidence.timekeeping.listing import ROUNDS
from quanheng.apps.evidence.timekeeping.policies import may_measure
from quanheng.apps.evidence.timekeeping.rules import time_rules
from quanheng.apps.evidence.timekeeping.seals import round_subject
from quanheng.apps.evidence.timekeeping.sources import Misconfigured, sources
from quanheng.apps.evidence.timekeeping.words import FAULTS, WORDS, length
from quanheng.apps.evidence.views.asking import actor_of
from quanheng.kernel.actor import Actor
from quanheng.kernel.clock import now
from quanheng.kernel.errors import bad_input
from quanheng.kernel.files import download
from quanheng.kernel.listing import listing_page

SPANS = {"1": timedelta(days=1), "7": timedelta(days=7), "30": timedelta(days=30), "365": timedelta(days=365)}
SHOWN = 20
EDGE = 0.03
LISTED = 200
LEGEND = ((1, gettext_lazy("时间源多数")), (2, gettext_lazy("外部比对")), (3, gettext_lazy("签名的时间戳")))


@require_safe
def clock(request: HttpRequest) -> HttpResponseBase:
    """How the clock stands, its offsets over time, and every round."""
    actor, moment = actor_of(request), now()
    days = request.GET.get("days", "7")
    if days not in SPANS:
        raise bad_input("days", _("只能是 1、7、30 或 365 天"))
    found = queries.clock_of(actor, moment)
    context: dict[str, Any] = {
        "clock": found,
        "word": WORDS[found.standing],
        "latest": _round_shown(found.latest),
        "readings": _readings_shown(found.readings),
        "limit": length(found.bounds.bound_ns),
        "days": days,
        "spans": [(key, key == days) for key in SPANS],
        "comparisons": [_comparison_shown(one) for one in queries.comparisons(actor)[:SHOWN]],
        "rules": time_rules(),
        "may_measure": bool(may_measure(actor)),
        "asked": request.GET.get("at", "")[:30],
        **_picture(actor, moment, SPANS[days]),
        **_around(actor, request.GET.get("at", "")),
    }
    try:
        context["sources"] = sources()
    except Misconfigured as wrong:
        context["misconfigured"] = str(wrong)
    return listing_page(request, ROUNDS, queries.rounds(actor), template="evidence/time/time.html", context=context)


def _picture(actor: Actor, moment: datetime, span: timedelta) -> dict[str, Any]:
    """Two pictures: what is measured in milliseconds, and what is signed, but said in seconds."""
    start = moment - span
    measured = [*of_rounds(queries.since(actor, start)), *of_comparisons(queries.compared_since(actor, start))]
    signed = of_timestamps(queries.stamped_since(actor, start))
    return {"pictures": [_drawn("measured", measured, start, moment), _drawn("signed", signed, start, moment)]}


def _drawn(name: str, points: list[Point], start: datetime, end: datetime) -> dict[str, Any]:
    points.sort(key=lambda one: one.at)
    if points:  # a clock that is watched since yesterday is not drawn at the edge of a year
        start = max(start, points[0].at - (end - points[0].at) * EDGE)
    words = dict(LEGEND)
    shown = [
        {"at": one.at, "offset": length(one.offset, signed=True), "bound": length(one.bound), "word": words[one.series]}
        for one in points[-LISTED:]
    ]
    return {
        "name": name,
        "chart": chart(points, start, end),
        "points": shown,
        "more": len(points) > LISTED,
        "listed": LISTED,
        "legend": [(number, word) for number, word in LEGEND if any(one.series == number for one in points)],
    }


def _around(actor: Actor, text: str) -> dict[str, Any]:
    """What is on record around a moment that somebody asks about."""
    if not text.strip():
        return {}
    try:
        moment = moment_of(text.replace("T", " "))
    except ValueError:
        return {"moment_fault": True}
    before, after = queries.around(actor, moment)
    return {"moment": moment, "before": _round_shown(before), "after": _round_shown(after)}


def _round_shown(one: Any) -> dict[str, Any] | None:
    if one is None:
        return None
    offset = length(one.offset_ns, signed=True)
    return {"row": one, "offset": offset, "bound": length(one.bound_ns), "agreed": one.offset_ns is not None}


def _readings_shown(readings: list[Any]) -> list[dict[str, Any]]:
    return [
        {
            "row": one,
            "offset": length(one.offset_ns, signed=True),
            "delay": length(one.delay_ns),
            "bound": length(one.bound_ns),
            "fault": FAULTS.get(one.fault, one.fault),
        }
        for one in readings
    ]


def _comparison_shown(one: Any) -> dict[str, Any]:
    return {"row": one, "offset": length(one.offset_ns, signed=True), "uncertainty": length(one.uncertainty_ns)}


@require_safe
def time_round(request: HttpRequest, number: int) -> HttpResponse:
    """One round: what each source answered."""
    actor = actor_of(request)
    one = queries.round_of(actor, number)
    if one is None:
        raise Http404
    context = {
        "one": _round_shown(one),
        "number": number,
        "readings": _readings_shown(queries.readings(actor, one)),
        "subject": round_subject(number),
    }
    return render(request, "evidence/time/round.html", context)


@require_safe
def round_file(request: HttpRequest, number: int) -> HttpResponse:
    """The record of a round as it was sealed, to the byte."""
    one = queries.round_of(actor_of(request), number)
    if one is None:
        raise Http404
    return HttpResponse(one.text.encode(), content_type="application/json")


@require_safe
def report(request: HttpRequest, number: int) -> HttpResponseBase:
    """The document of a comparison."""
    one = queries.comparison(actor_of(request), number)
    if one is None or one.file is None:
        raise Http404
    return download(one.file)
