"""Who asks."""

from typing import cast

from django.http import HttpRequest

from quanheng.kernel.actor import Actor


def actor_of(request: HttpRequest) -> Actor:
    """The actor the middleware built for this request."""
    return cast("Actor", request.actor)  # type: ignore[attr-defined]  # set by the actor middleware
