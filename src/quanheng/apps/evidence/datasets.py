"""Public changes as open data."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from quanheng.apps.evidence.listing import CHANGES
from quanheng.apps.evidence.queries import public_events
from quanheng.kernel.datasets import Dataset, register

register(
    Dataset(
        key="changes",
        title=CHANGES.title,
        description=CHANGES.description,
        columns=CHANGES.columns,
        rows=lambda _day: public_events().order_by("id"),
        page=lambda: reverse("evidence:changes"),
        keywords=(_("变更"), _("事件"), _("留痕")),
        order=90,
    )
)
