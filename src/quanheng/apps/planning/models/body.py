"""Responsible bodies."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from quanheng.kernel.actor import Actor
from quanheng.kernel.records import Scoped


class Body(Scoped):
    """责任单位: whom a policy names. Either one organisation of the register, or a name: a whole kind of bodies
    (各省级市场监管部门) or one that is not on record. ``aliases`` are the short forms policies of its ``region`` use.
    """

    key = models.SlugField(_("地址"), max_length=60, unique=True)
    name = models.CharField(_("名称"), max_length=200)
    organisation = models.OneToOneField(
        "people.Organisation", models.PROTECT, null=True, blank=True, related_name="planning_body"
    )
    region = models.ForeignKey("people.Region", models.PROTECT, null=True, blank=True, verbose_name=_("行政区划"))
    group = models.BooleanField(_("一类单位"), default=False)
    aliases = models.JSONField(_("简称"), default=list, blank=True)
    order = models.PositiveSmallIntegerField(_("次序"), default=500)

    class Meta:
        ordering = ("order", "key")
        constraints = (
            models.UniqueConstraint(
                fields=["name", "region"],
                name="planning_body_once",
                violation_error_message=_("这个责任单位已登记。"),
            ),
            models.UniqueConstraint(
                fields=["name"], condition=Q(region=None), name="planning_body_without_region_once"
            ),
            models.CheckConstraint(
                condition=Q(group=False) | Q(organisation=None),
                name="planning_body_group_is_no_organisation",
                violation_error_message=_("一类单位不对应单个机构。"),
            ),
        )

    def __str__(self) -> str:
        return self.name

    @classmethod
    def visibility(cls, actor: Actor) -> Q:
        """Everybody."""
        return Q()
