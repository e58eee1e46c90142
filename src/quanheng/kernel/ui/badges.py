"""Status badges: colour, sign and word together, so that they read in black and white too."""

from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from quanheng.kernel.ui.assets import icon


@dataclass(frozen=True, slots=True)
class Look:
    """How one status is drawn: the tone names the colours, the sign is an icon that no other tone uses."""

    tone: str
    sign: str


NEUTRAL = Look("neutral", "circle")

LOOKS = {
    "not_issued": Look("neutral", "circle-dashed"),
    "upcoming": Look("info", "clock"),
    "in_force": Look("ok", "circle-check"),
    "partly_replaced": Look("warn", "contrast"),
    "replaced": Look("neutral", "replace"),
    "abolished": Look("danger", "ban"),
    "unknown": Look("warn", "circle-help"),
    "active": Look("ok", "circle-check"),
    "inactive": Look("neutral", "circle-minus"),
    "conflict": Look("warn", "triangle-alert"),
    "confirmed": Look("ok", "badge-check"),
    "analog": Look("info", "equal-approximately"),
    "assumed": Look("warn", "circle-help"),
    "ok": Look("ok", "circle-check"),
    "info": Look("info", "info"),
    "warn": Look("warn", "triangle-alert"),
    "danger": Look("danger", "octagon-alert"),
}


def status_badge(status: str, label: str, *, presumed: bool = False) -> SafeString:
    """A status pill. ``presumed`` adds the word 推定 and a dashed edge: a date behind the status is not known."""
    look = LOOKS.get(str(status), NEUTRAL)
    extra = format_html(' <span class="badge__note">{}</span>', _("推定")) if presumed else ""
    edge = " badge--presumed" if presumed else ""
    return format_html('<span class="badge badge--{}{}">{}{}{}</span>', look.tone, edge, icon(look.sign), label, extra)


def tag(text: str, tone: str = "") -> SafeString:
    """A small label without a sign, for kinds and levels."""
    return format_html('<span class="tag{}">{}</span>', f" tag--{tone}" if tone else "", text)
