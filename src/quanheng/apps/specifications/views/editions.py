"""The list of specifications and the page of one edition."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from quanheng.apps.law.public import addresses_of_numbers
from quanheng.apps.specifications import queries
from quanheng.apps.specifications.explain import reasons, succession
from quanheng.apps.specifications.graph import picture, words_of
from quanheng.apps.specifications.lifeline import lifeline
from quanheng.apps.specifications.listing import EDITIONS
from quanheng.apps.specifications.queries import EditionDetail
from quanheng.apps.specifications.views.asked import actor_of, day_of, elsewhere
from quanheng.apps.specifications.words_pages import DEGREE_LOOKS
from quanheng.kernel.listing import listing_page


def index(request: HttpRequest) -> HttpResponseBase:
    """The list, its facets and exports."""
    return listing_page(
        request,
        EDITIONS,
        queries.editions(actor_of(request)),
        template="specifications/list.html",
    )


def detail(request: HttpRequest, key: str) -> HttpResponseBase:
    """One edition on a day; any other spelling of its number leads here."""
    day = day_of(request)
    found = queries.edition_detail(actor_of(request), key, day)
    if found is None:
        return elsewhere(request, key)
    graph = queries.replacement_graph(actor_of(request), key, day)
    context = {
        "detail": found,
        "edition": found.edition,
        "day": day,
        "reasons": reasons(found),
        "successor": succession(found),
        "lifeline": lifeline(found.milestones, found.spans, day),
        "announcements": announcements(found),
        "periods": [span for span in found.spans if span.status != "not_issued"],
        "graph": picture(graph) if graph and graph.edges else None,
        "graph_complete": graph.complete if graph else True,
        "relations": words_of(graph) if graph else [],
        "adoptions": [(one, DEGREE_LOOKS[one.degree]) for one in found.adoptions],
        "address": f"{settings.SITE_URL}{reverse('specifications:detail', args=[key])}",
        "citation": citation(found),
        "data": jsonld(found),
    }
    return render(request, "specifications/detail.html", context)


def announcements(found: EditionDetail) -> dict[str, str]:
    """Where the law register keeps the announcements of the edition and of its amendment sheets."""
    return addresses_of_numbers([found.edition.announcement, *(one.amendment.announcement for one in found.amendments)])


def citation(found: EditionDetail) -> str:
    """The edition as GB/T 7714 cites a standard."""
    edition = found.edition
    title = f"{edition.title}：" if edition.title else ""
    when = edition.issued_on.isoformat() if edition.issued_on else str(edition.year)
    return f"{title}{edition.number}[S]. {when}."


def jsonld(found: EditionDetail) -> dict[str, Any]:
    """The edition as a schema.org creative work."""
    edition = found.edition
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "CreativeWork",
        "additionalType": "https://schema.org/Legislation",
        "identifier": edition.number,
        "name": edition.title or edition.number,
        "alternateName": edition.title_en or None,
        "url": f"{settings.SITE_URL}{reverse('specifications:detail', args=[edition.key])}",
        "inLanguage": "zh-CN",
        "genre": edition.get_kind_display(),
        "datePublished": edition.issued_on.isoformat() if edition.issued_on else None,
        "creativeWorkStatus": str(found.status.label),
        "exampleOfWork": {"@type": "CreativeWork", "identifier": edition.work.designation},
        "isBasedOn": [one.cited_as for one in found.adoptions] or None,
        "maintainer": edition.committee and {"@type": "Organization", "name": edition.committee.name},
        "isPartOf": {"@type": "Dataset", "name": _("权衡：计量技术规范"), "url": settings.SITE_URL},
    }
    return {name: value for name, value in data.items() if value is not None}
