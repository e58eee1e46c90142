"""Coverage (覆盖): where specifications are, and where they are not."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from quanheng.apps.committees.public import Field
from quanheng.apps.specifications import queries
from quanheng.apps.specifications.models import Edition
from quanheng.apps.specifications.queries import Coverage
from quanheng.apps.specifications.views.asked import actor_of, day_of
from quanheng.core.validity import Status
from quanheng.kernel.clock import legal_today
from quanheng.kernel.ui.charts.bars import Bars, bars
from quanheng.kernel.ui.charts.heatmap import HeatMap, heatmap
from quanheng.kernel.ui.charts.tile_grid import TileGrid, tile_grid

KINDS = tuple((kind.value, kind.label) for kind in Edition.Kind)
IN_USE = (Status.IN_FORCE.value, Status.PARTLY_REPLACED.value)


def coverage(request: HttpRequest) -> HttpResponseBase:
    """Three pictures with their tables: field by kind, years, provinces."""
    day = day_of(request)
    actor = actor_of(request)
    found = queries.coverage(actor, day)
    fields = [(field.slug, field.name) for field in Field.objects.visible_to(actor).order_by("order")]
    context = {
        "day": day,
        "by_field": by_field(found, fields, day),
        "by_year": by_year(found, day),
        "by_province": by_province(queries.by_province(actor, day), day),
        "counts": queries.counts(actor, day),
    }
    return render(request, "specifications/coverage.html", context)


def listed(day: date, **facets: Any) -> str:
    """The address of the list narrowed by ``facets`` on ``day``."""
    query = {**facets, **({"on": day.isoformat()} if day != legal_today() else {})}
    return f"{reverse('specifications:list')}?{urlencode(query, doseq=True)}"


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


def by_province(provinces: list[queries.ProvinceCount], day: date) -> TileGrid:
    """Local specifications on record, by province."""
    hrefs = {p.code: listed(day, level="local", issuer=p.short) for p in provinces if p.short}
    return tile_grid(
        {p.code: (p.name, p.short) for p in provinces},
        {p.code: p.total for p in provinces},
        title=_("地方计量技术规范：各省、自治区、直辖市"),
        description=_("每格一个省级行政区，格中为在册的地方规范版本数；颜色越深数量越多。"),
        unit=_("项"),
        hrefs=hrefs,
        name="by-province",
    )
