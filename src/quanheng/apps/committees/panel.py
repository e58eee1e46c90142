"""What the page of an organisation says about committees: that it is one, which it hosts, which it approved."""

from typing import Any

from quanheng.apps.committees import queries
from quanheng.kernel.actor import Actor
from quanheng.kernel.panels import Panel


def content(organisation: Any, actor: Actor) -> dict[str, Any] | None:
    """Nothing where there is nothing to say. Three queries."""
    found = {
        "committee": queries.of_organisation(actor, organisation),
        "hostings": queries.hosted_by(actor, organisation),
        "approved": queries.approved_by(actor, organisation),
    }
    return found if any(found.values()) else None


ORGANISATION_PANEL = Panel("organisation", 10, "committees/organisation_panel.html", content)
