"""Progress and the records it rests on."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from quanheng.kernel.actor import Actor
from quanheng.kernel.records import Scoped, Sourced


class Progress(Sourced):
    """进展: on ``day`` something was done for a task. Reported by one person, confirmed or returned by another; only a
    confirmed entry is public and counts. ``completes`` says that the task (a yearly one: that year's) is done.
    """

    class Stage(models.TextChoices):
        """办理情况."""

        REPORTED = "reported", _("待确认")
        CONFIRMED = "confirmed", _("已确认")
        RETURNED = "returned", _("已退回")

    task = models.ForeignKey("planning.Task", models.PROTECT, related_name="progress")
    key = models.CharField(_("编号"), max_length=140, unique=True)
    day = models.DateField(_("日期"), db_index=True)
    body = models.ForeignKey("planning.Body", models.PROTECT, related_name="progress")
    text = models.TextField(_("进展"))
    completes = models.BooleanField(_("任务完成"), default=False)
    stage = models.CharField(_("办理情况"), max_length=10, choices=Stage.choices, default=Stage.REPORTED)
    organisation = models.ForeignKey(
        "people.Organisation", models.PROTECT, null=True, blank=True, related_name="reported_progress"
    )
    reported_by = models.ForeignKey(
        "people.Person", models.PROTECT, null=True, blank=True, related_name="reported_progress"
    )
    reported_at = models.DateTimeField(_("报送时间"))
    decided_by = models.ForeignKey(
        "people.Person", models.PROTECT, null=True, blank=True, related_name="decided_progress"
    )
    decided_at = models.DateTimeField(_("确认时间"), null=True, blank=True)
    reason = models.CharField(_("退回理由"), max_length=500, blank=True)

    class Meta:
        ordering = ("-day", "-pk")
        verbose_name = _("进展")
        constraints = (
            models.CheckConstraint(
                condition=Q(stage="reported") | Q(decided_at__isnull=False),
                name="planning_decided_has_a_time",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | Q(reported_by=None) | ~Q(decided_by=models.F("reported_by")),
                name="planning_four_eyes",
                violation_error_message=_("进展不能由报送人自己确认。"),
            ),
        )
        indexes = (models.Index(fields=["task", "stage", "day"], name="planning_progress_counts"),)

    @classmethod
    def visibility(cls, actor: Actor) -> Q:
        """Confirmed entries to all; the others to the organisation that reported and the keeper of the policy."""
        from quanheng.apps.planning.policies import visible_progress

        return visible_progress(actor)


class Evidence(Scoped):
    """佐证: a public record of the platform, by the kind and key under which it is found."""

    progress = models.ForeignKey(Progress, models.CASCADE, related_name="evidence")
    kind = models.CharField(_("类别"), max_length=40)
    key = models.CharField(_("编号"), max_length=200)
    title = models.CharField(_("名称"), max_length=300)
    order = models.PositiveSmallIntegerField(_("次序"))

    class Meta:
        ordering = ("progress", "order")
        constraints = (models.UniqueConstraint(fields=["progress", "kind", "key"], name="planning_evidence_once"),)

    @classmethod
    def visibility(cls, actor: Actor) -> Q:
        """With its entry."""
        from quanheng.apps.planning.policies import visible_progress

        return visible_progress(actor, "progress__")
