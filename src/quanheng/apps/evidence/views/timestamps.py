"""Pages of timestamps: who is asked, what was had, one of them checked; and asking for one."""

from datetime import timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from quanheng.apps.evidence.actions.take_timestamp import take_timestamp
from quanheng.apps.evidence.draws.forms import ConfirmForm
from quanheng.apps.evidence.log.reading import latest as latest_checkpoint
from quanheng.apps.evidence.models import Timestamp
from quanheng.apps.evidence.queries import seal_at
from quanheng.apps.evidence.timekeeping.words import length
from quanheng.apps.evidence.timestamps import queries
from quanheng.apps.evidence.timestamps.authority import Misconfigured, authority
from quanheng.apps.evidence.timestamps.checking import check
from quanheng.apps.evidence.timestamps.listing import TIMESTAMPS
from quanheng.apps.evidence.timestamps.policies import may_stamp
from quanheng.apps.evidence.timestamps.targets import Target, target_of
from quanheng.apps.evidence.views.asking import actor_of
from quanheng.kernel.clock import LEGAL_ZONE, now
from quanheng.kernel.forms import FormPage, acting
from quanheng.kernel.listing import listing_page

ANSWER, PLAIN = "application/timestamp-reply", "text/plain; charset=utf-8"
SHOWN = 5
MICROSECOND = timedelta(microseconds=1)


@require_safe
def timestamps(request: HttpRequest) -> HttpResponseBase:
    """Who is asked, and every timestamp."""
    actor = actor_of(request)
    context: dict[str, Any] = {
        "latest": queries.latest(actor),
        "failures": queries.failures(actor, limit=SHOWN),
        "may_stamp": bool(may_stamp(actor)),
    }
    try:
        context["authority"] = authority()
    except Misconfigured as wrong:
        context["misconfigured"] = str(wrong)
    rows = queries.timestamps(actor)
    return listing_page(request, TIMESTAMPS, rows, template="evidence/timestamps/timestamps.html", context=context)


@require_safe
def timestamp(request: HttpRequest, number: int) -> HttpResponse:
    """One timestamp, checked now."""
    one = _one(request, number)
    target, checked = target_of(one), check(one)
    digest = one.digest
    option = "-sm3" if one.algorithm == "sm3" else "-sha256"
    context = {
        "one": one,
        "target": target,
        "stamped": one.stamped_at.astimezone(LEGAL_ZONE).strftime("%Y-%m-%d %H:%M:%S"),
        "checked": checked,
        "gap": length(round((one.stamped_at - one.answered_at) / MICROSECOND) * 1000, signed=True),
        "accuracy": None if one.accuracy_us is None else length(one.accuracy_us * 1000),
        "command": f"openssl ts -verify -in {number}.tsr -digest {digest} {option} -CAfile roots.pem",
    }
    return render(request, "evidence/timestamps/timestamp.html", context)


@require_safe
def answer(request: HttpRequest, number: int) -> HttpResponse:
    """The answer of the authority, to the byte."""
    one = _one(request, number)
    headers = {"Content-Disposition": f'attachment; filename="{number}.tsr"'}
    return HttpResponse(bytes(one.answer), content_type=ANSWER, headers=headers)


@require_safe
def content(request: HttpRequest, number: int) -> HttpResponse:
    """What was stamped, where the platform has it: a checkpoint as the log signed it."""
    found = target_of(_one(request, number)).content
    if found is None:
        raise Http404(_("平台只有这份内容的摘要。"))
    headers = {"Content-Disposition": f'attachment; filename="{number}.checkpoint"'}
    return HttpResponse(found, content_type=PLAIN, headers=headers)


def _one(request: HttpRequest, number: int) -> Timestamp:
    one = queries.timestamp(actor_of(request), number)
    if one is None:
        raise Http404
    return one


@never_cache
def take_of_checkpoint(request: HttpRequest) -> HttpResponse:
    """Ask for one of the latest checkpoint, now."""
    may_stamp(actor_of(request)).require()
    checkpoint = latest_checkpoint()
    if checkpoint is None:
        raise Http404(_("日志还没有签署过检查点。"))
    return _taking(request, Target(checkpoint=checkpoint))


@never_cache
def take_of_entry(request: HttpRequest, index: int) -> HttpResponse:
    """Ask for one of what an entry of the log speaks of."""
    actor = actor_of(request)
    may_stamp(actor).require()
    seal = seal_at(index, actor)
    if seal is None or not seal.sha256:
        raise Http404(_("第 %d 条没有公开的摘要。") % index)
    return _taking(request, Target(seal=seal))


def _taking(request: HttpRequest, target: Target) -> HttpResponse:
    actor = actor_of(request)
    page = FormPage(
        title=_("申请时间戳"),
        lead=_("为%(what)s申请时间戳：只把摘要发给时间戳机构，不发内容。可能按次收费。") % {"what": target.name},
        button=_("申请"),
        back=reverse("evidence:timestamps"),
        crumbs=((_("时间戳"), reverse("evidence:timestamps")),),
    )

    def act(_data: dict[str, Any]) -> tuple[str, str]:
        made = take_timestamp(target=target, actor=actor, now=now())
        return reverse("evidence:timestamp", args=[made.pk]), _("已取得时间戳。")

    return acting(request, page, ConfirmForm(request.POST or None), act)
