"""Proposals to give or take a platform office."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from quanheng.kernel.actor import Actor
from quanheng.kernel.records import Scoped
from quanheng.kernel.subjects import Subject


class OfficeProposal(Scoped):
    """任免提议: a platform office (registrar or administrator) is given or ended by two administrators of different
    roles: one proposes, the other decides. Decided once, never changed, never deleted.
    """

    class Kind(models.TextChoices):
        """任免."""

        APPOINT = "appoint", _("任命")
        END = "end", _("终止")

    kind = models.CharField(_("事项"), max_length=8, choices=Kind.choices)
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="office_proposals")
    office = models.ForeignKey("people.Office", models.PROTECT, related_name="+")
    organisation = models.ForeignKey("people.Organisation", models.PROTECT, related_name="+")
    appointment = models.ForeignKey("people.Appointment", models.PROTECT, null=True, blank=True, related_name="+")
    start = models.DateField(_("任职起"), null=True, blank=True)
    end = models.DateField(_("任职止"), null=True, blank=True)
    instrument = models.CharField(_("任命文件"), max_length=200, blank=True)
    confidence = models.CharField(_("可信度"), max_length=1, blank=True)
    source = models.TextField(_("来源"), blank=True)
    reason = models.CharField(_("理由"), max_length=500)
    proposed_by = models.ForeignKey("people.Account", models.PROTECT, related_name="+")
    proposed_role = models.CharField(_("提议人职责"), max_length=40)
    proposed_at = models.DateTimeField(_("提议时间"))
    decided_by = models.ForeignKey("people.Account", models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(_("决定时间"), null=True, blank=True)
    accepted = models.BooleanField(_("同意"), null=True, blank=True)

    class Meta:
        ordering = ("-proposed_at",)
        constraints = (
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("proposed_by")),
                name="people_proposal_by_two",
                violation_error_message=_("提议人不能自己决定。"),
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None, decided_at=None, accepted=None)
                | Q(decided_by__isnull=False, decided_at__isnull=False, accepted__isnull=False),
                name="people_proposal_decided_whole",
                violation_error_message=_("决定须同时有人、时间和结果。"),
            ),
            models.UniqueConstraint(
                fields=["kind", "person", "office", "organisation"],
                condition=Q(decided_by=None),
                name="people_proposal_open_once",
                violation_error_message=_("同样的提议已在等待决定。"),
            ),
        )

    @property
    def subject(self) -> Subject:
        """What its events are about: not the person, whose history colleagues read."""
        return Subject("office-proposal", str(self.pk))

    @classmethod
    def visibility(cls, actor: Actor) -> Q:
        """Administrators, the auditor among them."""
        from quanheng.apps.people.policies import visible_proposals

        return visible_proposals(actor)
