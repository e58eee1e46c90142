"""Offices and dated appointments."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from quanheng.kernel.actor import Actor
from quanheng.kernel.records import Scoped, Sourced


class Office(Scoped):
    """职务: a kind of office that permissions attach to (主任委员, 秘书长 …). A vocabulary, loaded from data."""

    slug = models.SlugField(_("代号"), max_length=40, primary_key=True)
    name = models.CharField(_("名称"), max_length=60)
    order = models.PositiveSmallIntegerField(_("次序"), default=0)
    votes = models.BooleanField(_("有表决权"), default=False)
    grants = models.JSONField(_("平台角色"), default=list, blank=True)

    class Meta:
        ordering = ("order", "slug")

    def __str__(self) -> str:
        return self.name

    @classmethod
    def visibility(cls, actor: Actor) -> Q:
        """Everybody."""
        return Q()


class Appointment(Sourced):
    """任职: a person held an office in an organisation from ``start`` (inclusive) to ``end`` (exclusive, open when
    null). Ended by setting the end; never moved. Only what was recorded by mistake is withdrawn.
    """

    person = models.ForeignKey("people.Person", models.PROTECT, related_name="appointments")
    office = models.ForeignKey(Office, models.PROTECT, related_name="appointments")
    organisation = models.ForeignKey("people.Organisation", models.PROTECT, related_name="appointments")
    start = models.DateField(_("任职起"))
    end = models.DateField(_("任职止"), null=True, blank=True)
    instrument = models.CharField(_("任命文件"), max_length=200, blank=True)

    class Meta:
        ordering = ("office__order", "start")
        constraints = (
            models.CheckConstraint(
                condition=Q(end=None) | Q(end__gt=F("start")),
                name="people_appointment_dates",
                violation_error_message=_("任职止日必须晚于起日。"),
            ),
            models.UniqueConstraint(
                fields=["person", "office", "organisation", "start"],
                name="people_appointment_once",
                violation_error_message=_("该人员在同一机构、同一职务、同一起日的任职已登记。"),
            ),
        )

    @classmethod
    def visibility(cls, actor: Actor) -> Q:
        """With the person."""
        from quanheng.apps.people.policies import visible_appointments

        return visible_appointments(actor)
