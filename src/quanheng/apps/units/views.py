"""Pages of the units register."""

from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from quanheng.apps.units import converter, queries
from quanheng.apps.units.forms import read_form
from quanheng.apps.units.listing import Row, bind_units, si_factor
from quanheng.apps.units.records import Standing
from quanheng.apps.units.register import register
from quanheng.apps.units.words import LOOKS, STATUS_LABELS, factor_words, kind_words, spaced, span_words
from quanheng.core.metrology.units import catalogue
from quanheng.kernel.clock import legal_today
from quanheng.kernel.errors import BadInput
from quanheng.kernel.exports import export_response
from quanheng.kernel.listing.parameters import day_from


def table(request: HttpRequest) -> HttpResponseBase:
    """The table of units with their legal status on a day."""
    bound = bind_units(request.GET, day=legal_today(), path=request.path)
    if bound.export:
        return export_response(bound)
    prefixes = catalogue().prefixes.values()
    return render(request, "units/table.html", {"bound": bound, "prefixes": prefixes})


def unit(request: HttpRequest, slug: str) -> HttpResponseBase:
    """One unit: what it is, what it is worth, whether it is legal and why."""
    record = queries.unit(slug)
    if record is None:
        raise Http404
    day = day_from(request.GET, legal_today())
    now = record.on(day)
    fraction, decimal, exact = factor_words(record.unit.factor)
    context = {
        "unit": record,
        "day": day,
        "standing": shown(now),
        "history": [shown(standing) for standing in record.standings],
        "si": si_factor(Row(record, day)),
        "fraction": fraction,
        "decimal": spaced(decimal),
        "exact": exact and record.unit.exact,
        "kind": kind_words(record.unit.kind) if record.unit.kind.marks else "",
        "equivalents": queries.in_legal_units(record),
        "legal": now.status in {"legal", "legal_restricted"},
        "dsi": queries.dsi_of(record),
        "ucum": queries.ucum_of(record),
        "reference": reference_of(record),
        "jsonld": jsonld(request, record),
    }
    return render(request, "units/unit.html", context)


def convert(request: HttpRequest) -> HttpResponseBase:
    """The converter. What is wrong is said beside its field; the page then answers 400."""
    form = read_form(request.GET)
    answer, faults = None, []
    if form.asked:
        try:
            answer = converter.answer(form.value, form.source, form.target, legal_today(), form.digits)
        except BadInput as wrong:
            faults = wrong.faults
    context = {
        "form": form,
        "answer": answer,
        "sides": [_side(answer.source), _side(answer.target)] if answer else [],
        "text": spaced(answer.text) if answer else "",
        "faults": {fault.where: fault for fault in faults},
        "units": register().units,
        "swapped": form.swapped(),
        "examples": EXAMPLES,
        "digit_choices": sorted({*DIGIT_CHOICES, form.digits}),
    }
    return render(request, "units/convert.html", context, status=400 if faults else 200)


DIGIT_CHOICES = (4, 6, 8, 10, 12, 16, 24)
EXAMPLES = (
    ("120", "mmHg", "kPa"),
    ("98.6", "华氏度", "℃"),
    ("1", "市斤", "g"),
    ("2.5", "英寸", "mm"),
    ("3000", "r/min", "s⁻¹"),
    ("30", "°", "rad"),
)


def shown(standing: Standing) -> dict[str, Any]:
    """A standing as the page shows it."""
    return {
        "look": LOOKS[standing.status],
        "label": STATUS_LABELS[standing.status],
        "span": span_words(standing.start, standing.end),
        "basis": standing.basis,
        "note": standing.note,
    }


def reference_of(record: Any) -> str:
    """Where the factor of a unit comes from: the reference of its atoms."""
    return "；".join(dict.fromkeys(term.atom.reference for term in record.unit.terms or ()))


def _side(side: converter.Side) -> dict[str, Any]:
    record = side.records[0] if side.records else None
    return {
        "side": side,
        "standing": shown(side.standing) if side.standing else None,
        "record": record,
        "condition": record.condition if record else "",
    }


def jsonld(request: HttpRequest, record: Any) -> dict[str, Any]:
    """The unit as a schema.org defined term."""
    return {
        "@context": "https://schema.org",
        "@type": "DefinedTerm",
        "name": record.plain_name,
        "termCode": record.symbol,
        "url": request.build_absolute_uri(reverse("units:unit", args=[record.slug])),
        "sameAs": [record.bipm_iri] if record.bipm else [],
        "inDefinedTermSet": {
            "@type": "DefinedTermSet",
            "name": _("计量单位"),
            "url": request.build_absolute_uri(reverse("units:table")),
        },
    }
