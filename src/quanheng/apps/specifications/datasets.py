"""What is published whole of specifications: editions with their status on a day, and international documents."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from quanheng.apps.specifications.listing import EDITIONS, INTERNATIONAL, edition_href, international_href
from quanheng.apps.specifications.queries import editions_on, international_documents
from quanheng.kernel.actor import ANONYMOUS
from quanheng.kernel.datasets import Dataset, register

SPECIFICATION_DATASET = Dataset(
    key="specifications",
    title=EDITIONS.title,
    description=EDITIONS.description,
    columns=EDITIONS.columns,
    rows=lambda day: editions_on(ANONYMOUS, day).order_by("pk"),
    page=lambda: reverse("specifications:list"),
    url=edition_href,
    asof=True,
    keywords=(_("检定规程"), _("校准规范"), _("计量技术规范"), _("代替关系")),
    order=10,
)
INTERNATIONAL_DATASET = Dataset(
    key="international",
    title=INTERNATIONAL.title,
    description=INTERNATIONAL.description,
    columns=INTERNATIONAL.columns,
    rows=lambda _day: international_documents(ANONYMOUS).order_by("pk"),
    page=lambda: reverse("specifications:international-list"),
    url=international_href,
    keywords=("OIML", "BIPM", "JCGM", _("国际建议")),
    order=40,
)
register(SPECIFICATION_DATASET)
register(INTERNATIONAL_DATASET)
