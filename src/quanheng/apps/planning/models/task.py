"""Tasks and who answers for them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from quanheng.kernel.actor import Actor
from quanheng.kernel.records import Scoped, Sourced


class Task(Sourced):
    """任务: what one point of a policy asks, in our own words. Its state on a day is computed (``rules/state.py``).

    ``deadline`` is the last day where the policy states one; ``presumed`` when the day is our reading of a year
    (到 2025 年 is read as its last day). ``corrected_at`` tells that a person changed what was shipped: loading then
    leaves it alone. A withdrawn task keeps its address and counts nowhere.
    """

    class Recurrence(models.TextChoices):
        """频次."""

        ONCE = "once", _("一次完成")
        YEARLY = "yearly", _("每年")
        ONGOING = "ongoing", _("持续")

    class Target(models.TextChoices):
        """目标类型."""

        NUMBER = "number", _("数量指标")
        DELIVERABLE = "deliverable", _("文件或成果")
        MECHANISM = "mechanism", _("制度机制")
        ACTIVITY = "activity", _("持续工作")

    class Origin(models.TextChoices):
        """登记方式."""

        SHIPPED = "shipped", _("平台整理")
        INTAKE = "intake", _("政策导入")

    key = models.CharField(_("编号"), max_length=120, unique=True)
    point = models.ForeignKey("planning.Point", models.PROTECT, related_name="tasks")
    order = models.PositiveIntegerField(_("次序"), db_index=True)
    title = models.CharField(_("任务"), max_length=120)
    recurrence = models.CharField(_("频次"), max_length=8, choices=Recurrence.choices, default=Recurrence.ONCE)
    deadline_text = models.CharField(_("期限所述"), max_length=60, blank=True)
    deadline = models.DateField(_("期限"), null=True, blank=True, db_index=True)
    presumed = models.BooleanField(_("期限推定"), default=False)
    target_kind = models.CharField(_("目标类型"), max_length=12, choices=Target.choices)
    target_text = models.CharField(_("目标"), max_length=200, blank=True)
    target_number = models.DecimalField(_("目标值"), max_digits=18, decimal_places=4, null=True, blank=True)
    target_unit = models.CharField(_("单位"), max_length=20, blank=True)
    indicator = models.SlugField(_("对应指标"), max_length=60, blank=True)
    origin = models.CharField(_("登记方式"), max_length=8, choices=Origin.choices, default=Origin.SHIPPED)
    corrected_at = models.DateTimeField(_("更正于"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("撤销于"), null=True, blank=True, db_index=True)
    withdrawn_because = models.CharField(_("撤销理由"), max_length=500, blank=True)

    class Meta:
        ordering = ("order", "key")
        constraints = (
            models.CheckConstraint(
                condition=~Q(recurrence="ongoing") | Q(deadline=None),
                name="planning_ongoing_has_no_deadline",
                violation_error_message=_("持续性任务没有截止日；请改为一次完成，或去掉期限。"),
            ),
            models.CheckConstraint(
                condition=~Q(presumed=True) | Q(deadline__isnull=False),
                name="planning_presumed_has_a_deadline",
                violation_error_message=_("没有期限的任务不能标“推定”。"),
            ),
            models.CheckConstraint(
                condition=Q(target_number=None) | ~Q(target_unit=""),
                name="planning_number_has_a_unit",
                violation_error_message=_("目标值要写明单位。"),
            ),
        )

    def __str__(self) -> str:
        return self.title

    @classmethod
    def visibility(cls, actor: Actor) -> Q:
        """Everybody."""
        return Q()


class Responsibility(Scoped):
    """责任: a body answers for a task as lead, jointly, or in support; ``stated`` is how the policy writes its name."""

    class Role(models.TextChoices):
        """责任方式."""

        LEAD = "lead", _("牵头")
        JOINT = "joint", _("共同负责")
        SUPPORT = "support", _("配合")

    task = models.ForeignKey(Task, models.CASCADE, related_name="responsibilities")
    body = models.ForeignKey("planning.Body", models.PROTECT, related_name="responsibilities")
    role = models.CharField(_("责任方式"), max_length=8, choices=Role.choices)
    stated = models.CharField(_("政策中的写法"), max_length=200, blank=True)
    order = models.PositiveSmallIntegerField(_("次序"))

    class Meta:
        ordering = ("task", "order")
        constraints = (
            models.UniqueConstraint(
                fields=["task", "body"],
                name="planning_responsible_once",
                violation_error_message=_("同一单位在一项任务中只列一次。"),
            ),
        )

    @classmethod
    def visibility(cls, actor: Actor) -> Q:
        """Everybody."""
        return Q()
