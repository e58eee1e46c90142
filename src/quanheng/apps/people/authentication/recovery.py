"""Recovery codes: ten numbered codes, printed once, each good for one sign-in. Only their password hashes are kept."""

import re
import secrets

from django.contrib.auth.hashers import check_password, make_password

from quanheng.apps.people.models import Account, RecoveryCode
from quanheng.apps.people.passwords import LETTERS

COUNT = 10
HALF = 5
SHAPE = re.compile(rf"(\d{{1,2}})-([{LETTERS}]{{{HALF}}})-?([{LETTERS}]{{{HALF}}})")


def new_codes() -> list[str]:
    """Ten codes of ten characters (49 bits), numbered so that checking one costs one hash: ``3-k7m2p-x9d4t``."""
    return [f"{number}-{_half()}-{_half()}" for number in range(1, COUNT + 1)]


def _half() -> str:
    return "".join(secrets.choice(LETTERS) for _ in range(HALF))


def digest_of(code: str) -> str:
    """The hash that is kept of a code."""
    return make_password(code)


def matching(account: Account, typed: str) -> RecoveryCode | None:
    """The unused code of ``account`` that was typed, in any capitals and with or without the second hyphen."""
    shape = SHAPE.fullmatch("".join(typed.lower().split()))
    if shape is None:
        return None
    number, first, second = shape.groups()
    code = RecoveryCode.objects.filter(account=account, number=int(number), used_at=None).first()
    known: RecoveryCode | None = code
    if known is None or not check_password(f"{int(number)}-{first}-{second}", known.digest):
        return None
    return known


def left(account: Account) -> int:
    """How many are unused."""
    return int(RecoveryCode.objects.filter(account=account, used_at=None).count())
