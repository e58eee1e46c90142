"""Published values of indicators."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from quanheng.kernel.actor import Actor
from quanheng.kernel.records import Scoped


class IndicatorValue(Scoped):
    """指标值: what an indicator was on a day, kept when somebody published it. Never overwritten.

    A count has only ``amount``; a share is ``amount`` out of ``whole``.
    """

    indicator = models.SlugField(_("指标"), max_length=60)
    day = models.DateField(_("日期"))
    amount = models.BigIntegerField(_("数值"))
    whole = models.BigIntegerField(_("总数"), null=True, blank=True)
    formula = models.CharField(_("计算方法"), max_length=500)
    published_at = models.DateTimeField(_("发布时间"))

    class Meta:
        ordering = ("indicator", "day")
        constraints = (
            models.UniqueConstraint(
                fields=["indicator", "day"],
                name="planning_value_once_a_day",
                violation_error_message=_("这项指标当日已发布。"),
            ),
            models.CheckConstraint(condition=Q(amount__gte=0), name="planning_value_not_negative"),
            models.CheckConstraint(
                condition=Q(whole=None) | Q(amount__lte=F("whole")), name="planning_share_not_above_one"
            ),
        )

    @classmethod
    def visibility(cls, actor: Actor) -> Q:
        """Everybody."""
        return Q()
