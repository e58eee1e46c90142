"""Whether the platform is well: for load balancers, monitors and ``./dev up``. No secrets, no paths."""

import time
from typing import Any

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from quanheng import __version__
from quanheng.kernel.clock import now
from quanheng.kernel.search.engine import IndexMissing
from quanheng.kernel.search.outbox_reader import read, usable
from quanheng.kernel.search.places import read_cursor
from quanheng.kernel.search.site import place

MOST_COUNTED = 1000


@require_safe
def health(_request: HttpRequest) -> JsonResponse:
    """200 when the database answers (``degraded`` when the search index does not follow it), 503 when it does not."""
    started = time.perf_counter()
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        database = {
            "ok": True,
            "vendor": connection.vendor,
            "milliseconds": round((time.perf_counter() - started) * 1000, 1),
        }
        search = _search()
    except DatabaseError:
        return JsonResponse({"status": "down", "version": __version__, "database": {"ok": False}}, status=503)
    status = "ok" if search["ok"] else "degraded"
    return JsonResponse({"status": status, "version": __version__, "database": database, "search": search})


def _search() -> dict[str, Any]:
    """How far this host's index is behind the outbox: changes not yet read (at most ``MOST_COUNTED`` are counted)."""
    try:
        cursor = read_cursor(place().current())
    except IndexMissing:
        return {"ok": False, "pending": None, "seconds_since_read": None}
    return {
        "ok": usable(cursor),
        "pending": len(read(cursor, MOST_COUNTED)),
        "seconds_since_read": round(now().timestamp() - cursor.read_at, 1),
    }
