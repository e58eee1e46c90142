"""Pages of the proposals to give or take platform offices: one administrator proposes, another decides."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from quanheng.apps.people.actions.decide_office import decide_office
from quanheng.apps.people.forms import DecisionForm
from quanheng.apps.people.listing import PROPOSALS
from quanheng.apps.people.policies import may_decide_office, may_see_proposals
from quanheng.apps.people.queries import proposals as queries
from quanheng.apps.people.separation import separation_basis
from quanheng.apps.people.views.access import actor_of
from quanheng.kernel.clock import now
from quanheng.kernel.errors import BadInput
from quanheng.kernel.listing import listing_page


@never_cache
def proposals(request: HttpRequest) -> HttpResponseBase:
    """Every proposal, the undecided first."""
    actor = actor_of(request)
    may_see_proposals(actor).require()
    context = {"basis": separation_basis()}
    return listing_page(request, PROPOSALS, queries.proposals(actor), template="people/proposals.html", context=context)


@never_cache
def decision(request: HttpRequest, number: int) -> HttpResponse:
    """One proposal; for those who may decide it, with the form to do so."""
    actor = actor_of(request)
    may_see_proposals(actor).require()
    one = queries.proposal(actor, number)
    if one is None:
        raise Http404
    may_decide = may_decide_office(
        actor,
        person_id=one.person_id,
        proposed_role=one.proposed_role,
        proposed_by=one.proposed_by_id,
        region=one.organisation.region_id,
    )
    form = DecisionForm(request.POST or None)
    context: dict[str, Any] = {
        "one": one,
        "form": form,
        "may_decide": may_decide,
        "basis": separation_basis(),
        "subject": one.subject,
    }
    if request.method != "POST":
        return render(request, "people/proposal.html", context)
    may_decide.require()
    if form.is_valid():
        accept = form.cleaned_data["accept"] == "yes"
        try:
            decide_office(proposal=one, accept=accept, reason=form.cleaned_data["reason"], actor=actor, now=now())
        except BadInput as error:
            form.add_faults(error)
        else:
            messages.success(request, _("已同意。") if accept else _("已记为不同意。"))
            return HttpResponseRedirect(reverse("people:proposals"))
    return render(request, "people/proposal.html", context, status=422)
