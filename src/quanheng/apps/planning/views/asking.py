"""Who asks, and for which day."""

from datetime import date
from typing import cast

from django.http import HttpRequest

from quanheng.kernel.actor import Actor
from quanheng.kernel.clock import legal_today
from quanheng.kernel.listing.parameters import day_from


def asker(request: HttpRequest) -> Actor:
    """The actor the middleware built for this request."""
    return cast("Actor", request.actor)  # type: ignore[attr-defined]  # set by the actor middleware


def day_of(request: HttpRequest) -> date:
    """The day the address asks for, today when it names none. Raises ``BadInput``."""
    return day_from(request.GET, legal_today())
