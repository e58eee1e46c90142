"""Pages of labels for those who issue them: the list, one label, its code."""

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from quanheng.apps.evidence.labels import queries, standing
from quanheng.apps.evidence.labels.listing import LABELS, address_of, state_of
from quanheng.apps.evidence.labels.policies import may_end, may_issue, may_list
from quanheng.apps.evidence.labels.seals import label_subject
from quanheng.apps.evidence.labels.words import WORDS
from quanheng.apps.evidence.models.labels import Label
from quanheng.apps.evidence.views.asking import actor_of
from quanheng.core.trust.labels import token
from quanheng.core.trust.labels.numbers import as_number
from quanheng.core.trust.labels.qr import code_of
from quanheng.core.trust.labels.verdict import Standing, State
from quanheng.kernel.actor import Actor
from quanheng.kernel.listing import listing_page

SVG = "image/svg+xml"
STANDINGS = {
    Standing.REVOKED: State.REVOKED,
    Standing.REPLACED: State.REPLACED,
    Standing.NOT_ON_RECORD: State.NOT_ON_RECORD,
}


@never_cache
def labels(request: HttpRequest) -> HttpResponseBase:
    """The labels of the issuer the actor works for."""
    actor = actor_of(request)
    may_list(actor).require()
    context = {"may_issue": bool(may_issue(actor)), "query": request.GET.urlencode()}
    return listing_page(request, LABELS, queries.labels(actor), template="evidence/labels/labels.html", context=context)


def label(request: HttpRequest, number: str) -> HttpResponse:
    """One label by its number: for everybody its state, for its issuer what it says and what can be done."""
    actor = actor_of(request)
    if number != as_number(number):
        return _elsewhere(number)
    found = standing.of_number(number)
    if found is None:
        raise Http404
    own = queries.label(actor, number)
    state = STANDINGS.get(found.standing) or state_of(found.label)
    context = {
        "found": found,
        "label": found.label,
        "word": WORDS[state],
        "state": state,
        "subject": label_subject(number),
        "own": own,
        "may_end": own is not None and found.end is None and bool(may_end(actor, found.label)),
        "days": queries.checks_by_day(actor, own) if own else [],
    }
    if own:
        context |= {"address": address_of(own), "token": token.to_token(bytes(own.token))}
        context |= {"closed": token.closed(bytes(own.token))}
    return render(request, "evidence/labels/label.html", context)


def _elsewhere(number: str) -> HttpResponse:
    if known := as_number(number):
        return redirect(reverse("evidence:label", args=[known]))
    raise Http404


@never_cache
def code(request: HttpRequest, number: str) -> HttpResponse:
    """The code of a label as SVG."""
    one = own_label(actor_of(request), number)
    headers = {"Content-Disposition": f'attachment; filename="{one.number}.svg"'}
    return HttpResponse(code_of(address_of(one)).svg(), content_type=SVG, headers=headers)


def own_label(actor: Actor, number: str) -> Label:
    """A label of the actor's issuer; not found for others, so that nobody learns what is on the list."""
    may_list(actor).require()
    one = queries.label(actor, number)
    if one is None:
        raise Http404
    return one


def standing_label(actor: Actor, number: str) -> Label:
    """A label that the actor may end."""
    one = own_label(actor, number)
    may_end(actor, one).require()
    return one
