"""Pages of evidence."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from quanheng.apps.evidence.listing import AUDIT, CHANGES
from quanheng.apps.evidence.policies import may_audit
from quanheng.apps.evidence.queries import events, public_events
from quanheng.kernel.listing import listing_page


def changes(request: HttpRequest) -> HttpResponseBase:
    """Public changes, the same list for everybody."""
    return listing_page(request, CHANGES, public_events(), template="evidence/changes.html")


def every_event(request: HttpRequest) -> HttpResponseBase:
    """Every event, for the auditor."""
    actor = request.actor  # type: ignore[attr-defined]  # set by the actor middleware
    may_audit(actor).require()
    return listing_page(request, AUDIT, events(actor), template="evidence/events.html")
