"""What can be asked of the proposals to give or take platform offices."""

from django.db.models import F, QuerySet

from quanheng.apps.people.models import OfficeProposal
from quanheng.kernel.actor import Actor


def proposals(actor: Actor) -> QuerySet[OfficeProposal]:
    """Every proposal ``actor`` may read, the undecided first, then the latest."""
    rows = OfficeProposal.objects.visible_to(actor)
    related = ("person", "office", "organisation", "proposed_by__person", "decided_by__person")
    return rows.select_related(*related).order_by(F("decided_at").desc(nulls_first=True), "-proposed_at")


def proposal(actor: Actor, number: int) -> OfficeProposal | None:
    """One of them."""
    found: OfficeProposal | None = proposals(actor).filter(pk=number).first()
    return found
