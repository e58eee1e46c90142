"""Whether the platform is well: for load balancers, monitors and ``./dev up``. No secrets, no paths."""

import time

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from quanheng import __version__
from quanheng.kernel.listing.counting import data_version


@require_safe
def health(_request: HttpRequest) -> JsonResponse:
    """200 when the database answers, 503 when it does not."""
    started = time.perf_counter()
    try:
        outbox = data_version()
    except DatabaseError:
        return JsonResponse({"status": "down", "version": __version__, "database": {"ok": False}}, status=503)
    database = {
        "ok": True,
        "vendor": connection.vendor,
        "milliseconds": round((time.perf_counter() - started) * 1000, 1),
    }
    return JsonResponse({"status": "ok", "version": __version__, "database": database, "outbox": {"latest": outbox}})
