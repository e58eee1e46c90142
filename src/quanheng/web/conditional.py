"""Caching by readers: weak entity tags, 304, Cache-Control, and the headers of the open API."""

import hashlib
import re
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, patch_vary_headers

GetResponse = Callable[[HttpRequest], HttpResponseBase]
OK = 200
OPEN = re.compile(
    r"^/(api/v1|feeds|open-data)/|^/(sitemap.*\.xml|robots\.txt|opensearch\.xml)$|^/log/(checkpoint|tile/|key|policy)"
)
UNCACHED = re.compile(r"^/(sign-in|sign-out|account|accounts|workbench|health)/")


class ConditionalAnswersMiddleware:
    """Open data and pages for readers who are not signed in get a weak tag of their content and answer 304 when the
    reader has it already. Pages of somebody signed in are never kept by anyone.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Tag, compare, and set the headers."""
        if request.path.startswith(settings.STATIC_URL):
            return self.get_response(request)
        is_open = bool(OPEN.match(request.path))
        head = request.method == "HEAD" and is_open
        if head:  # the API's router knows no HEAD; the body is dropped below
            request.method = "GET"
        response = self.get_response(request)
        if is_open:
            _open_headers(response)
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()")
        answer = self._conditional(request, response, is_open=is_open)
        if head and isinstance(answer, HttpResponse):
            answer.headers.setdefault("Content-Length", str(len(answer.content)))
            answer.content = b""
        return answer

    @staticmethod
    def _conditional(request: HttpRequest, response: HttpResponseBase, *, is_open: bool) -> HttpResponseBase:
        if "Cache-Control" in response.headers and "no-store" in response.headers["Cache-Control"]:
            return response
        if response.status_code != OK or request.method not in {"GET", "HEAD"}:
            response.headers.setdefault("Cache-Control", "no-store" if response.status_code >= OK * 2 else "no-cache")
            return response
        if UNCACHED.match(request.path) or _is_personal(request):
            response.headers["Cache-Control"] = "private, no-store"
            return response
        response.headers.setdefault("Cache-Control", "public, max-age=60" if is_open else "private, no-cache")
        if not isinstance(response, HttpResponse):  # a stream has no content to tag
            return response
        if not is_open:
            patch_vary_headers(response, ("Cookie",))
        if "ETag" not in response.headers:
            digest = hashlib.blake2b(response.content, digest_size=12).hexdigest()
            response.headers["ETag"] = f'W/"{digest}"'
        return get_conditional_response(request, etag=response.headers["ETag"], response=response) or response


def _is_personal(request: HttpRequest) -> bool:
    """Whether somebody is signed in, or the answer carries a message for one reader. Reads no session that is not
    there.
    """
    return (
        settings.SESSION_COOKIE_NAME in request.COOKIES
        and getattr(request, "user", None) is not None
        and bool(request.user.is_authenticated)
    )


def _open_headers(response: HttpResponseBase) -> None:
    """Anybody's page may read open data."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Allow-Headers"] = "If-None-Match, Accept, Content-Type"
    response.headers["Access-Control-Expose-Headers"] = "ETag, Retry-After, Link"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
