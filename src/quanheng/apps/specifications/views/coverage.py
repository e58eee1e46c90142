"""Coverage (覆盖): where specifications are, and where they are not."""

from datetime import date

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from quanheng.apps.specifications import queries
from quanheng.apps.specifications.models import Edition
from quanheng.apps.specifications.pictures import listed, province_picture
from quanheng.apps.specifications.queries import Coverage
from quanheng.apps.specifications.queries_pages import fields_in_order
from quanheng.apps.specifications.views.asked import actor_of, day_of
from quanheng.core.validity import Status
from quanheng.kernel.ui.charts.bars import Bars, bars
from quanheng.kernel.ui.charts.heatmap import HeatMap, heatmap

KINDS = tuple((kind.value, kind.label) for kind in Edition.Kind)
IN_USE = (Status.IN_FORCE.value, Status.PARTLY_REPLACED.value)


def coverage(request: HttpRequest) -> HttpResponseBase:
    """Three pictures with their tables: field by kind, years, provinces."""
    day = day_of(request)
    actor = actor_of(request)
    found = queries.coverage(actor, day)
    fields = fields_in_order(actor)
    context = {
        "day": day,
        "by_field": by_field(found, fields, day),
        "by_year": by_year(found, day),
        "by_province": province_picture(actor, day),
        "counts": queries.counts(actor, day),
    }
    return render(request, "specifications/coverage.html", context)


def by_field(found: Coverage, fields: list[tuple[str, str]], day: date) -> HeatMap:
    """Editions in force on the day, by field and kind; fields without any are shown, for they are the gaps."""
    values = {(cell.row, cell.kind): cell.count for cell in found.by_field}
    rows = [*fields, *([("", _("领域未定"))] if any(not cell.row for cell in found.by_field) else [])]
    hrefs = {
        (row, kind): listed(day, field=row, kind=kind, status=IN_USE) for row, _name in fields for kind, _word in KINDS
    }
    return heatmap(
        rows,
        KINDS,
        values,
        title=_("现行规范：专业领域与种类"),
        description=_("每行一个专业领域，每列一个种类，格中为查询日期现行的项数；颜色越深项数越多，点为没有。"),
        unit=_("项"),
        first=_("专业领域"),
        hrefs=hrefs,
        name="by-field",
    )


def by_year(found: Coverage, day: date) -> Bars:
    """Every edition by the year of its number, whether in force or not; years without any are shown."""
    values = {(cell.row, cell.kind): cell.count for cell in found.by_year}
    years = sorted({int(cell.row) for cell in found.by_year})
    labels = [str(year) for year in range(years[0], years[-1] + 1)] if years else []
    return bars(
        labels,
        KINDS,
        values,
        title=_("各年份编号的规范"),
        description=_("每柱一个年份，高度为该年编号的版本数，不论现行与否；分层为种类。"),
        unit=_("项"),
        first=_("年份"),
        hrefs={str(year): listed(day, year=year) for year in years},
        name="by-year",
    )
