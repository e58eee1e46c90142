"""Lists of the API: the same ``Listing`` as the page, its filters documented and checked."""

from collections.abc import Callable
from typing import Any, Generic, TypeVar

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from ninja import Schema

from quanheng.kernel.clock import legal_today
from quanheng.kernel.listing import Listing
from quanheng.kernel.listing.bound import LARGEST_API_PAGE
from quanheng.kernel.listing.declare import Facet, Rows
from quanheng.kernel.listing.parameters import LAST_PAGE, LONGEST_VALUE, MOST_VALUES

T = TypeVar("T")
DAY = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"


class Page(Schema, Generic[T]):
    """一页: one page of records. ``next`` is the address of the next page, null on the last."""

    items: list[T]
    total: int
    page: int
    size: int
    next: str | None


def _parameter(name: str, description: Any, schema: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "in": "query", "required": False, "description": description, "schema": schema}


def _facet(facet: Facet) -> dict[str, Any]:
    one: dict[str, Any] = {"type": "string", "maxLength": LONGEST_VALUE}
    if facet.labels is not None:
        one = {"type": "string", "enum": list(facet.labels)}
    if not facet.multiple:
        return _parameter(facet.key, facet.label, one)
    many = {"type": "array", "items": one, "maxItems": MOST_VALUES}
    return {**_parameter(facet.key, facet.label, many), "style": "form", "explode": True}


def parameters(listing: Listing) -> list[dict[str, Any]]:
    """The query parameters of ``listing`` in the words of OpenAPI."""
    text = {"type": "string", "maxLength": LONGEST_VALUE}
    orders = [name for key in listing.orders for name in (key, f"-{key}")]
    found = [_parameter("q", listing.search_placeholder, text)] if listing.search else []
    found += [_facet(facet) for facet in listing.facets]
    if listing.asof:
        label = _("查询日期，1949-10-01 至 2100-12-31；省略为今天")
        found.append(_parameter("on", label, {"type": "string", "format": "date", "pattern": DAY}))
    order = {"type": "string", "enum": orders, "default": listing.default_sort}
    page = {"type": "integer", "minimum": 1, "maximum": LAST_PAGE, "default": 1}
    size = {"type": "integer", "minimum": 1, "maximum": LARGEST_API_PAGE, "default": listing.page_size}
    found.append(_parameter("sort", _("排序，前面加 - 为降序"), order))
    found.append(_parameter("page", _("第几页；超出最后一页时返回 404"), page))
    found.append(_parameter("size", _("每页条数"), size))
    return found


def list_operation(listing: Listing) -> dict[str, Any]:
    """Keyword arguments for ``router.get`` that document the filters of ``listing``."""
    return {"openapi_extra": {"parameters": parameters(listing)}}


def page_of(
    request: HttpRequest, listing: Listing, queryset: Rows, make: Callable[[Any], Any] | None = None
) -> dict[str, Any]:
    """The page of ``listing`` the request asks for, each row through ``make``. Raises ``BadInput``."""
    bound = listing.bind(
        request.GET, queryset, day=legal_today(), path=request.path, size=LARGEST_API_PAGE, facets=False
    )
    following = bound.pager.next_href
    return {
        "items": [make(row) for row in bound.objects] if make else bound.objects,
        "total": bound.count,
        "page": bound.selection.page,
        "size": bound.selection.size,
        "next": f"{settings.SITE_URL}{following}" if following else None,
    }
