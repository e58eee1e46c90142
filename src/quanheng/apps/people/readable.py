"""Whose events an actor may read because it may see the record: as subqueries."""

from typing import Any

from django.db.models import CharField, Q
from django.db.models.functions import Cast

from quanheng.apps.people.jurisdiction import persons_within
from quanheng.apps.people.models import Account, OfficeProposal, Organisation, Person
from quanheng.apps.people.policies import AUDITOR
from quanheng.kernel.actor import Actor
from quanheng.kernel.regions import within


def organisation_keys(actor: Actor) -> Any:
    """The organisations ``actor`` may see; those of its region to an auditor."""
    seen = Organisation.visibility(actor)
    rows = Organisation.objects.filter(seen | within(actor, "region") if AUDITOR in actor.roles else seen)
    return rows.order_by().values("key")


def person_keys(actor: Actor) -> Any:
    """The persons ``actor`` may see; those of its region to an auditor."""
    seen = Person.visibility(actor)
    rows = Person.objects.filter(seen | persons_within(actor) if AUDITOR in actor.roles else seen)
    return rows.order_by().values("key")


def account_keys(actor: Actor) -> Any:
    """One's own account; those of its region to an auditor. Administrators see accounts, not what their owners did."""
    seen = Account.visibility(actor) if AUDITOR in actor.roles else Q(pk=actor.account_id)
    return Account.objects.filter(seen).annotate(key=Cast("pk", CharField())).values("key")


def proposal_keys(actor: Actor) -> list[str]:
    """The proposals ``actor`` may see; few, and none but for administrators."""
    return [str(number) for number in OfficeProposal.objects.visible_to(actor).order_by().values_list("pk", flat=True)]
