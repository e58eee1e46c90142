"""Pages of draws that everybody reads: the list, one draw, its plan and its audit bundle."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from quanheng.apps.evidence.draws import queries, showing
from quanheng.apps.evidence.draws.audit import bundle_of
from quanheng.apps.evidence.draws.conditions import Phase
from quanheng.apps.evidence.draws.listing import DRAWS
from quanheng.apps.evidence.draws.policies import may_confirm, may_declare_void, may_give, may_organise, may_revise
from quanheng.apps.evidence.draws.queries import DrawPage
from quanheng.apps.evidence.draws.rules import draw_rules
from quanheng.apps.evidence.draws.seals import draw_subject
from quanheng.apps.evidence.draws.todo import todo
from quanheng.apps.evidence.draws.words import PHASE_TONES, PHASE_WORDS, steps_of
from quanheng.apps.evidence.views.asking import actor_of
from quanheng.core.trust.draw.packing import pack
from quanheng.kernel.actor import Actor
from quanheng.kernel.clock import now
from quanheng.kernel.listing import listing_page

LONGEST_QUESTION = 100


def draws(request: HttpRequest) -> HttpResponseBase:
    """Every draw."""
    actor = actor_of(request)
    context = {"may_organise": bool(may_organise(actor)), "todo": todo(actor, now())}
    return listing_page(request, DRAWS, queries.draws(actor), template="evidence/draws/draws.html", context=context)


@require_http_methods(["GET", "HEAD", "POST"])
def draw(request: HttpRequest, draw_id: str) -> HttpResponse:
    """One draw: where it stands, its plan, what the parties gave, its result, how to check it.

    Whoever looks for itself asks in the address; with the salt of a closed list by POST, which no log of addresses
    keeps. Nothing is changed.
    """
    actor, moment = actor_of(request), now()
    page = page_or_404(actor, draw_id)
    result = showing.result_of(actor, page)
    asked = request.POST or request.GET
    text, salt = (asked.get(name, "").strip()[:LONGEST_QUESTION] for name in ("q", "salt"))
    context = {
        "page": page,
        "draw": page.draw,
        "plan": page.plan,
        "strata": showing.strata_of(page.plan),
        "value": page.draw.composition,
        "conflicts": showing.barred_in(page.plan),
        "steps": steps_of(page.phase),
        "phase_word": PHASE_WORDS[page.phase],
        "phase_tone": PHASE_TONES.get(page.phase, "info"),
        "parties": showing.party_lines(page, moment),
        "result": result,
        "asked": text,
        "salt": salt,
        "found": showing.asked_for(actor, page, text, salt, result["outcome"]) if result and text else [],
        "may": _may(actor, page),
        "rules": draw_rules(),
        "subject": draw_subject(page.draw.draw_id),
    }
    return render(request, "evidence/draws/draw.html", context)


def plan_file(request: HttpRequest, draw_id: str) -> HttpResponse:
    """The sealed plan, to the byte."""
    page = page_or_404(actor_of(request), draw_id)
    sealed = getattr(page.draw, "plan", None)
    if sealed is None:
        raise Http404
    return HttpResponse(sealed.text.encode(), content_type="application/json")


def bundle(request: HttpRequest, draw_id: str) -> HttpResponse:
    """Everything that is needed to compute the draw again without us."""
    page = page_or_404(actor_of(request), draw_id)
    if not hasattr(page.draw, "plan"):
        raise Http404
    packed = pack(bundle_of(page, site=settings.SITE_URL))
    headers = {"Content-Disposition": f'attachment; filename="draw-{page.draw.draw_id}.zip"'}
    return HttpResponse(packed, content_type="application/zip", headers=headers)


def page_or_404(actor: Actor, draw_id: str) -> DrawPage:
    """The draw as it stands now, or not found."""
    page = queries.draw_page(actor, draw_id, now())
    if page is None:
        raise Http404
    return page


def _may(actor: Actor, page: DrawPage) -> dict[str, Any]:
    """What the reader can do now: the acts of the phase, as far as the actor holds the office for them."""
    draw, phase = page.draw, page.phase
    before = {Phase.COMMITTING, Phase.COMMITMENTS_LATE, Phase.READY, Phase.TOO_LATE}
    giving = {Phase.COMMITTING, Phase.REVEALING}
    return {
        "revise": phase in before and not page.given.committed and bool(may_revise(actor, draw)),
        "abandon": phase in before and bool(may_revise(actor, draw)),
        "publish": phase is Phase.READY and bool(may_confirm(actor, draw)),
        "numbers": phase in {Phase.REVEALING, Phase.READY_TO_RUN} and bool(may_organise(actor, draw.organiser)),
        "run": phase is Phase.READY_TO_RUN and bool(may_confirm(actor, draw)),
        "void": phase in {Phase.NOT_REVEALED, Phase.NOT_WITNESSED} and bool(may_declare_void(actor, draw)),
        "substitute": phase is Phase.DRAWN and bool(may_organise(actor, draw.organiser)),
        "give": {one.slug for one in page.parties if phase in giving and may_give(actor, one, draw.organiser)},
    }
