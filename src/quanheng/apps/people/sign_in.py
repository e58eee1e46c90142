"""Whose account a sign-in name is."""

from quanheng.apps.people.models import Account


def account_id_of(username: str) -> int:
    """The account with this sign-in name, 0 when there is none."""
    found = Account.objects.filter(username__iexact=username.strip()).values_list("pk", flat=True).first()
    return found or 0
