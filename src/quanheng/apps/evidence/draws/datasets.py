"""Draws and frozen lists as open data."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from quanheng.apps.evidence.draws import queries
from quanheng.apps.evidence.draws.listing import DRAWS, NAME_LISTS, draw_href, list_href
from quanheng.kernel.actor import ANONYMOUS
from quanheng.kernel.datasets import Dataset, register

register(
    Dataset(
        key="draws",
        title=DRAWS.title,
        description=DRAWS.description,
        columns=DRAWS.columns,
        rows=lambda _day: queries.draws(ANONYMOUS).order_by("pk"),
        page=lambda: reverse("evidence:draws"),
        url=draw_href,
        keywords=(_("双随机、一公开"), _("监督检查"), _("抽查")),
        order=70,
    )
)
register(
    Dataset(
        key="name-lists",
        title=NAME_LISTS.title,
        description=NAME_LISTS.description,
        columns=NAME_LISTS.columns,
        rows=lambda _day: queries.name_lists(ANONYMOUS).order_by("pk"),
        page=lambda: reverse("evidence:name-lists"),
        url=list_href,
        keywords=(_("检查对象名录库"), _("执法检查人员名录库")),
        order=72,
    )
)
