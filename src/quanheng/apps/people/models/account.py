"""Accounts: how a person signs in."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from quanheng.kernel.actor import Actor
from quanheng.kernel.records import Scoped, ScopedQuerySet


class AccountManager(BaseUserManager.from_queryset(ScopedQuerySet)):  # type: ignore[misc]  # made at run time
    """Finds accounts; they are created by the action that does so and by nothing else."""

    def get_by_natural_key(self, username: str | None) -> "Account":
        """Sign-in names are not case-sensitive."""
        return self.get(username=(username or "").lower())  # type: ignore[no-any-return]


class Account(AbstractBaseUser, Scoped):
    """账户: a sign-in name and password. It carries no permission of its own: those come from the offices its person
    holds on the day. There is no all-powerful account.
    """

    username = models.CharField(_("登录名"), max_length=60, unique=True)
    person = models.OneToOneField("people.Person", models.PROTECT, related_name="account")
    is_active = models.BooleanField(_("启用"), default=True)
    created_at = models.DateTimeField(_("开立时间"))
    initial = models.BooleanField(_("首次启动所建"), default=False)
    password_set_at = models.DateTimeField(_("口令设定时间"), null=True, blank=True)
    password_temporary = models.BooleanField(_("临时口令"), default=False)
    must_enrol = models.BooleanField(_("须重新绑定验证方式"), default=False)
    session_epoch = models.PositiveIntegerField(default=0, editable=False)
    code_step = models.BigIntegerField(default=0, editable=False)

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

    @classmethod
    def visibility(cls, actor: Actor) -> Q:
        """One's own, and every account to administrators."""
        from quanheng.apps.people.policies import visible_accounts

        return visible_accounts(actor)

    def get_session_auth_hash(self) -> str:
        """What a session of this account must carry: it changes with the password and with ``session_epoch``, so that
        every session made before ends at once, whether or not anybody kept a list of it.
        """
        return self._session_digest(None)

    def get_session_auth_fallback_hash(self) -> Any:
        """The same under the secret keys of before."""
        from django.conf import settings

        for secret in settings.SECRET_KEY_FALLBACKS:
            yield self._session_digest(secret)

    def _session_digest(self, secret: str | bytes | None) -> str:
        value = f"{self.password}\0{self.session_epoch}"
        return salted_hmac("people.account.session", value, secret=secret, algorithm="sha256").hexdigest()

    def end_sessions(self) -> None:
        """Every session of this account is over, in the transaction of the caller."""
        type(self).objects.filter(pk=self.pk).update(session_epoch=models.F("session_epoch") + 1)
        self.refresh_from_db(fields=["session_epoch"])

    def take_code_step(self, step: int) -> bool:
        """Mark the time step of an accepted one-time code as used; ``False`` when it, or a later one, was used before.
        One statement, so that two servers cannot both accept one code.
        """
        return bool(type(self).objects.filter(pk=self.pk, code_step__lt=step).update(code_step=step))
