"""From a list or a dataset to a file on its way to the reader."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.db.models import QuerySet
from django.http import StreamingHttpResponse
from django.utils.translation import gettext as _

from quanheng.kernel.clock import LEGAL_ZONE, now
from quanheng.kernel.errors import bad_input
from quanheng.kernel.exports import csv, docx, json, xlsx
from quanheng.kernel.exports.licence import DATA_LICENCE
from quanheng.kernel.exports.table import MOST_IN_DOCUMENT, MOST_IN_WORKBOOK, MOST_STREAMED, Heading, Table
from quanheng.kernel.listing import Column
from quanheng.kernel.listing.bound import BoundListing

WRITERS: dict[str, tuple[Callable[[Table], Iterator[bytes]], str]] = {
    "csv": (csv.write, "text/csv; charset=utf-8"),
    "json": (json.write, "application/json"),
    "xlsx": (xlsx.write, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}
REPORTS = {"docx": (docx.write, "application/vnd.openxmlformats-officedocument.wordprocessingml.document")}
"""For people to read on paper: of lists alone, never of whole datasets."""
MOST = {"csv": MOST_STREAMED, "json": MOST_STREAMED, "xlsx": MOST_IN_WORKBOOK, "docx": MOST_IN_DOCUMENT}
CHUNK = 500


def export_response(bound: BoundListing) -> StreamingHttpResponse:
    """All rows of ``bound`` in the format it asks for. Raises ``BadInput`` when there are more than it takes."""
    refuse_too_many(bound.export, bound.count, MOST[bound.export])
    columns = bound.listing.columns
    table = table_of(
        str(bound.title),
        [column for column in columns if column.shown] if bound.export == "docx" else columns,
        bound.queryset,
        address=bound.address.href(),
        day=bound.day if bound.listing.asof else None,
        conditions=tuple(chip.label for chip in bound.active),
    )
    return download(table, bound.export)


def refuse_too_many(form: str, count: int, most: int) -> None:
    """Raise ``BadInput`` when ``count`` rows do not fit."""
    if count > most:
        numbers = {"count": count, "format": form.upper(), "most": most}
        what = _("共 %(count)d 条，%(format)s 一次最多导出 %(most)d 条") % numbers
        raise bad_input("export", what, _("请先用筛选缩小范围，或改用开放数据页的 CSV、JSON 全量文件。"))


def table_of(  # noqa: PLR0913  the parts of one table
    title: str,
    columns: Iterable[Column],
    rows: QuerySet[Any] | Iterable[Any],
    *,
    address: str,
    day: date | None,
    conditions: tuple[str, ...] = (),
) -> Table:
    """The table of ``rows`` with its provenance. ``address`` is the query's own, ``day`` the one it was asked for,
    ``conditions`` what narrowed the rows, in words.
    """
    return Table(
        title=title,
        headings=tuple(Heading(column.key, str(column.label), column.plain) for column in columns if column.exported),
        rows=rows.iterator(chunk_size=CHUNK) if isinstance(rows, QuerySet) else rows,
        query=settings.SITE_URL + address,
        made_at=now().astimezone(LEGAL_ZONE),
        licence=str(DATA_LICENCE),
        source=_("权衡 %s；每条记录的来源和可信度见各行。") % settings.SITE_URL,
        note=_("查询日期 %s") % day.isoformat() if day else "",
        conditions=conditions,
    )


def download(table: Table, form: str) -> StreamingHttpResponse:
    """``table`` as a file named after its title and the day it was made (RFC 6266, RFC 5987)."""
    write, content_type = (WRITERS | REPORTS)[form]
    name = quote(f"{table.title}-{table.made_at:%Y%m%d}.{form}", safe="")
    response = StreamingHttpResponse(write(table), content_type=content_type)
    response["Content-Disposition"] = f"attachment; filename=\"export.{form}\"; filename*=UTF-8''{name}"
    response["Link"] = f'<{DATA_LICENCE.url}>; rel="license"'
    return response
