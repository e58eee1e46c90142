"""What timekeeping tells the platform when it starts."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from quanheng.kernel.subjects import SubjectKind, register
from quanheng.kernel.work.ticks import keep_ticking


def declare() -> None:
    """Called once, when the app is ready."""
    from quanheng.apps.evidence.timekeeping import events, seals  # noqa: F401  importing declares the events
    from quanheng.apps.evidence.timekeeping.measuring import keep_time

    seals.declare()
    register(SubjectKind("time-round", _("测时"), lambda key: reverse("evidence:time-round", args=[key])))
    register(SubjectKind("time-comparison", _("时间比对"), lambda _key: reverse("evidence:time") + "#comparisons"))
    keep_ticking(keep_time)
