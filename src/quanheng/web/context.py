"""What every template may use."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from quanheng import __version__
from quanheng.kernel.clock import legal_today
from quanheng.kernel.synthetic import database_is_synthetic


def site(request: HttpRequest) -> dict[str, Any]:
    """Site-wide values: today's legal date, the actor, whether synthetic records are in the database."""
    return {
        "site_url": settings.SITE_URL,
        "version": __version__,
        "today": legal_today(),
        "actor": getattr(request, "actor", None),
        "synthetic_database": database_is_synthetic(),
    }
