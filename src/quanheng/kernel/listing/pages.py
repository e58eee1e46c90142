"""The whole view of a list page."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render

from quanheng.kernel.clock import legal_today
from quanheng.kernel.listing.declare import Listing, Rows


def listing_page(  # noqa: PLR0913  the parts of one page
    request: HttpRequest,
    listing: Listing,
    queryset: Rows,
    *,
    template: str,
    context: Mapping[str, Any] | None = None,
    day: date | None = None,
) -> HttpResponseBase:
    """The page of ``listing`` (the template gets ``bound`` and ``context``), or its export when the address asks for
    one. ``queryset`` may be a function of the day. Raises ``BadInput``, which the error middleware shows.
    """
    bound = listing.bind(request.GET, queryset, day=day or legal_today(), path=request.path)
    if bound.export:
        from quanheng.kernel.exports import export_response

        return export_response(bound)
    return render(request, template, {"bound": bound, **(context or {})})
