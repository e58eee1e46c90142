"""What is published whole of people: organisations."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from quanheng.apps.people.listing import ORGANISATIONS, organisation_href
from quanheng.apps.people.queries.organisations import public_organisations
from quanheng.kernel.datasets import Dataset, register

ORGANISATION_DATASET = Dataset(
    key="organisations",
    title=_("机构"),
    description=_("计量治理中的监管部门、技术机构、委员会、企业和社会团体；不含人员。"),
    columns=ORGANISATIONS.columns,
    rows=lambda _day: public_organisations().order_by("key"),
    page=lambda: reverse("people:organisations"),
    url=organisation_href,
    keywords=(_("机构"), _("统一社会信用代码"), _("计量")),
    order=60,
)
register(ORGANISATION_DATASET)
