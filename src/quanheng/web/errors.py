"""Error pages, and problem documents where the API is asked. Nothing about the inside of the platform leaves it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from quanheng.apps.specifications.public import resolve
from quanheng.kernel.actor import ANONYMOUS, Refused, denied
from quanheng.kernel.api import problem_response
from quanheng.kernel.errors import BadInput, Fault

API = "/api/v1/"
LONGEST_NUMBER = 60


def bad_input(request: HttpRequest, exception: BadInput) -> HttpResponse:
    """Every fault, with its remedy."""
    status = getattr(exception, "status", 400)
    if request.path.startswith(API):
        return problem_response(request, status, str(exception), exception.faults)
    return render(request, "errors/400.html", {"faults": exception.faults}, status=status)


def refused(request: HttpRequest, exception: Refused) -> HttpResponse:
    """The policy's reason and basis."""
    if request.path.startswith(API):
        return problem_response(request, 403, exception.decision.reason)
    return render(request, "errors/403.html", {"decision": exception.decision}, status=403)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001  given by name
    """400: the framework found the request suspicious."""
    fault = Fault("", _("请求中有平台不能接受的内容"), _("请从页面上的链接重新进入。"))
    return bad_input(request, BadInput([fault]))


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001  given by name
    """403 raised by the framework."""
    return refused(request, Refused(denied(_("此页或此操作未对您开放。"))))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001  given by name
    """403: a form came without the mark that it is ours."""
    return refused(request, Refused(denied(_("表单已过期，或不是从本站页面提交的。请刷新页面后重试。"))))


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001  given by name
    """404, with what may have been meant where the address looks like a number."""
    if request.path.startswith(API):
        return problem_response(request, 404, _("没有这个接口地址。请查阅 /api/ 的说明。"))
    query = _looked_for(request.path)
    context = {"suggestions": _suggestions(query) if query else [], "query": query}
    return render(request, "errors/404.html", context, status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500, from a template that needs neither database nor request."""
    if request.path.startswith(API):
        return problem_response(request, 500)
    return render(request, "errors/500.html", status=500)


def _looked_for(path: str) -> str:
    """The last part of an address when it may be a number: ``/JJF1070-2023`` → ``JJF1070-2023``."""
    parts = [part for part in path.split("/") if part]
    last = parts[-1] if parts else ""
    return last if len(last) <= LONGEST_NUMBER and any(character.isdigit() for character in last) else ""


def _suggestions(text: str) -> list[dict[str, Any]]:
    found = resolve(ANONYMOUS, text)
    offered = []
    if found.key:
        offered.append({"label": found.number, "url": reverse("specifications:detail", args=[found.key]), "hint": ""})
    elif found.work_key:
        offered.append(
            {"label": found.number, "url": reverse("specifications:work", args=[found.work_key]), "hint": ""}
        )
    for one in found.suggestions:
        name, key = ("specifications:detail", one.key) if one.key else ("specifications:work", one.work_key)
        offered.append(
            {"label": f"{one.number} {one.title}".strip(), "url": reverse(name, args=[key]), "hint": one.why}
        )
    return offered
