"""The list of public changes, and every event for the auditor."""

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.cache import never_cache

from quanheng.apps.evidence.listing import AUDIT, CHANGES, RECORD
from quanheng.apps.evidence.policies import may_audit
from quanheng.apps.evidence.queries import about, events, public_events
from quanheng.kernel.listing import listing_page
from quanheng.kernel.subjects import kinds, subject_kind


def changes(request: HttpRequest) -> HttpResponseBase:
    """Public changes, the same list for everybody."""
    return listing_page(request, CHANGES, public_events(), template="evidence/changes.html")


@never_cache
def of_one_record(request: HttpRequest, kind: str, key: str) -> HttpResponseBase:
    """Everything that happened to one record, as far as the reader may know."""
    rows = about(kind, [key], request.actor)  # type: ignore[attr-defined]  # set by the actor middleware
    if kind not in {known.kind for known in kinds()} or not rows.exists():
        raise Http404
    known = subject_kind(kind)
    context = {"label": known.label, "key": key, "url": known.url(key)}
    return listing_page(request, RECORD, rows, template="evidence/of_one_record.html", context=context)


def every_event(request: HttpRequest) -> HttpResponseBase:
    """Every event, for the auditor."""
    actor = request.actor  # type: ignore[attr-defined]  # set by the actor middleware
    may_audit(actor).require()
    return listing_page(request, AUDIT, events(actor), template="evidence/events.html")
