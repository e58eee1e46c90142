"""What every request passes: bounds, the actor, and error pages."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from quanheng.apps.people.public import actor_for
from quanheng.kernel.actor import Refused
from quanheng.kernel.errors import BadInput

GetResponse = Callable[[HttpRequest], HttpResponse]
LONGEST_ADDRESS = 8192


class RequestBoundsMiddleware:
    """Refuse addresses that no page of ours can need, before anything reads them."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer 414 for an address longer than ``LONGEST_ADDRESS`` bytes, 400 for NUL bytes."""
        query = request.META.get("QUERY_STRING", "")
        if len(request.path) + len(query) > LONGEST_ADDRESS:
            return HttpResponse(_("网址过长。请缩短查询条件。"), status=414, content_type="text/plain; charset=utf-8")
        if "\0" in request.path or "%00" in query:
            return HttpResponse(_("网址中有无法识别的字符。"), status=400, content_type="text/plain; charset=utf-8")
        return self.get_response(request)


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
        """403 with the policy's reason and basis; 400 with every fault."""
        if isinstance(exception, Refused):
            return render(request, "errors/403.html", {"decision": exception.decision}, status=403)
        if isinstance(exception, BadInput):
            return render(request, "errors/400.html", {"faults": exception.faults}, status=400)
        return None
