"""The open data page, dumps, the catalogue, and the API's manual."""

from functools import cache
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from quanheng import __version__
from quanheng.kernel.api.renderer import dumps
from quanheng.kernel.clock import legal_today
from quanheng.kernel.datasets import datasets
from quanheng.kernel.errors import BadInput, Fault
from quanheng.kernel.exports.licence import DATA_LICENCE
from quanheng.kernel.exports.response import WRITERS, download, refuse_too_many, table_of
from quanheng.kernel.exports.table import MOST_IN_WORKBOOK
from quanheng.kernel.listing.counting import data_version
from quanheng.kernel.listing.parameters import HARMLESS, day_from
from quanheng.web.api import openapi
from quanheng.web.open_data.catalogue import Listed, dcat, schema_org
from quanheng.web.open_data.manual import Operation, operations


def _listed() -> list[Listed]:
    today = legal_today()
    return [Listed(dataset, dataset.size(today)) for dataset in datasets().values()]


@require_safe
def open_data(request: HttpRequest) -> HttpResponse:
    """开放数据: what there is, how much, how new, in which form, and how to cite it."""
    listed = _listed()
    context = {"listed": listed, "licence": DATA_LICENCE, "schema": schema_org(listed), "today": legal_today()}
    return render(request, "open_data/open_data.html", context)


@require_safe
def catalogue(_request: HttpRequest) -> HttpResponse:
    """DCAT for machines."""
    return HttpResponse(dumps(dcat(_listed())), content_type="application/ld+json")


@require_safe
def dump(request: HttpRequest, key: str, form: str) -> HttpResponseBase:
    """A whole dataset, streamed. Its tag is the version of the data, so an unchanged one is not sent again."""
    dataset = datasets().get(key)
    if dataset is None or form not in WRITERS:
        raise Http404
    _refuse_parameters(request, ("on",) if dataset.asof else ())
    day = day_from(request.GET, legal_today())
    etag = f'W/"{__version__}-{key}-{form}-{data_version()}-{day.isoformat()}"'
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged is not None:
        return unchanged
    if form == "xlsx":
        refuse_too_many(form, dataset.size(day).count, MOST_IN_WORKBOOK)
    table = table_of(
        str(dataset.title),
        dataset.columns,
        dataset.rows(day),
        address=f"{request.path}?on={day.isoformat()}" if dataset.asof else request.path,
        day=day if dataset.asof else None,
    )
    response = download(table, form)
    response.headers["ETag"] = etag
    return response


def _refuse_parameters(request: HttpRequest, known: tuple[str, ...]) -> None:
    remedy = _("可用的参数：%s。") % "、".join(known) if known else _("请去掉查询参数；筛选请用列表页的导出。")
    faults = [
        Fault(name[:40], _("没有这个查询参数"), remedy)
        for name in request.GET
        if name not in known and not HARMLESS.match(name)
    ]
    if faults:
        raise BadInput(faults)


@cache
def _described() -> dict[str, Any]:
    return openapi()


@cache
def _manual() -> tuple[Operation, ...]:
    return tuple(operations(_described()))


@require_safe
def openapi_json(_request: HttpRequest) -> HttpResponse:
    """The API's description."""
    return HttpResponse(dumps(_described()), content_type="application/json")


@require_safe
def api_manual(request: HttpRequest) -> HttpResponse:
    """The manual for people."""
    return render(request, "open_data/api.html", {"operations": _manual(), "info": _described()["info"]})
