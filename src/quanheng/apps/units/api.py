"""The open API of units."""

from dataclasses import asdict
from datetime import date
from typing import Annotated, Any

from django.conf import settings
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from ninja import Query, Router

from quanheng.apps.units import converter, queries
from quanheng.apps.units.listing import UNITS, bind_units, si_name
from quanheng.apps.units.records import Standing, UnitRecord
from quanheng.apps.units.schemas import ConversionOut, UnitDetailOut, UnitOut
from quanheng.apps.units.views import reference_of
from quanheng.apps.units.words import STATUS_LABELS, fraction_words
from quanheng.core.metrology.units import decimal_text
from quanheng.kernel.api import Page, list_operation
from quanheng.kernel.clock import legal_today
from quanheng.kernel.listing.bound import LARGEST_API_PAGE
from quanheng.kernel.listing.parameters import day_from

router = Router(tags=["计量单位"])


@router.get("/units", response=Page[UnitOut], summary=str(_("列出计量单位")), **list_operation(UNITS))
def list_units(request: HttpRequest) -> dict[str, Any]:
    """计量单位及其在查询日期的法定地位."""
    bound = bind_units(request.GET, day=legal_today(), path=request.path, size=LARGEST_API_PAGE)
    following = bound.pager.next_href
    return {
        "items": [summary(row.unit, row.day) for row in bound.objects],
        "total": bound.count,
        "page": bound.selection.page,
        "size": bound.selection.size,
        "next": f"{settings.SITE_URL}{following}" if following else None,
    }


@router.get("/units/convert", response=ConversionOut, summary=str(_("换算")))
def convert_units(
    request: HttpRequest,  # noqa: ARG001  ninja passes it
    value: Annotated[str, Query(max_length=200)],
    source: Annotated[str, Query(max_length=200, alias="from")],
    target: Annotated[str, Query(max_length=200, alias="to")],
    digits: Annotated[int, Query(ge=2, le=converter.MOST_DIGITS)] = converter.DIGITS,
) -> dict[str, Any]:
    """把一个数值从一个单位精确换算到另一个单位；单位可写符号、中文名称、D-SI 或 UCUM."""
    found = converter.answer(value, source, target, legal_today(), digits)
    return {
        "value": found.value,
        "source": _side(found.source),
        "target": _side(found.target),
        "result": found.text,
        "exact": found.exact,
        "fraction": found.fraction,
        "measured": found.measured,
        "digits": found.digits,
    }


@router.get("/units/{slug}", response=UnitDetailOut, summary=str(_("一个计量单位")))
def get_unit(request: HttpRequest, slug: str) -> dict[str, Any]:
    """一个单位的定义、换算、各时期的法定地位和依据."""
    record = queries.unit(slug)
    if record is None:
        raise Http404
    day = day_from(request.GET, legal_today())
    return {
        **summary(record, day),
        "history": [_standing(standing) for standing in record.standings],
        "equivalents": [
            {"unit": e.symbol, "value": e.text.replace("\u202f", ""), "exact": e.exact, "fraction": e.fraction}
            for e in queries.in_legal_units(record)
        ],
        "dsi": queries.dsi_of(record),
        "ucum": queries.ucum_of(record),
        "bipm": record.bipm_iri,
        "relation": record.relation,
        "seen": record.seen,
        "source": record.group.source,
        "reference": reference_of(record),
    }


def summary(record: UnitRecord, day: date) -> dict[str, Any]:
    """A unit on a day, as plain values."""
    unit = record.unit
    decimal, exact = decimal_text(unit.factor, 15)
    status = record.on(day).status
    return {
        "slug": record.slug,
        "name": record.name,
        "symbol": record.symbol,
        "group": record.group.key,
        "quantity": record.quantity.key,
        "status": status.value,
        "status_label": str(STATUS_LABELS[status]),
        "on": day,
        "factor": fraction_words(unit.factor.ratio),
        "factor_pi": unit.factor.pi,
        "factor_decimal": decimal,
        "factor_exact": unit.exact,
        "factor_decimal_exact": exact and unit.exact,
        "offset": fraction_words(unit.offset),
        "si_unit": unit.dimension.si,
        "si_unit_name": si_name(record),
        "condition": record.condition,
        "note": record.note,
        "url": f"{settings.SITE_URL}{reverse('units:unit', args=[record.slug])}",
    }


def _standing(standing: Standing) -> dict[str, Any]:
    return {
        **asdict(standing),
        "status": standing.status.value,
        "label": str(STATUS_LABELS[standing.status]),
        "basis": asdict(standing.basis) if standing.basis else None,
    }


def _side(side: converter.Side) -> dict[str, Any]:
    standing = side.standing
    return {
        "written": side.written,
        "symbol": side.symbol,
        "status": standing.status.value if standing else None,
        "status_label": str(STATUS_LABELS[standing.status]) if standing else None,
        "legal_equivalents": list(side.legal),
    }
