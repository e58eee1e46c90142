"""核对标识: what everybody sees who scans a code, without signing in, on a phone; and the same without a network."""

from typing import Any
from urllib.parse import urlsplit

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from quanheng.apps.evidence.labels.bases import label_rules
from quanheng.apps.evidence.labels.checking import Checked, check
from quanheng.apps.evidence.labels.forms import CodeForm
from quanheng.apps.evidence.labels.listing import host
from quanheng.apps.evidence.labels.words import WORDS
from quanheng.apps.evidence.models.labels import KINDS, LabelScans
from quanheng.core.trust.errors import TrustError
from quanheng.core.trust.labels import token as tokens
from quanheng.core.trust.labels.numbers import as_number
from quanheng.core.trust.labels.verdict import State
from quanheng.kernel.clock import legal_today, now
from quanheng.kernel.ui.assets import asset

MOST_COUNTED = 50
"""Checks that are counted in one second: counting must not become a way to keep the database busy."""


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Where one types a code or the number of a label; also what is shown without a network."""
    form = CodeForm(request.GET) if "code" in request.GET else None
    if form is None:
        return render(request, "evidence/labels/start.html", {"words": _in_words(), "rules": label_rules()})
    text = form.cleaned_data["code"].strip() if form.is_valid() else ""
    if number := as_number(text):
        return redirect(reverse("evidence:label", args=[number]))
    try:
        found = tokens.to_token(tokens.read(text))
    except TrustError:
        context = {"words": _in_words(), "rules": label_rules(), "typed": text[:200], "unreadable": True}
        return render(request, "evidence/labels/start.html", context, status=422)
    foreign = _foreign_host(text)
    return redirect(reverse("evidence:label-check", args=[found]) + (f"?host={foreign}" if foreign else ""))


def _foreign_host(text: str) -> str:
    """The host an address leads to, when it is not this platform; empty otherwise."""
    try:
        given = (urlsplit(text).netloc or "").lower()
    except ValueError:
        return ""
    return given if given and given != host().lower() and given.isascii() else ""


@require_safe
def result(request: HttpRequest, token: str) -> HttpResponse:
    """One label: its state, and what it says as far as the signature holds."""
    checked = check(token, now())
    context = {
        "checked": checked,
        "word": WORDS[checked.state],
        "said": checked.verdict.claims,
        "issuer": checked.verdict.issuer,
        "kind": dict(KINDS).get(checked.verdict.claims.kind) if checked.verdict.claims else "",
        "successor": _successor(checked),
        "counts": checked.state not in {State.FORGED, State.UNKNOWN_SIGNER},
        "foreign": request.GET.get("host", "")[:253],
        "words": _in_words(),
    }
    return render(request, "evidence/labels/result.html", context)


def _successor(checked: Checked) -> str:
    """The text of the label that took the place of this one."""
    end = checked.found.end if checked.found else None
    return tokens.to_token(bytes(end.successor.token)) if end and end.successor else ""


@csrf_exempt
@require_POST
def seen(_request: HttpRequest, token: str) -> HttpResponse:
    """A page with this label was looked at: one more on its counter. Nothing else of the request is kept."""
    second = f"label-scans:{int(now().timestamp())}"
    cache.add(second, 0, timeout=10)
    checked = check(token, now()) if cache.incr(second) <= MOST_COUNTED else None
    if checked and checked.found:
        LabelScans.count_one(checked.found.label, legal_today())
    return HttpResponse(status=204)


@require_safe
def worker(_request: HttpRequest) -> HttpResponse:
    """The program that answers for this part of the site when there is no network."""
    lines = f'importScripts("{asset("evidence/label-worker.js")}");\n'
    headers = {"Service-Worker-Allowed": "/", "Cache-Control": "no-cache"}
    return HttpResponse(lines, content_type="text/javascript; charset=utf-8", headers=headers)


def _in_words() -> dict[str, Any]:
    """What the script says; it knows no language of its own."""
    states = {
        state.value: {"word": str(one.word), "says": str(one.says), "tone": one.tone} for state, one in WORDS.items()
    }
    return {
        "states": states,
        "kinds": {str(number): str(label) for number, label in KINDS},
        "good": _("本机核对：签名相符"),
        "bad": _("本机核对：签名不符"),
        "unknown": _("本机核对：签发者不在本机保存的名单上"),
        "unavailable": _("本机核对：这个浏览器不能核对签名"),
        "unavailable_says": _("浏览器没有 Ed25519，或网址不是 HTTPS。页面上的结论来自服务器；也可以换一部手机核对。"),
        "offline": _("没有网络：签名由本机核对，是否撤销没有核对。"),
        "no_list": _("本机还没有签发者名单。请在有网络时打开一次本页。"),
        "fields": {
            "serial": _("器具编号"),
            "name": _("器具名称"),
            "due": _("有效期至"),
            "result": _("结果或等级"),
            "issuer": _("签发机构"),
            "certificate": _("证书编号"),
            "kind": _("种类"),
            "number": _("标识号"),
        },
    }
