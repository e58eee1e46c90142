"""Organisations and what they belong to."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from quanheng.kernel.actor import Actor
from quanheng.kernel.records import Scoped, Sourced


class Organisation(Sourced):
    """机构: any body that acts, answers or is acted upon, committees included (they are not legal persons)."""

    class Kind(models.TextChoices):
        """机构类别."""

        REGULATOR = "regulator", _("监管部门")
        DEPARTMENT = "department", _("行业主管部门")
        INSTITUTE = "institute", _("计量技术机构")
        COMMITTEE = "committee", _("计量技术委员会")
        ENTERPRISE = "enterprise", _("企业")
        ASSOCIATION = "association", _("社会团体")
        SCHOOL = "school", _("院校")
        INTERNATIONAL = "international", _("国际组织")
        OTHER = "other", _("其他")

    key = models.CharField(_("登记号"), max_length=20, unique=True)
    name = models.CharField(_("名称"), max_length=200, db_index=True)
    name_key = models.CharField(max_length=200, db_index=True, editable=False)
    kind = models.CharField(_("类别"), max_length=16, choices=Kind.choices, db_index=True)
    credit_code = models.CharField(_("统一社会信用代码"), max_length=18, null=True, blank=True)
    region = models.ForeignKey("people.Region", models.PROTECT, null=True, blank=True, verbose_name=_("行政区划"))
    public = models.BooleanField(_("公开"), default=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged", editable=False
    )

    class Meta:
        ordering = ("key",)
        constraints = (
            models.UniqueConstraint(
                fields=["credit_code"],
                name="people_organisation_credit_code_once",
                violation_error_message=_("该统一社会信用代码已登记在另一机构名下。"),
            ),
        )
        indexes = (
            models.Index(fields=["public", "kind", "key"], name="people_organisation_kind"),
            models.Index(fields=["public", "region"], name="people_organisation_region"),
            models.Index(fields=["public", "confidence"], name="people_organisation_known"),
        )

    def __str__(self) -> str:
        return self.name

    @classmethod
    def visibility(cls, actor: Actor) -> Q:
        """Public organisations to all."""
        from quanheng.apps.people.policies import visible_organisations

        return visible_organisations(actor)


class FormerName(Scoped):
    """曾用名: a name the organisation had ``until`` a day (unknown when null). What bears it is the same body."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="former_names")
    name = models.CharField(_("曾用名"), max_length=200)
    name_key = models.CharField(max_length=200, db_index=True, editable=False)
    until = models.DateField(_("用至"), null=True, blank=True)

    class Meta:
        ordering = ("organisation", "id")
        constraints = (
            models.UniqueConstraint(
                fields=["organisation", "name"],
                name="people_former_name_once",
                violation_error_message=_("该曾用名已登记。"),
            ),
        )

    @classmethod
    def visibility(cls, actor: Actor) -> Q:
        """With the organisation."""
        from quanheng.apps.people.policies import visible_organisations

        return visible_organisations(actor, "organisation__")


class OrganisationParent(Scoped):
    """隶属: an organisation belonged to a parent from ``start`` to ``end`` (open when null). Never overwritten."""

    class Kind(models.TextChoices):
        """隶属关系."""

        SUPERVISED = "supervised", _("主管")
        PART = "part", _("下设")
        FOUNDED = "founded", _("共同组建")

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="parents")
    parent = models.ForeignKey(Organisation, models.PROTECT, related_name="children")
    kind = models.CharField(_("关系"), max_length=12, choices=Kind.choices)
    start = models.DateField(_("起"), null=True, blank=True)
    end = models.DateField(_("止"), null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["organisation", "parent", "kind", "start"], name="people_parent_once"),
            models.UniqueConstraint(
                fields=["organisation", "parent", "kind"], condition=Q(start=None), name="people_parent_undated_once"
            ),
            models.CheckConstraint(
                condition=~Q(organisation=models.F("parent")),
                name="people_parent_not_itself",
                violation_error_message=_("机构不能隶属于自身。"),
            ),
            models.CheckConstraint(
                condition=Q(start=None) | Q(end=None) | Q(end__gt=models.F("start")),
                name="people_parent_dates",
                violation_error_message=_("隶属关系的止日必须晚于起日。"),
            ),
        )

    @classmethod
    def visibility(cls, actor: Actor) -> Q:
        """Where both organisations may be seen."""
        from quanheng.apps.people.policies import visible_organisations

        return visible_organisations(actor, "organisation__") & visible_organisations(actor, "parent__")
