"""What every request passes: bounds, the actor, and error pages."""

import re
from collections.abc import Callable
from urllib.parse import unquote_to_bytes

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from quanheng.apps.people.public import actor_of_request, record_refusal
from quanheng.kernel.actor import Refused
from quanheng.kernel.api import problem_response
from quanheng.kernel.clock import now
from quanheng.kernel.errors import BadInput
from quanheng.kernel.files import largest_body
from quanheng.web import errors

GetResponse = Callable[[HttpRequest], HttpResponse]
LONGEST_ADDRESS = 8192
LONGEST_HEADERS = 65536
METHODS = ("GET", "HEAD", "POST", "OPTIONS")
READING = ("GET", "HEAD", "OPTIONS")
BROKEN = re.compile(r"%[89A-F][0-9A-F]")  # how the framework writes bytes of a path that are not UTF-8
LENGTH = re.compile(r"[0-9]{1,12}")


class RequestBoundsMiddleware:
    """Refuse what no page of ours can need, before anything reads it: endless addresses and headers, bodies above the
    limit, bytes that are not UTF-8, NUL, and methods that no address answers.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """400, 405, 413, 414 or 431 as plain text (a problem document for the API), or pass on."""
        status, detail = self._fault(request)
        if status:
            return self._answer(request, status, detail)
        if request.method == "OPTIONS":
            allowed = ", ".join(_allowed(request))
            return HttpResponse(status=204, headers={"Allow": allowed, "Access-Control-Allow-Methods": allowed})
        return self.get_response(request)

    def _fault(self, request: HttpRequest) -> tuple[int, str]:
        query = request.META.get("QUERY_STRING", "")
        if len(request.path) + len(query) > LONGEST_ADDRESS:
            return 414, _("网址过长。请缩短查询条件。")
        if (
            sum(len(v) for k, v in request.META.items() if k.startswith("HTTP_") and isinstance(v, str))
            > LONGEST_HEADERS
        ):
            return 431, _("请求头过长。")
        if "\0" in request.path or BROKEN.search(request.path_info) or not _readable(query):
            return 400, _("网址中有无法识别的字符。")
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not LENGTH.fullmatch(length):
            return 400, _("请求长度有误。")
        if int(length) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE and int(length) > largest_body(request.path_info):
            return 413, _("提交的内容过大。")
        return (0, "") if request.method in _allowed(request) else (405, _("不支持这种请求方法。"))

    @staticmethod
    def _answer(request: HttpRequest, status: int, detail: str) -> HttpResponse:
        if request.path.startswith(errors.API):
            response = problem_response(request, status, detail)
        else:
            response = HttpResponse(detail, status=status, content_type="text/plain; charset=utf-8")
        response._has_been_logged = True  # type: ignore[attr-defined]  # noqa: SLF001  or the log would hold all of it
        response["Allow"] = ", ".join(_allowed(request))
        return response


def _allowed(request: HttpRequest) -> tuple[str, ...]:
    """The API is read-only; what a page takes, it says itself."""
    return READING if request.path.startswith(errors.API) else METHODS


def _readable(query: str) -> bool:
    """Whether a query string, as the server hands it over (bytes as Latin-1), is UTF-8 without NUL."""
    try:
        return "\0" not in unquote_to_bytes(query.encode("latin-1")).decode()
    except UnicodeError:
        return False


class ActorMiddleware:
    """Build the actor once a request, when something first asks for it: ``request.actor``."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Attach the lazy actor."""
        request.actor = SimpleLazyObject(lambda: actor_of_request(request))  # type: ignore[attr-defined]
        return self.get_response(request)


class ErrorPagesMiddleware:
    """Refusals and bad input become pages with the reason, not tracebacks."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """403 with the policy's reason and basis; 400 with every fault (404 for a page beyond the end)."""
        if isinstance(exception, Refused):
            if not request.actor.is_anonymous:  # type: ignore[attr-defined]
                record_refusal(
                    method=request.method or "",
                    path=request.path,
                    actor=request.actor,  # type: ignore[attr-defined]
                    now=now(),
                )
            return errors.refused(request, exception)
        if isinstance(exception, BadInput):
            return errors.bad_input(request, exception)
        return None
