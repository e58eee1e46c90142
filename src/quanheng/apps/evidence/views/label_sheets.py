"""Printing labels: which ones, on which sheets."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from quanheng.apps.evidence.labels import queries
from quanheng.apps.evidence.labels.listing import LABELS
from quanheng.apps.evidence.labels.policies import may_list
from quanheng.apps.evidence.labels.sheets import MOST, SheetFormat, sheet_formats, sheets
from quanheng.apps.evidence.models.labels import Label
from quanheng.apps.evidence.views.asking import actor_of
from quanheng.kernel.clock import legal_today
from quanheng.kernel.errors import bad_input
from quanheng.kernel.listing.bound import BoundListing

PDF = "application/pdf"
OWN = {"format", "start", "number"}


@require_safe
@never_cache
def choose(request: HttpRequest) -> HttpResponse:
    """Choose a format for the labels of a list, or for one."""
    may_list(actor_of(request)).require()
    number = request.GET.get("number", "")
    bound = _bound(request)
    context = {
        "formats": list(sheet_formats().values()),
        "count": 1 if number else bound.count,
        "most": MOST,
        "chips": [] if number else [chip.label for chip in bound.active],
        "number": number,
        "search": "" if number else bound.search,
        "kept": [(name, value) for name, values in request.GET.lists() if name not in OWN for value in values],
    }
    return render(request, "evidence/labels/print.html", context)


@require_safe
@never_cache
def sheet(request: HttpRequest) -> HttpResponse:
    """The PDF."""
    may_list(actor_of(request)).require()
    form = sheet_formats().get(request.GET.get("format", "a4-70x37"))
    if form is None:
        raise bad_input("format", _("没有这种规格"), _("请从列表中选择。"))
    content = sheets(_chosen(request), form, _start(request.GET.get("start", ""), form))
    headers = {"Content-Disposition": f'attachment; filename="labels-{form.key}.pdf"'}
    return HttpResponse(content, content_type=PDF, headers=headers)


def _chosen(request: HttpRequest) -> Sequence[Label]:
    """The labels the address asks for, in the order of the list; ended ones only when they are asked for by number."""
    number = request.GET.get("number", "")
    if number:
        rows = list(queries.labels(actor_of(request)).filter(number=number))
    else:
        rows = list(_bound(request).queryset[: MOST + 1])
    if not rows:
        raise bad_input("", _("没有符合条件的标识"), _("请回到清单，换一个条件。"))
    return rows


def _bound(request: HttpRequest) -> BoundListing:
    params = request.GET.copy()
    for name in (*OWN, "page", "size", "export"):
        params.pop(name, None)
    rows = queries.labels(actor_of(request)).filter(ended=None)
    return LABELS.bind(params, rows, day=legal_today(), path=request.path)


def _start(text: str, form: SheetFormat) -> int:
    """The first cell of a sheet that was begun, from 1."""
    if not text:
        return 0
    if not (text.isascii() and text.isdecimal() and 1 <= int(text[:6]) <= form.cells):
        raise bad_input("start", _("起始位置应为 1 至 %(cells)d") % {"cells": form.cells})
    return int(text) - 1
