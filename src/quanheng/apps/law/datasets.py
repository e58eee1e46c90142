"""The law register as open data."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from quanheng.apps.law.listing import LAW, edition_href
from quanheng.apps.law.queries import editions
from quanheng.kernel.actor import ANONYMOUS
from quanheng.kernel.datasets import Dataset, register

register(
    Dataset(
        key="law",
        title=LAW.title,
        description=LAW.description,
        columns=LAW.columns,
        rows=lambda day: editions(ANONYMOUS, day),
        page=lambda: reverse("law:list"),
        url=edition_href,
        asof=True,
        keywords=(_("计量法"), _("法规"), _("规章"), _("时效")),
        order=30,
    )
)
