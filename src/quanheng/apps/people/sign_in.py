"""Whose account a sign-in name, or an identity of a provider, is."""

from quanheng.apps.people.models import Account, LinkedIdentity


def account_of(username: str) -> Account | None:
    """The account with this sign-in name, whatever its capitals; ``None`` when there is none."""
    found: Account | None = Account.objects.filter(username=username.strip().lower()).first()
    return found


def account_id_of(username: str) -> int:
    """Its id, 0 when there is none."""
    account = account_of(username)
    return account.pk if account else 0


def account_of_identity(issuer: str, subject: str) -> Account | None:
    """The account an identity signs in to; ``None`` when it is linked to none, or only asked for."""
    linked = LinkedIdentity.objects.filter(issuer=issuer, subject=subject, confirmed_at__isnull=False)
    one = linked.select_related("account").first()
    account: Account | None = one.account if one else None
    return account
