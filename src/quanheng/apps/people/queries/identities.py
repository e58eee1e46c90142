"""What can be asked of linked identities."""

from django.db.models import QuerySet

from quanheng.apps.people.authentication.providers import name_of_issuer
from quanheng.apps.people.models import LinkedIdentity
from quanheng.kernel.actor import Actor


def identities(actor: Actor, account_id: int) -> QuerySet[LinkedIdentity]:
    """Those of an account that ``actor`` may see, the undecided among them."""
    rows: QuerySet[LinkedIdentity] = LinkedIdentity.objects.visible_to(actor).filter(account=account_id)
    return rows.select_related("account__person", "asked_by__person", "confirmed_by__person")


def named(actor: Actor, account_id: int) -> list[tuple[LinkedIdentity, str]]:
    """Each with what people call its provider."""
    return [(one, name_of_issuer(one.issuer)) for one in identities(actor, account_id)]


def identity(actor: Actor, account_id: int, number: int) -> LinkedIdentity | None:
    """One of them."""
    return identities(actor, account_id).filter(pk=number).first()
