"""The log for people: what it is, how it stands, its entries; and the offline proof of one entry."""

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from quanheng.apps.evidence.entries import ENTRIES
from quanheng.apps.evidence.log.faults import Inconsistent
from quanheng.apps.evidence.log.issuing import NotYet, prove_index, prove_seal
from quanheng.apps.evidence.log.overview import overview
from quanheng.apps.evidence.log.policy import given
from quanheng.apps.evidence.log.witnessing import witnessing
from quanheng.apps.evidence.policies import may_see_log_faults
from quanheng.apps.evidence.queries import entries, seal_at
from quanheng.apps.evidence.views.asking import actor_of
from quanheng.kernel.listing import listing_page

PLAIN = "text/plain; charset=utf-8"


@require_safe
def log(request: HttpRequest) -> HttpResponseBase:
    """The log and its entries, the latest first."""
    actor = actor_of(request)
    now = overview()
    try:
        witnesses = witnessing(given(), now.signed)
    except Inconsistent:
        witnesses = None
    context = {"log": now, "witnessing": witnesses, "tells_why": may_see_log_faults(actor)}
    return listing_page(request, ENTRIES, entries(actor), template="evidence/log.html", context=context)


@require_safe
def proof(request: HttpRequest, index: int) -> HttpResponse:
    """The ``.tlog-proof`` of an entry. Whoever may read a private seal gets what opens it along with it."""
    seal = seal_at(index, actor_of(request))
    try:
        issued = prove_seal(seal) if seal else prove_index(index)
    except LookupError as missing:
        raise Http404(_("日志里没有第 %d 条。") % index) from missing
    except NotYet:
        words = _("第 %d 条还没有被检查点和足够的见证方覆盖，通常只需一两秒。请稍后再试。") % index
        return HttpResponse(words, status=503, content_type=PLAIN, headers={"Retry-After": "2"})
    response = HttpResponse(issued.proof.to_bytes(), content_type=PLAIN)
    response.headers["Content-Disposition"] = f'attachment; filename="{index}.tlog-proof"'
    return response
