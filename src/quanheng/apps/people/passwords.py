"""Passwords made for people, and passwords people choose."""

import secrets

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from quanheng.apps.people.models import Account
from quanheng.kernel.errors import BadInput, Fault

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
GROUPS, GROUP = 4, 5


def random_password() -> str:
    """Twenty characters nobody mixes up, in groups (99 bits): ``k7m2p-…``."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(GROUP)) for _ in range(GROUPS))


def acceptable_or_fault(password: str, account: Account, field: str = "password") -> None:
    """Raise ``BadInput`` with everything the validators of the settings have against ``password``."""
    try:
        validate_password(password, account)
    except ValidationError as error:
        raise BadInput([Fault(field, message.rstrip("。")) for message in error.messages]) from error
