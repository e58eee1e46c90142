"""What administrators can ask of accounts."""

from django.db.models import QuerySet

from quanheng.apps.people.models import Account
from quanheng.kernel.actor import Actor


def accounts(actor: Actor) -> QuerySet[Account]:
    """Every account ``actor`` may see, with its person."""
    rows: QuerySet[Account] = Account.objects.visible_to(actor).select_related("person")
    return rows


def account(actor: Actor, number: int) -> Account | None:
    """One of them."""
    return accounts(actor).filter(pk=number).first()


def search_accounts(rows: QuerySet[Account], text: str) -> QuerySet[Account]:
    """Accounts whose sign-in name begins with ``text``, or whose holder is called so."""
    return rows.filter(username__istartswith=text) | rows.filter(person__name__startswith=text)
