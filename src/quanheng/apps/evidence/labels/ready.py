"""What labels tell the platform when it starts: their events, their seals, how they are named and linked."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from quanheng.kernel.actor import Actor
from quanheng.kernel.subjects import SubjectKind, register


def declare() -> None:
    """Called once, when the app is ready."""
    from quanheng.apps.evidence.labels import events, seals  # noqa: F401  importing declares the events
    from quanheng.apps.evidence.labels.importing import LabelImporter
    from quanheng.apps.evidence.labels.panel import PANEL
    from quanheng.kernel import imports, panels

    panels.register(PANEL)
    seals.declare()
    imports.register(LabelImporter())
    register(SubjectKind("label", _("标识"), lambda key: reverse("evidence:label", args=[key]), _readable))
    register(SubjectKind("label-key", _("签发密钥"), lambda _key: reverse("evidence:label-issuers")))
    register(SubjectKind("label-issuers", _("签发者名单"), lambda _key: reverse("evidence:label-issuers")))


def _readable(actor: Actor) -> Any:
    """The labels whose events the actor may read."""
    from quanheng.apps.evidence.models.labels import Label

    return Label.objects.visible_to(actor).order_by().values("number")
