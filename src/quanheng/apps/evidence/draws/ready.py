"""What draws tell the platform when it starts: their events, their seals, and how they are named and linked."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from quanheng.kernel import panels
from quanheng.kernel.search.registry import register as register_source
from quanheng.kernel.subjects import SubjectKind, register


def declare() -> None:
    """Called once, when the app is ready."""
    from quanheng.apps.evidence.draws import datasets, events, seals  # noqa: F401  importing declares events and data
    from quanheng.apps.evidence.draws.index import SOURCE
    from quanheng.apps.evidence.draws.panel import PANEL

    seals.declare()
    panels.register(PANEL)
    register_source(SOURCE)
    register(SubjectKind("draw", _("随机抽取"), _draw_page))
    register(SubjectKind("name-list", _("名录"), lambda key: reverse("evidence:name-list", args=[key])))


def _draw_page(key: str) -> str:
    """A part of a draw (``2026-JX-1/O000002``) is shown on the page of the draw."""
    return reverse("evidence:draw", args=[key.partition("/")[0]])
