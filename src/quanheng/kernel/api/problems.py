"""Errors of the API as ``application/problem+json`` (RFC 9457)."""

import logging
from http import HTTPStatus
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Schema
from ninja.errors import HttpError, Throttled, ValidationError

from quanheng.kernel.actor import Refused
from quanheng.kernel.api.renderer import dumps
from quanheng.kernel.errors import BadInput, Fault

SERVER_FAULT = 500
CONTENT_TYPE = "application/problem+json"
logger = logging.getLogger(__name__)


class ProblemFault(Schema):
    """One thing wrong with the request: where, what, and the remedy."""

    where: str
    what: str
    remedy: str = ""


class Problem(Schema):
    """问题说明: what was wrong with a request (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    instance: str
    faults: list[ProblemFault]


def titles() -> dict[int, str]:
    """What each status is called."""
    return {
        400: _("请求有误"),
        403: _("没有权限"),
        404: _("没有这条记录"),
        405: _("不支持这种方法"),
        406: _("没有这种格式"),
        414: _("网址过长"),
        422: _("参数不符合要求"),
        429: _("请求过于频繁"),
        500: _("服务器出错"),
    }


def problem_response(
    request: HttpRequest, status: int, detail: str = "", faults: list[Fault] | None = None
) -> HttpResponse:
    """A problem. ``detail`` is a sentence a person can act on; it never repeats what the client sent in full."""
    title = titles().get(status) or HTTPStatus(status).phrase
    problem = {
        "type": "about:blank",
        "title": title,
        "status": status,
        "detail": detail or title,
        "instance": request.path[:200],
        "faults": [{"where": f.where, "what": f.what, "remedy": f.remedy} for f in faults or []],
    }
    return HttpResponse(dumps(problem), status=status, content_type=CONTENT_TYPE)


def _bad_input(request: HttpRequest, exc: Any) -> HttpResponse:
    return problem_response(request, getattr(exc, "status", 400), str(exc), exc.faults)


def _refused(request: HttpRequest, exc: Any) -> HttpResponse:
    return problem_response(request, 403, exc.decision.reason)


def _missing(request: HttpRequest, _exc: Any) -> HttpResponse:
    return problem_response(request, 404, _("没有这条公开记录。请核对网址中的编号，或先用列表接口查询。"))


def _http(request: HttpRequest, exc: Any) -> HttpResponse:
    return problem_response(request, exc.status_code, str(exc) if exc.status_code < SERVER_FAULT else "")


def _throttled(request: HttpRequest, exc: Any) -> HttpResponse:
    wait = max(1, int(exc.wait or 1))
    response = problem_response(request, 429, _("请在 %d 秒后重试。批量使用请下载开放数据。") % wait)
    response["Retry-After"] = str(wait)
    return response


def _invalid(request: HttpRequest, exc: Any) -> HttpResponse:
    faults = [Fault(".".join(str(part) for part in error["loc"][1:]), error["msg"]) for error in exc.errors]
    return problem_response(request, 422, _("参数不符合接口说明。"), faults)


def _suspicious(request: HttpRequest, _exc: Any) -> HttpResponse:
    return problem_response(request, 400, _("请求中有无法识别的内容。"))


def _unexpected(request: HttpRequest, exc: Any) -> HttpResponse:
    logger.error("unexpected error at %s", request.path, exc_info=exc)
    return problem_response(request, 500, _("服务器出错，已经记录。请稍后重试。"))


def install(api: NinjaAPI) -> None:
    """Let ``api`` answer every error as a problem."""
    for kind, handler in (
        (Exception, _unexpected),
        (SuspiciousOperation, _suspicious),
        (BadInput, _bad_input),
        (Refused, _refused),
        (Http404, _missing),
        (HttpError, _http),
        (ValidationError, _invalid),
        (Throttled, _throttled),
    ):
        api.add_exception_handler(kind, handler)
