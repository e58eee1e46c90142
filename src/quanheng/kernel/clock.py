"""The one place that asks the clock. Stored in UTC; legal days are days in Asia/Shanghai."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

LEGAL_ZONE = ZoneInfo("Asia/Shanghai")
FIRST_DAY = date(1949, 10, 1)
LAST_DAY = date(2100, 12, 31)


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return timezone.now()


def legal_today() -> date:
    """Today's date as the law counts it (Asia/Shanghai)."""
    return now().astimezone(LEGAL_ZONE).date()
