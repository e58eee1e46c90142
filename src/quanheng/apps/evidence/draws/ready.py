"""What draws tell the platform when it starts: their events, their seals, and how they are named and linked."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from quanheng.kernel.subjects import SubjectKind, register


def declare() -> None:
    """Called once, when the app is ready."""
    from quanheng.apps.evidence.draws import events, seals  # noqa: F401  importing declares the events

    seals.declare()
    register(SubjectKind("draw", _("随机抽取"), _draw_page))
    register(SubjectKind("name-list", _("名录"), lambda key: reverse("evidence:name-list", args=[key])))


def _draw_page(key: str) -> str:
    """A part of a draw (``2026-JX-1/O000002``) is shown on the page of the draw."""
    return reverse("evidence:draw", args=[key.partition("/")[0]])
