"""Whose events an actor may read because it may see the record: as subqueries."""

from typing import Any

from quanheng.apps.people.models import OfficeProposal, Organisation, Person
from quanheng.kernel.actor import Actor


def organisation_keys(actor: Actor) -> Any:
    """The organisations ``actor`` may see."""
    return Organisation.objects.visible_to(actor).order_by().values("key")


def person_keys(actor: Actor) -> Any:
    """The persons ``actor`` may see."""
    return Person.objects.visible_to(actor).order_by().values("key")


def proposal_keys(actor: Actor) -> list[str]:
    """The proposals ``actor`` may see; few, and none but for administrators."""
    return [str(number) for number in OfficeProposal.objects.visible_to(actor).order_by().values_list("pk", flat=True)]
