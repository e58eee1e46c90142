"""The one place that asks the clock. Stored in UTC; legal days are days in Asia/Shanghai."""

import time
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

LEGAL_ZONE = ZoneInfo("Asia/Shanghai")
FIRST_DAY = date(1949, 10, 1)
LAST_DAY = date(2100, 12, 31)


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return timezone.now()


def nanoseconds() -> int:
    """The present moment in nanoseconds since 1970, as the machine's clock has it: what is compared with others."""
    return time.time_ns()


def legal_today() -> date:
    """Today's date as the law counts it (Asia/Shanghai)."""
    return now().astimezone(LEGAL_ZONE).date()
