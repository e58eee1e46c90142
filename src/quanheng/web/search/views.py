"""The search page and its suggestions."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from quanheng.kernel.search.engine import IndexMissing
from quanheng.kernel.search.registry import sources
from quanheng.kernel.search.site import engine
from quanheng.web.search import parameters, present, queries

EXAMPLES = ("JJF 1070", "1059", "秤", "净含量", "强制检定 目录", "OIML R 76")


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """One box over everything public: ``q``, facets and ``page`` in the address. Raises ``BadInput``."""
    asked = parameters.read(request.GET)
    context: dict[str, Any] = {"asked": asked, "site_query": asked.q, "examples": EXAMPLES}
    try:
        if asked.q:
            found = queries.find(asked)
            context |= {"found": found, "shown": present.shown(asked, found)}
            if asked.page > context["shown"].pager.pages:
                raise Http404(_("没有这一页"))
        else:
            counts = engine().status().counts
            context["holdings"] = [(source.label, counts[kind]) for kind, source in sources().items() if kind in counts]
    except IndexMissing:
        context["building"] = True
    return render(request, "search/search.html", context)


@require_safe
def suggest(request: HttpRequest) -> JsonResponse:
    """Titles and numbers for what has been typed so far; an empty list when there is nothing to say."""
    typed = parameters.checked_words(request.GET.get("q", ""))
    try:
        found = queries.suggestions(typed) if typed else []
    except IndexMissing:
        found = []
    answer = [
        {"title": document.title, "kind": present.kind_label(document.kind), "url": document.url} for document in found
    ]
    response = JsonResponse({"q": typed, "suggestions": answer}, json_dumps_params={"ensure_ascii": False})
    response["Cache-Control"] = "max-age=60"
    return response
