"""What every request passes: bounds, the actor, and error pages."""

import re
from collections.abc import Callable
from urllib.parse import unquote_to_bytes

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from quanheng.apps.people.public import actor_for
from quanheng.kernel.actor import Refused
from quanheng.kernel.api import problem_response
from quanheng.kernel.errors import BadInput
from quanheng.web import errors

GetResponse = Callable[[HttpRequest], HttpResponse]
LONGEST_ADDRESS = 8192
LONGEST_HEADERS = 65536
METHODS = ("GET", "HEAD", "POST", "OPTIONS")
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
            return _with_allowed(HttpResponse(status=204))
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
        if not (_readable(request.META.get("PATH_INFO", "").encode("latin-1", "replace")) and _readable_query(query)):
            return 400, _("网址中有无法识别的字符。")
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not LENGTH.fullmatch(length):
            return 400, _("请求长度有误。")
        if int(length) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            return 413, _("提交的内容过大。")
        return (0, "") if request.method in METHODS else (405, _("不支持这种请求方法。"))

    @staticmethod
    def _answer(request: HttpRequest, status: int, detail: str) -> HttpResponse:
        if request.path.startswith(errors.API):
            response = problem_response(request, status, detail)
        else:
            response = HttpResponse(detail, status=status, content_type="text/plain; charset=utf-8")
        return _with_allowed(response) if status == 405 else response  # noqa: PLR2004


def _with_allowed(response: HttpResponse) -> HttpResponse:
    response["Allow"] = ", ".join(METHODS)
    return response


def _readable(raw: bytes) -> bool:
    """Whether ``raw`` is UTF-8 without NUL."""
    try:
        return "\0" not in raw.decode()
    except UnicodeDecodeError:
        return False


def _readable_query(query: str) -> bool:
    raw = query.encode("latin-1") if query.isascii() or all(ord(c) < 256 for c in query) else query.encode()  # noqa: PLR2004
    return _readable(unquote_to_bytes(raw.replace(b"+", b" ")))


class ActorMiddleware:
    """Build the actor once a request, when something first asks for it: ``request.actor``."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Attach the lazy actor."""
        request.actor = SimpleLazyObject(lambda: actor_for(request.user))  # type: ignore[attr-defined]
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
            return errors.refused(request, exception)
        if isinstance(exception, BadInput):
            return errors.bad_input(request, exception)
        return None
