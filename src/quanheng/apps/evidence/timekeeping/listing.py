"""The list of rounds."""

from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from quanheng.apps.evidence.timekeeping.words import length
from quanheng.kernel.listing import Column, Facet, Listing
from quanheng.kernel.ui.words import moment


def _unagreed(values: tuple[str, ...], _day: Any) -> Q:
    wanted = Q(pk__in=[])
    for value in values:
        wanted |= Q(offset_ns__isnull=value == "no")
    return wanted


def _counts(rows: QuerySet[Any], day: Any) -> list[tuple[Any, int]]:
    return [(value, rows.order_by().filter(_unagreed((value,), day)).count()) for value in ("yes", "no")]


ROUNDS = Listing(
    key="time-rounds",
    title=_("测量记录"),
    columns=(
        Column("at", _("测量时间"), render=lambda row: moment(row.at), sort=("at",), nowrap=True),
        Column(
            "offset_ns", _("偏差"), render=lambda row: length(row.offset_ns, signed=True), numeric=True, nowrap=True
        ),
        Column(
            "bound_ns",
            _("误差界"),
            render=lambda row: length(row.bound_ns),
            sort=("bound_ns",),
            numeric=True,
            nowrap=True,
        ),
        Column(
            "agreeing",
            _("一致的来源"),
            render=lambda row: f"{row.agreeing} / {row.sources}",
            export=lambda row: row.agreeing,
            numeric=True,
        ),
        Column("sources", _("来源数"), shown=False),
    ),
    facets=(
        Facet("agreed", _("多数一致"), options=(("yes", _("是")), ("no", _("否"))), where=_unagreed, group=_counts),
    ),
    default_sort="-at",
    keep=("days", "at"),
    row_href=lambda row: reverse("evidence:time-round", args=[row.pk]),
    empty_title=_("还没有测量记录"),
    empty_hint=_("设置时间源以后，平台定时测量，每次都存证。"),
)
