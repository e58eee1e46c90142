"""Committees, their fields, host units and terms."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from quanheng.kernel.actor import Actor
from quanheng.kernel.records import Scoped, Sourced


class Field(Scoped):
    """专业领域: a field of metrology (几何量, 热学, 力学 …), the axis of the coverage map."""

    class Priority(models.TextChoices):
        """规划布局中的位置 (市监计量发〔2022〕62号（五）)."""

        KEY = "key", _("重点领域")
        NEW = "new", _("创新领域")

    slug = models.SlugField(_("代号"), max_length=40, primary_key=True)
    name = models.CharField(_("名称"), max_length=40)
    code = models.CharField(_("JJF 1022 大类代码"), max_length=2, blank=True)
    priority = models.CharField(_("布局"), max_length=4, choices=Priority.choices, blank=True)
    order = models.PositiveSmallIntegerField(_("次序"))

    class Meta:
        ordering = ("order",)

    def __str__(self) -> str:
        return self.name

    @classmethod
    def visibility(cls, actor: Actor) -> Q:
        """Everybody."""
        return Q()


class Committee(Sourced):
    """技术委员会, 分技术委员会 or 工作组. Its name, region and parents are those of its organisation. ``loaded_digest``
    marks the shipped record it was last brought to: corrections made since stand until that record changes.
    """

    class Level(models.TextChoices):
        """层级."""

        NATIONAL = "national", _("国家")
        DEPARTMENT = "department", _("部门")
        LOCAL = "local", _("地方")
        REGIONAL = "regional", _("区域")

    class Tier(models.TextChoices):
        """类型."""

        TC = "tc", _("技术委员会")
        SC = "sc", _("分技术委员会")
        WG = "wg", _("工作组")

    organisation = models.OneToOneField("people.Organisation", models.PROTECT, related_name="committee")
    key = models.CharField(_("登记号"), max_length=20, unique=True)
    code = models.CharField(_("代号"), max_length=20, blank=True)
    position = models.PositiveIntegerField(_("次序"), db_index=True, editable=False)
    name = models.CharField(_("名称"), max_length=200)
    tier = models.CharField(_("类型"), max_length=2, choices=Tier.choices)
    level = models.CharField(_("层级"), max_length=12, choices=Level.choices)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    fields = models.ManyToManyField(Field, related_name="committees", blank=True)
    approved_by = models.ForeignKey(
        "people.Organisation", models.PROTECT, null=True, blank=True, related_name="approved_committees"
    )
    joint_founders = models.ManyToManyField("people.Organisation", related_name="founded_committees", blank=True)
    founded_on = models.CharField(_("成立"), max_length=10, blank=True)
    planned = models.BooleanField(_("拟成立"), default=False)
    dissolved_on = models.DateField(_("撤销"), null=True, blank=True)
    facts = models.JSONField(_("公开事实"), default=list, blank=True)
    loaded_digest = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        ordering = ("position", "key")
        constraints = (
            models.UniqueConstraint(
                fields=["code"],
                condition=~Q(code=""),
                name="committees_code_once",
                violation_error_message=_("该委员会代号已被使用。"),
            ),
            models.CheckConstraint(
                condition=Q(tier="tc") | Q(parent__isnull=False) | Q(planned=True),
                name="committees_below_another",
                violation_error_message=_("分技术委员会和工作组必须有上级委员会。"),
            ),
        )

    def __str__(self) -> str:
        return self.name

    @classmethod
    def visibility(cls, actor: Actor) -> Q:
        """Everybody."""
        return Q()


class Hosting(Scoped):
    """挂靠: the organisation that runs the secretariat, from ``start`` to ``end`` (unknown or open when null)."""

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="hostings")
    organisation = models.ForeignKey("people.Organisation", models.PROTECT, related_name="hosted_committees")
    start = models.DateField(_("起"), null=True, blank=True)
    end = models.DateField(_("止"), null=True, blank=True)
    source = models.TextField(_("来源"))

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["committee", "organisation", "start"], name="committees_hosting_once"),
            models.UniqueConstraint(
                fields=["committee", "organisation"], condition=Q(start=None), name="committees_hosting_undated_once"
            ),
            models.CheckConstraint(
                condition=Q(start=None) | Q(end=None) | Q(end__gt=F("start")),
                name="committees_hosting_dates",
                violation_error_message=_("挂靠止日必须晚于起日。"),
            ),
        )

    @classmethod
    def visibility(cls, actor: Actor) -> Q:
        """Everybody."""
        return Q()


class Term(Scoped):
    """届: ordinal, start and end where known to the day (``note`` says what is known otherwise), and the instrument
    that appointed it.
    """

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="terms")
    ordinal = models.PositiveSmallIntegerField(_("第几届"))
    start = models.DateField(_("起"), null=True, blank=True)
    end = models.DateField(_("止"), null=True, blank=True)
    instrument = models.CharField(_("文件"), max_length=200, blank=True)
    note = models.CharField(_("说明"), max_length=200, blank=True)
    source = models.TextField(_("来源"))

    class Meta:
        ordering = ("committee", "ordinal")
        constraints = (
            models.UniqueConstraint(fields=["committee", "ordinal"], name="committees_term_once"),
            models.CheckConstraint(
                condition=Q(start=None) | Q(end=None) | Q(end__gt=F("start")),
                name="committees_term_dates",
                violation_error_message=_("届的止日必须晚于起日。"),
            ),
        )

    @classmethod
    def visibility(cls, actor: Actor) -> Q:
        """Everybody."""
        return Q()
