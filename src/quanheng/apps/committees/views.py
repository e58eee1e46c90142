"""Pages of the register of committees."""

from typing import Any, cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from quanheng.apps.committees import queries
from quanheng.apps.committees.coverage import Finding, coverage, measures
from quanheng.apps.committees.listing import COMMITTEES
from quanheng.apps.committees.models import Committee, Field
from quanheng.apps.committees.network import network_of
from quanheng.apps.committees.policies import POLICY_LAYOUT, POLICY_LEVELS
from quanheng.apps.committees.rules.codes import LONGEST, canonical_key
from quanheng.apps.people.public import office_holders
from quanheng.kernel.actor import Actor
from quanheng.kernel.clock import legal_today
from quanheng.kernel.listing import listing_page
from quanheng.kernel.panels import panels
from quanheng.kernel.subjects import Subject


def _asker(request: HttpRequest) -> Actor:
    return cast("Actor", request.actor)  # type: ignore[attr-defined]  # set by the actor middleware


def committees(request: HttpRequest) -> HttpResponseBase:
    """The register of committees."""
    return listing_page(request, COMMITTEES, queries.committees(_asker(request)), template="committees/list.html")


def tree(request: HttpRequest) -> HttpResponse:
    """Every committee under the one above it."""
    levels = queries.tree(_asker(request))
    shown = [(Committee.Level(level).label, nodes, sum(1 + n.size for n in nodes)) for level, nodes in levels.items()]
    return render(request, "committees/tree.html", {"levels": shown})


def coverage_map(request: HttpRequest) -> HttpResponse:
    """Fields by levels: where committees answer, where none does, where several do."""
    actor = _asker(request)
    added = measures()
    rows = coverage(queries.by_field(actor), [measure.counts(actor) for measure in added])
    levels = [Committee.Level(level).label for level in Committee.Level.values]
    context = {
        "rows": [
            (row, [(m.label, n, m.url(row.field.slug)) for n, m in zip(row.measures, added, strict=True)])
            for row in rows
        ],
        "levels": levels,
        "measures": [measure.label for measure in added],
        "gaps": [row.field for row in rows if row.gap],
        "priority_gaps": [row.field for row in rows if row.gap and row.field.priority],
        "overlaps": [
            (row.field, cell, Committee.Level(cell.level).label)
            for row in rows
            for cell in row.cells
            if cell.finding == Finding.OVERLAP
        ],
        "priorities": Field.Priority,
        "basis": POLICY_LAYOUT,
    }
    return render(request, "committees/coverage.html", context)


def network(request: HttpRequest) -> HttpResponse:
    """The three levels, who approves whom, and which committees stand beside each other in a field."""
    actor = _asker(request)
    context = {"network": network_of(queries.committees(actor)), "basis": POLICY_LEVELS}
    return render(request, "committees/network.html", context)


def committee(request: HttpRequest, key: str) -> HttpResponse:
    """One committee. Any spelling of its code leads to the canonical address, an unknown one to suggestions."""
    actor = _asker(request)
    page = queries.committee_page(actor, key) if len(key) <= LONGEST else None
    if page is None:
        canonical = canonical_key(key)
        if canonical and canonical != key and queries.exists(actor, canonical):
            return redirect("committees:detail", key=canonical, permanent=True)
        return _unknown(request, key)
    context = {
        "page": page,
        "committee": page.committee,
        "subject": Subject("committee", page.committee.key),
        "panels": panels("committee", page.committee, actor),
        "holders": office_holders(actor, page.committee.organisation, legal_today()),
        "structured": _structured(page),
    }
    return render(request, "committees/detail.html", context)


def _structured(page: queries.CommitteePage) -> dict[str, Any]:
    """The committee in the words of schema.org."""
    one = page.committee
    return {
        "@context": "https://schema.org",
        "@type": "Organization",
        "name": one.name,
        "identifier": one.code or one.key,
        "url": settings.SITE_URL + reverse("committees:detail", args=[one.key]),
        **({"foundingDate": one.founded_on} if one.founded_on else {}),
        **({"parentOrganization": one.parent.name} if one.parent else {}),
        **({"knowsAbout": [field.name for field in page.fields]} if page.fields else {}),
    }


def _unknown(request: HttpRequest, key: str) -> HttpResponse:
    suggestions = [
        {"label": one.name, "url": reverse("committees:detail", args=[one.key]), "hint": one.code or one.key}
        for one in queries.near(_asker(request), key)
    ]
    return render(request, "errors/404.html", {"suggestions": suggestions, "query": key[:60]}, status=404)
