"""Which factors an account has, and whether it needs one."""

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.hashers import check_password

from quanheng.apps.people.actors import actor_for
from quanheng.apps.people.models import Account


def factors_of(account: Account) -> list[Authenticator]:
    """Its authenticator app and passkeys, oldest first."""
    return list(Authenticator.objects.filter(user=account).order_by("created_at", "pk"))


def has_factor(account: Account) -> bool:
    """Whether it has any."""
    return bool(Authenticator.objects.filter(user=account).exists())


def needs_factor(account: Account) -> bool:
    """Whether the settings ask this account for a second factor: always, with an office held today, or after its
    factors were reset.
    """
    if settings.MFA_POLICY == "required" or account.must_enrol:
        return True
    return bool(settings.MFA_POLICY == "offices" and actor_for(account).offices)


def name_of(factor: Authenticator) -> str:
    """What the owner called a passkey; empty for an app."""
    return str(factor.data.get("name", ""))


def same_password(account: Account, password: str) -> bool:
    """Whether ``password`` is the current one."""
    return bool(check_password(password, account.password))
