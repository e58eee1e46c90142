"""Putting on record what a laboratory measured of the clock."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from quanheng.apps.evidence.actions.enter_time_comparisons import enter_time_comparisons
from quanheng.apps.evidence.timekeeping.comparisons import Comparison, comparisons_of
from quanheng.apps.evidence.timekeeping.forms import ComparisonForm
from quanheng.apps.evidence.timekeeping.policies import may_measure
from quanheng.apps.evidence.views.asking import actor_of
from quanheng.kernel.clock import now
from quanheng.kernel.files import CSV, JPEG, PDF, PNG, XLS, XLSX, store, takes_uploads
from quanheng.kernel.forms import FormPage, acting
from quanheng.kernel.imports import open_book

LARGEST = 10 * 1024 * 1024


@takes_uploads
@never_cache
def enter(request: HttpRequest) -> HttpResponse:
    """One offset, or a table of them."""
    actor = actor_of(request)
    may_measure(actor).require()
    page = FormPage(
        title=_("登记时间比对"),
        lead=_(
            "平台以外的机构测得的时钟偏差（例如国家时间频率计量机构的比对报告），连同报告编号登记并存证，登记后不能更改。"
        ),
        button=_("登记"),
        back=reverse("evidence:time"),
        crumbs=((_("平台的时间"), reverse("evidence:time")),),
    )
    form = ComparisonForm(request.POST or None, request.FILES or None)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        given = _given(form, data)
        file = data.get("file")
        kept = store(file, file.name, allowed=(PDF, JPEG, PNG), limit=LARGEST) if file else None
        enter_time_comparisons(given=given, file=kept, actor=actor, now=now())
        return reverse("evidence:time") + "#comparisons", _("已登记 %(count)d 条比对。") % {"count": len(given)}

    return acting(request, page, form, act)


def _given(form: ComparisonForm, data: dict[str, Any]) -> list[Comparison]:
    table = data.get("table")
    if not table:
        return [form.one()]
    file = store(table, table.name, allowed=(XLSX, XLS, CSV), limit=LARGEST)
    with open_book(file, table.name) as book:
        return comparisons_of(list(book.rows(0)), form.about(), table.name)
