"""The list of timestamps."""

from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from quanheng.apps.evidence.models.timestamps import ALGORITHMS
from quanheng.apps.evidence.timestamps.targets import target_of
from quanheng.kernel.listing import Column, Facet, Listing
from quanheng.kernel.ui.words import moment


def _what(row: Any) -> str:
    return target_of(row).name


def _search(rows: QuerySet[Any], text: str) -> QuerySet[Any]:
    return rows.filter(Q(digest__istartswith=text) | Q(serial=text) | Q(seal__subject_key__istartswith=text))


TIMESTAMPS = Listing(
    key="timestamps",
    title=_("时间戳"),
    columns=(
        Column("what", _("事项"), render=_what, export=_what),
        Column(
            "stamped_at", _("时间戳时间"), render=lambda row: moment(row.stamped_at), sort=("stamped_at",), nowrap=True
        ),
        Column("authority", _("时间戳机构")),
        Column("algorithm", _("摘要算法"), nowrap=True),
        Column("serial", _("序列号"), shown=False),
        Column("policy", _("策略 OID"), shown=False),
        Column("digest", _("摘要"), shown=False),
    ),
    facets=(
        Facet("authority", _("时间戳机构"), lookup="authority"),
        Facet("algorithm", _("摘要算法"), lookup="algorithm", options=ALGORITHMS),
    ),
    search=_search,
    search_placeholder=_("摘要、序列号或事项编号"),
    default_sort="-stamped_at",
    row_href=lambda row: reverse("evidence:timestamp", args=[row.pk]),
    empty_title=_("还没有时间戳"),
    empty_hint=_("设置时间戳机构以后，平台定时为日志检查点申请。"),
)
