"""Identities of other systems that sign in to an account here."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from quanheng.kernel.actor import Actor
from quanheng.kernel.records import Scoped


class LinkedIdentity(Scoped):
    """统一身份: whom an identity provider knows as ``subject`` signs in to ``account``. The identity is the pair of
    issuer and subject; names and e-mail addresses count for nothing. The owner links alone, being signed in; what an
    administrator asked for counts once another one agreed.
    """

    account = models.ForeignKey("people.Account", models.PROTECT, related_name="identities")
    issuer = models.CharField(_("签发者"), max_length=255)
    subject = models.CharField(_("主体标识"), max_length=255)
    asked_by = models.ForeignKey("people.Account", models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("提出时间"))
    reason = models.CharField(_("理由"), max_length=500, blank=True)
    confirmed_by = models.ForeignKey("people.Account", models.PROTECT, null=True, blank=True, related_name="+")
    confirmed_at = models.DateTimeField(_("关联时间"), null=True, blank=True)

    class Meta:
        ordering = ("asked_at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=["issuer", "subject"],
                name="people_identity_once",
                violation_error_message=_("这个统一身份已经关联，或正等待确认。"),
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | Q(asked_by=F("account")) | ~Q(confirmed_by=F("asked_by")),
                name="people_identity_by_two",
                violation_error_message=_("替他人关联须由另一名管理员确认。"),
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None, confirmed_at=None)
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False),
                name="people_identity_confirmed_whole",
                violation_error_message=_("确认须同时有人和时间。"),
            ),
        )

    @classmethod
    def visibility(cls, actor: Actor) -> Q:
        """One's own, and every one to the three administrators."""
        from quanheng.apps.people.policies import visible_identities

        return visible_identities(actor)
