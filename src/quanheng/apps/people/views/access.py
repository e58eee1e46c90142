"""Who asks, and pages that no cache keeps."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse

from quanheng.kernel.actor import Actor


def actor_of(request: HttpRequest) -> Actor:
    """The actor the middleware built for this request."""
    return cast("Actor", request.actor)  # type: ignore[attr-defined]  # set by the actor middleware


def posted(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """An act without a page of its own: 404 unless it is posted."""

    @wraps(view)
    def act(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST":
            raise Http404
        return view(request, *args, **kwargs)

    return act
