"""The page of one work through all its editions."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from quanheng.apps.specifications import queries
from quanheng.apps.specifications.graph import picture, words_of
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
        "day": day,
        "graph": picture(graph) if graph and graph.edges else None,
        "graph_complete": graph.complete if graph else True,
        "relations": words_of(graph) if graph else [],
    }
    return render(request, "specifications/work.html", context)
