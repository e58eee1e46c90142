"""Whose account a sign-in name is."""

from quanheng.apps.people.models import Account


def account_of(username: str) -> Account | None:
    """The account with this sign-in name, whatever its capitals; ``None`` when there is none."""
    found: Account | None = Account.objects.filter(username__iexact=username.strip()).first()
    return found


def account_id_of(username: str) -> int:
    """Its id, 0 when there is none."""
    account = account_of(username)
    return account.pk if account else 0
