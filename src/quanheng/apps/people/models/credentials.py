"""What an account proves itself with beside its password, and the passwords it had."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from quanheng.kernel.actor import Actor
from quanheng.kernel.records import Scoped


class RecoveryCode(Scoped):
    """恢复码: one of the numbered codes an account signs in with when its second factor is not at hand. Only a
    password hash of it is kept, and it works once.
    """

    account = models.ForeignKey("people.Account", models.CASCADE, related_name="recovery_codes")
    number = models.PositiveSmallIntegerField(_("编号"))
    digest = models.CharField(max_length=200)
    made_at = models.DateTimeField(_("生成时间"))
    used_at = models.DateTimeField(_("使用时间"), null=True, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["account", "number"], name="people_recovery_code_once"),)

    @classmethod
    def visibility(cls, actor: Actor) -> Q:
        """The owner's own."""
        return Q(account=actor.account_id) if actor.account_id else Q(pk__in=[])


class FormerPassword(Scoped):
    """曾用口令: the hash of a password an account had, where the password profile forbids using it again."""

    account = models.ForeignKey("people.Account", models.CASCADE, related_name="former_passwords")
    digest = models.CharField(max_length=200)
    until = models.DateTimeField(_("用至"))

    class Meta:
        ordering = ("-until", "-id")

    @classmethod
    def visibility(cls, actor: Actor) -> Q:
        """Nobody: it is compared, never shown."""
        return Q(pk__in=[])
