"""The page of one import: what it would do, how far it is, what it did."""

from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django_htmx.http import HttpResponseClientRefresh

from quanheng.apps.imports import queries
from quanheng.apps.imports.documents.report import MOST, report_csv, report_workbook
from quanheng.apps.imports.listing import rows_listing, state_badge
from quanheng.apps.imports.models import Import
from quanheng.apps.imports.views.access import actor_of, import_or_404
from quanheng.apps.imports.views.starting import attachment
from quanheng.kernel.clock import now
from quanheng.kernel.files import CSV, XLSX, Kind, download
from quanheng.kernel.imports import importer_of
from quanheng.kernel.listing import listing_page
from quanheng.kernel.subjects import Subject

QUIET_SECONDS = 60
"""After so long without a step, something is wrong with the worker, and the page says so."""


@never_cache
@require_safe
def detail(request: HttpRequest, number: int) -> HttpResponseBase:
    """Figures and rows, with what can be done next."""
    one = import_or_404(request, number)
    actor = actor_of(request)
    importer = importer_of(one.importer)
    rows = queries.rows(actor, one)
    context = {
        "one": one,
        "importer": importer,
        "badge": state_badge(one),
        "figures": queries.figures(actor, one),
        "subject": Subject("import", one.key),
        **_progress(one, actor),
    }
    return listing_page(
        request, rows_listing(one, importer.fields()), rows, template="imports/detail.html", context=context
    )


def _progress(one: Import, actor: Any) -> dict[str, Any]:
    figures = queries.figures(actor, one)
    done = {
        Import.State.APPLYING: figures.applied + figures.stale + figures.refused,
        Import.State.UNDOING: figures.undone + figures.kept,
    }.get(Import.State(one.state), 0)
    rest = {
        Import.State.APPLYING: figures.waiting,
        Import.State.UNDOING: figures.applied,
    }.get(Import.State(one.state), 0)
    quiet = (now() - one.changed_at).total_seconds() > QUIET_SECONDS
    return {"done": done, "rest": rest, "all": done + rest, "read": figures.total, "quiet": quiet}


@never_cache
@require_safe
def progress(request: HttpRequest, number: int) -> HttpResponse:
    """How far the work is: a fragment that asks for itself again; when it is over, the page is loaded anew."""
    one = import_or_404(request, number)
    if not one.is_working:
        return HttpResponseClientRefresh()
    return render(request, "imports/_progress.html", {"one": one, **_progress(one, actor_of(request))})


@never_cache
@require_safe
def file(request: HttpRequest, number: int) -> HttpResponseBase:
    """The file as it was given."""
    one = import_or_404(request, number)
    return download(one.file, one.file_name)


@never_cache
@require_safe
def report(request: HttpRequest, number: int) -> HttpResponseBase:
    """Every row with what was found, as a workbook; of very long files those that need a person."""
    return _report(request, number, report_workbook, XLSX)


@never_cache
@require_safe
def csv_report(request: HttpRequest, number: int) -> HttpResponseBase:
    """The same as CSV."""
    return _report(request, number, report_csv, CSV)


def _report(request: HttpRequest, number: int, write: Any, kind: Kind) -> HttpResponseBase:
    one = import_or_404(request, number)
    rows = queries.rows(actor_of(request), one)
    if rows.count() > MOST:
        rows = rows.exclude(state__in=("new", "change", "same"), outcome__in=("", "applied"))[:MOST]
    content = write(rows.iterator(chunk_size=1000), importer_of(one.importer).fields())
    response = StreamingHttpResponse(content, content_type=kind.media_type)
    name = one.file_name.rpartition(".")[0]
    response["Content-Disposition"] = attachment(_("核对-%(name)s.%(ending)s") % {"name": name, "ending": kind.ending})
    return response
