"""Timestamps beside what they are about."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from quanheng.apps.evidence.log.checking.finding import Finding
from quanheng.apps.evidence.models import Timestamp


def check() -> Iterator[Finding]:
    """Every timestamp that is not about what it is filed under, or whose signature does not hold."""
    from quanheng.apps.evidence.timestamps.checking import check as check_one

    for one in Timestamp.objects.select_related("checkpoint", "seal").order_by("id").iterator():
        checked = check_one(one)
        if checked.holds is False:
            yield Finding(_("时间戳"), f"{one.pk}：{checked.fault}")
