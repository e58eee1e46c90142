"""What is published whole of committees."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from quanheng.apps.committees.listing import COMMITTEES, committee_href
from quanheng.apps.committees.queries import public_committees
from quanheng.kernel.datasets import Dataset

COMMITTEE_DATASET = Dataset(
    key="committees",
    title=_("计量技术委员会"),
    description=_("国家、部门、地方和区域计量技术委员会及其分技术委员会、工作组；每条附来源和可信度。"),
    columns=COMMITTEES.columns,
    rows=lambda _day: public_committees().order_by("position"),
    page=lambda: reverse("committees:list"),
    url=committee_href,
    keywords=(_("计量技术委员会"), _("分技术委员会"), _("挂靠单位")),
)
