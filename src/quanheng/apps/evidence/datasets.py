"""What is published whole of evidence: public changes."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from quanheng.apps.evidence.listing import CHANGES
from quanheng.apps.evidence.queries import public_events
from quanheng.kernel.datasets import Dataset, register

CHANGE_DATASET = Dataset(
    key="changes",
    title=_("变更记录"),
    description=_("公开登记数据的每一次变更，只增不改。"),
    columns=CHANGES.columns,
    rows=lambda _day: public_events().order_by("id"),
    page=lambda: reverse("evidence:changes"),
    keywords=(_("变更"), _("审计")),
    order=90,
)
register(CHANGE_DATASET)
