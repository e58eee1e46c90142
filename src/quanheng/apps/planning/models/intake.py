"""Policies on their way in: a received copy, and what was proposed from it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from quanheng.kernel.actor import Actor
from quanheng.kernel.records import Scoped


class Intake(Scoped):
    """导入: one copy of a policy as received, the proposals read from it, and what a person made of them. The copy is
    kept as it came; its text is read from it again each time and never stored twice.
    """

    class Stage(models.TextChoices):
        """办理情况."""

        OPEN = "open", _("办理中")
        CONFIRMED = "confirmed", _("已确认")
        DISCARDED = "discarded", _("已放弃")
        UNDONE = "undone", _("已撤销")

    file = models.ForeignKey("kernel.StoredFile", models.PROTECT, related_name="+")
    name = models.CharField(_("文件名"), max_length=200)
    slug = models.SlugField(_("法规版本"), max_length=100, db_index=True)
    title = models.CharField(_("政策名称"), max_length=200)
    number = models.CharField(_("文号"), max_length=120, blank=True)
    organisation = models.ForeignKey("people.Organisation", models.PROTECT, related_name="policy_intakes")
    received_by = models.ForeignKey("people.Person", models.PROTECT, null=True, blank=True, related_name="+")
    received_at = models.DateTimeField(_("收到时间"))
    stage = models.CharField(_("办理情况"), max_length=10, choices=Stage.choices, default=Stage.OPEN, db_index=True)
    closed_at = models.DateTimeField(_("办结时间"), null=True, blank=True)
    reason = models.CharField(_("理由"), max_length=500, blank=True)

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return self.title

    @classmethod
    def visibility(cls, actor: Actor) -> Q:
        """The organisation that imports, and auditors."""
        from quanheng.apps.planning.policies import visible_intakes

        return visible_intakes(actor)


class Proposal(Scoped):
    """建议任务: what a point seems to ask, with the words it was read from, for a person to change, take or refuse."""

    class Decision(models.TextChoices):
        """取舍."""

        PENDING = "pending", _("未定")
        ACCEPTED = "accepted", _("登记为任务")
        REJECTED = "rejected", _("不登记")

    intake = models.ForeignKey(Intake, models.PROTECT, related_name="proposals")
    anchor = models.CharField(_("条目"), max_length=20)
    label = models.CharField(_("条目号"), max_length=20)
    order = models.PositiveIntegerField(_("次序"))
    title = models.CharField(_("任务"), max_length=120)
    bodies = models.JSONField(_("责任单位"), default=list)
    recurrence = models.CharField(_("频次"), max_length=8, default="once")
    deadline_text = models.CharField(_("期限所述"), max_length=60, blank=True)
    deadline = models.DateField(_("期限"), null=True, blank=True)
    presumed = models.BooleanField(_("期限推定"), default=False)
    target_kind = models.CharField(_("目标类型"), max_length=12, default="activity")
    target_text = models.CharField(_("目标"), max_length=200, blank=True)
    target_number = models.DecimalField(_("目标值"), max_digits=18, decimal_places=4, null=True, blank=True)
    target_unit = models.CharField(_("单位"), max_length=20, blank=True)
    quotes = models.JSONField(_("所引原文"), default=list)
    decision = models.CharField(_("取舍"), max_length=8, choices=Decision.choices, default=Decision.PENDING)
    edited = models.BooleanField(_("已修改"), default=False)
    task = models.ForeignKey("planning.Task", models.PROTECT, null=True, blank=True, related_name="proposals")

    class Meta:
        ordering = ("intake", "order")
        constraints = (models.UniqueConstraint(fields=["intake", "order"], name="planning_proposal_order_once"),)

    @classmethod
    def visibility(cls, actor: Actor) -> Q:
        """With the import."""
        from quanheng.apps.planning.policies import visible_intakes

        return visible_intakes(actor, "intake__")
