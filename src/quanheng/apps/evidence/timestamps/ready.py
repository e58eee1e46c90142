"""What timestamps tell the platform when it starts."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from quanheng.kernel.subjects import SubjectKind, register
from quanheng.kernel.work.ticks import keep_ticking


def declare() -> None:
    """Called once, when the app is ready."""
    from quanheng.apps.evidence.timestamps import events  # noqa: F401  importing declares the events
    from quanheng.apps.evidence.timestamps.stamping import stamp_checkpoints

    register(SubjectKind("timestamps", _("时间戳"), lambda _key: reverse("evidence:timestamps")))
    keep_ticking(stamp_checkpoints)
