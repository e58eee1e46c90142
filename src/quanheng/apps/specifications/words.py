"""The words this register uses for what a rule computed."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from quanheng.core.validity import Status

STATUS_LABELS: dict[str, Any] = {
    Status.NOT_ISSUED: _("未发布"),
    Status.UPCOMING: _("即将实施"),
    Status.IN_FORCE: _("现行"),
    Status.PARTLY_REPLACED: _("部分被代替"),
    Status.REPLACED: _("被代替"),
    Status.ABOLISHED: _("废止"),
    Status.UNKNOWN: _("待核实"),
}
PRESUMED = _("推定")


def status_label(status: str) -> Any:
    """The lazy Chinese word for a status value (``"in_force"`` → 现行)."""
    return STATUS_LABELS[Status(status)]
