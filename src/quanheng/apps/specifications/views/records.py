"""One record as a file."""

import csv
import io
import json
from datetime import date
from typing import Any
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from quanheng.apps.specifications import queries
from quanheng.apps.specifications.listing import EDITIONS
from quanheng.apps.specifications.schemas import detail_out
from quanheng.apps.specifications.views.asked import actor_of, day_of, permanently
from quanheng.kernel.exports.licence import DATA_LICENCE
from quanheng.kernel.exports.safety import text_cell

TYPES = {"json": "application/json; charset=utf-8", "csv": "text/csv; charset=utf-8"}


def record(request: HttpRequest, key: str, form: str) -> HttpResponse:
    """The record of an edition on a day: ``record.json`` with everything, ``record.csv`` with the list's columns."""
    if form not in TYPES:
        raise Http404
    day = day_of(request)
    found = queries.edition_detail(actor_of(request), key, day)
    if found is None:
        meant = queries.resolve(actor_of(request), key)
        if meant.key and meant.key != key:
            return permanently(request, reverse("specifications:record", args=[meant.key, form]))
        raise Http404
    body = _csv(found.edition) if form == "csv" else _json(found)
    response = HttpResponse(body, content_type=TYPES[form])
    response["Content-Disposition"] = f"attachment; filename=\"record.{form}\"; filename*=UTF-8''{quote(key)}.{form}"
    return response


def _json(found: queries.EditionDetail) -> str:
    data: dict[str, Any] = {"licence": str(DATA_LICENCE), **detail_out(found)}
    return json.dumps(data, ensure_ascii=False, indent=1, default=_plain)


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def _csv(row: Any) -> bytes:
    """A line for each column of the list: its label and the value."""
    out = io.StringIO()
    writer = csv.writer(out)
    for column in EDITIONS.columns:
        value = column.plain(row)
        writer.writerow([str(column.label), text_cell(value)])
    return "\ufeff".encode() + out.getvalue().encode()
