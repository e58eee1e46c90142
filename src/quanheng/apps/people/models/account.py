"""Accounts: how a person signs in."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


class AccountManager(BaseUserManager["Account"]):
    """Creates accounts; used by the action that does so and by nothing else."""

    def get_by_natural_key(self, username: str | None) -> "Account":
        """Sign-in names are not case-sensitive."""
        return self.get(username=(username or "").lower())


class Account(AbstractBaseUser):
    """账户: a sign-in name and password. It carries no permission of its own: those come from the offices its person
    holds on the day. There is no all-powerful account.
    """

    username = models.CharField(_("登录名"), max_length=60, unique=True)
    person = models.OneToOneField("people.Person", models.PROTECT, related_name="account")
    is_active = models.BooleanField(_("启用"), default=True)
    created_at = models.DateTimeField(_("开立时间"))

    objects: ClassVar[Any] = AccountManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = (
            models.UniqueConstraint(
                Lower("username"),
                name="people_account_username_once",
                violation_error_message=_("该登录名已被使用（不分大小写）。"),
            ),
        )

    def __str__(self) -> str:
        return self.username
