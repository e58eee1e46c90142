"""From a bound list to a file on its way to the reader."""

from collections.abc import Callable, Iterator
from urllib.parse import quote

from django.conf import settings
from django.http import StreamingHttpResponse
from django.utils.encoding import iri_to_uri
from django.utils.translation import gettext as _

from quanheng.kernel.clock import LEGAL_ZONE, now
from quanheng.kernel.errors import bad_input
from quanheng.kernel.exports import csv, json, xlsx
from quanheng.kernel.exports.licence import DATA_LICENCE
from quanheng.kernel.exports.table import MOST_IN_WORKBOOK, MOST_STREAMED, Heading, Table
from quanheng.kernel.listing.bound import BoundListing

WRITERS: dict[str, tuple[Callable[[Table], Iterator[bytes]], str, int]] = {
    "csv": (csv.write, "text/csv; charset=utf-8", MOST_STREAMED),
    "json": (json.write, "application/json", MOST_STREAMED),
    "xlsx": (
        xlsx.write,
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        MOST_IN_WORKBOOK,
    ),
}
CHUNK = 500


def export_response(bound: BoundListing) -> StreamingHttpResponse:
    """All rows of ``bound`` in the format it asks for. Raises ``BadInput`` when there are more than it takes."""
    write, content_type, most = WRITERS[bound.export]
    if bound.count > most:
        what = _("共 %(count)d 条，%(format)s 一次最多导出 %(most)d 条") % {
            "count": bound.count,
            "format": bound.export.upper(),
            "most": most,
        }
        raise bad_input("export", what, _("请先用筛选缩小范围，或改用 CSV、JSON 格式。"))
    return file_response(write(table_of(bound)), content_type, file_name(str(bound.title), bound.export))


def table_of(bound: BoundListing) -> Table:
    """The table a bound list exports."""
    headings = tuple(
        Heading(column.key, str(column.label), column.plain) for column in bound.listing.columns if column.exported
    )
    note = _("查询日期 %s") % bound.day.isoformat() if bound.listing.asof else ""
    return Table(
        title=str(bound.title),
        headings=headings,
        rows=bound.queryset.iterator(chunk_size=CHUNK),
        query=iri_to_uri(settings.SITE_URL + bound.address.href()),
        made_at=now().astimezone(LEGAL_ZONE),
        licence=str(DATA_LICENCE),
        source=_("权衡 %s；每条记录的来源和可信度见各行。") % settings.SITE_URL,
        note=note,
    )


def file_name(title: str, form: str) -> str:
    """``计量技术规范-20261122.csv``."""
    return f"{title}-{now().astimezone(LEGAL_ZONE):%Y%m%d}.{form}"


def file_response(pieces: Iterator[bytes], content_type: str, name: str) -> StreamingHttpResponse:
    """A download named ``name`` (RFC 6266, RFC 5987)."""
    response = StreamingHttpResponse(pieces, content_type=content_type)
    form = name.rsplit(".", 1)[-1]
    response["Content-Disposition"] = f"attachment; filename=\"export.{form}\"; filename*=UTF-8''{quote(name, safe='')}"
    response["X-Content-Type-Options"] = "nosniff"
    return response
