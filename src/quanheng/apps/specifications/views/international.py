"""Pages of international documents."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from quanheng.apps.specifications import queries
from quanheng.apps.specifications.listing import INTERNATIONAL
from quanheng.apps.specifications.queries import InternationalDetail
from quanheng.apps.specifications.views.asked import actor_of, international_address, permanently
from quanheng.apps.specifications.words_pages import (
    CLAIM_LOOKS,
    CLAIM_WORDS,
    DEGREE_LOOKS,
    KIND_WORDS,
    RELATION_WORDS,
    languages,
    relation_kind,
)
from quanheng.kernel.listing import listing_page


def index(request: HttpRequest) -> HttpResponseBase:
    """The list, its facets and exports."""
    return listing_page(
        request,
        INTERNATIONAL,
        queries.international_documents(actor_of(request)),
        template="specifications/international_list.html",
    )


def conflicts(request: HttpRequest) -> HttpResponseBase:
    """Every document on which the catalogue contradicts itself, with both claims."""
    documents = [
        {"document": document, "claims": [claim_shown(claim) for claim in document.claims.all()]}
        for document in queries.status_conflicts(actor_of(request))
    ]
    return render(request, "specifications/conflicts.html", {"documents": documents})


def detail(request: HttpRequest, key: str) -> HttpResponseBase:
    """One document with its claims, language versions and relations."""
    actor = actor_of(request)
    found = queries.international_detail(actor, key)
    if found is None:
        canonical = international_address(key)
        if canonical != key and queries.international_detail(actor, canonical):
            return permanently(request, reverse("specifications:international", args=[canonical]))
        context: dict[str, Any] = {"asked": key[:60], "near": near(request, canonical)}
        return render(request, "specifications/international_not_found.html", context, status=404)
    context = {
        "detail": found,
        "document": found.document,
        "kind": relation_kind(KIND_WORDS, found.document.kind),
        "claims": [claim_shown(claim) for claim in found.claims],
        "languages": languages(found.document.languages),
        "versions": [(one, languages(one.languages)) for one in found.language_versions],
        "claimed_look": CLAIM_LOOKS.get(found.document.claimed, ""),
        "relations": [(relation_kind(RELATION_WORDS, kind), pairs) for kind, pairs in found.relations],
        "adoptions": [(one, DEGREE_LOOKS[one.degree]) for one in found.adoptions],
        "address": f"{settings.SITE_URL}{reverse('specifications:international', args=[key])}",
        "data": jsonld(found),
    }
    return render(request, "specifications/international.html", context)


def claim_shown(claim: Any) -> dict[str, Any]:
    """One claim as the page shows it."""
    return {
        "look": CLAIM_LOOKS.get(claim.status, "unknown"),
        "word": CLAIM_WORDS.get(claim.status, claim.status),
        "status": claim.status,
        "row": claim.row,
        "source": claim.source,
        "differs": claim.differs,
    }


def near(request: HttpRequest, canonical: str) -> list[Any]:
    """A few documents whose address begins as the one asked for."""
    stem = canonical[:40]
    every = queries.international_documents(actor_of(request))
    for length in range(len(stem), 5, -1):
        found = list(every.filter(key__istartswith=stem[:length]).order_by("number")[:8])
        if found:
            return found
    return []


def jsonld(found: InternationalDetail) -> dict[str, Any]:
    """The document as a schema.org creative work."""
    document = found.document
    data = {
        "@context": "https://schema.org",
        "@type": "CreativeWork",
        "identifier": document.number,
        "name": document.title_en or document.title_fr,
        "publisher": {"@type": "Organization", "name": document.body},
        "datePublished": document.date or None,
        "url": f"{settings.SITE_URL}{reverse('specifications:international', args=[document.key])}",
        "sameAs": document.url or None,
    }
    return {name: value for name, value in data.items() if value}
