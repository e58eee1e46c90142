"""The page of one work through all its editions."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from quanheng.apps.specifications import queries
from quanheng.apps.specifications.graph import picture, words_of
from quanheng.apps.specifications.queries import WorkDetail
from quanheng.apps.specifications.views.asked import actor_of, day_of, not_found, permanently


def work(request: HttpRequest, key: str) -> HttpResponseBase:
    """All editions of one work, with the graph around the one in use."""
    day = day_of(request)
    found = queries.work_detail(actor_of(request), key, day)
    if found is None:
        meant = queries.resolve(actor_of(request), key)
        if meant.work_key and meant.work_key != key:
            return permanently(request, reverse("specifications:work", args=[meant.work_key]))
        return not_found(request, key, meant)
    graph = queries.replacement_graph(actor_of(request), found.current.key, day) if found.current else None
    context = {
        "work": found.work,
        "detail": found,
        "edition_keys": [one.key for one in found.editions],
        "day": day,
        "graph": picture(graph) if graph and graph.edges else None,
        "graph_complete": graph.complete if graph else True,
        "relations": words_of(graph) if graph else [],
        "data": jsonld(found),
    }
    return render(request, "specifications/work.html", context)


def jsonld(found: WorkDetail) -> dict[str, Any]:
    """The work as a schema.org creative work with its editions."""
    root = settings.SITE_URL
    return {
        "@context": "https://schema.org",
        "@type": "CreativeWork",
        "identifier": found.work.designation,
        "name": (found.current and found.current.title) or found.work.designation,
        "url": root + reverse("specifications:work", args=[found.work.key]),
        "inLanguage": "zh-CN",
        "workExample": [
            {
                "@type": "CreativeWork",
                "identifier": edition.number,
                "url": root + reverse("specifications:detail", args=[edition.key]),
            }
            for edition in found.editions
        ],
    }
