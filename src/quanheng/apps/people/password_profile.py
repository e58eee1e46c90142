"""The password rules in force (``data/password_profiles.yaml``), and whether a password keeps to them."""

from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path

from django.conf import settings
from pydantic import BaseModel, ConfigDict, Field

from quanheng.apps.people.models import Account
from quanheng.core.basis import RuleStatus
from quanheng.kernel.data_files import read_model

DATA = Path(__file__).parent / "data" / "password_profiles.yaml"
TEMPORARY_DAYS = 3
"""How long a password made by the platform can be used to sign in the first time (ASVS 6.4.1: a short time)."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Number(_Strict):
    """A number and what it rests on."""

    value: int
    status: RuleStatus
    source: str


class Profile(_Strict):
    """口令规则: lengths, how many kinds of characters (0: any), after how many days another (0: never), how many of the
    former ones it may not be.
    """

    key: str
    valid_from: date = Field(alias="from")
    minimum: Number
    recommended: Number
    maximum: Number
    classes: Number
    days: Number
    history: Number

    def is_due(self, account: Account, now: datetime) -> bool:
        """Whether the password has to be changed before anything else is done."""
        if account.password_temporary:
            return True
        set_at = account.password_set_at or account.created_at
        return bool(self.days.value) and now - set_at >= timedelta(days=self.days.value)


class Profiles(_Strict):
    """The file."""

    profiles: tuple[Profile, ...]


@cache
def profiles() -> dict[str, Profile]:
    """Every profile by its key."""
    return {one.key: one for one in read_model(DATA, Profiles).profiles}


def profile() -> Profile:
    """The one the settings choose."""
    return profiles()[settings.PASSWORD_PROFILE]


def expired_temporary(account: Account, now: datetime) -> bool:
    """Whether a password made by the platform was never used in time."""
    set_at = account.password_set_at or account.created_at
    return account.password_temporary and now - set_at >= timedelta(days=TEMPORARY_DAYS)
