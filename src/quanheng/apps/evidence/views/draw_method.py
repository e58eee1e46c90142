"""Pages that explain: how draws are made here, and how the result of one came about."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from quanheng.apps.evidence.draws.explaining import MOST, explanation_of
from quanheng.apps.evidence.draws.rules import draw_rules
from quanheng.apps.evidence.views.asking import actor_of
from quanheng.apps.evidence.views.draws import page_or_404


def method(request: HttpRequest) -> HttpResponse:
    """怎样抽取、怎样核对: the method in plain words, with what it rests on."""
    return render(request, "evidence/draws/method.html", {"rules": draw_rules()})


def steps(request: HttpRequest, draw_id: str) -> HttpResponse:
    """逐步复算: from the plan to the result, each number shown."""
    page = page_or_404(actor_of(request), draw_id)
    found = explanation_of(page)
    if found is None:
        raise Http404
    context = {"page": page, "draw": page.draw, "found": found, "most": MOST}
    return render(request, "evidence/draws/steps.html", context)
