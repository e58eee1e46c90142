"""How far the platform's clock was from others: rounds of questions to time servers, and comparisons made outside."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from quanheng.kernel.actor import Actor
from quanheng.kernel.models import StoredFile
from quanheng.kernel.records import Scoped


class _Open(Scoped):
    """Everybody reads it: it is what a time on record means."""

    class Meta:
        abstract = True

    @classmethod
    def visibility(cls, actor: Actor) -> Q:
        """Everything."""
        return Q()


class TimeRound(_Open):
    """测时: every configured source asked once, about the same moment. Append-only.

    ``text`` is the canonical record that is sealed. ``offset_ns`` (source minus platform) and ``bound_ns`` are what
    most sources agree on; empty when there is no such thing.
    """

    at = models.DateTimeField(_("测量时间"), db_index=True)
    sources = models.PositiveSmallIntegerField(_("来源数"))
    agreeing = models.PositiveSmallIntegerField(_("一致的来源"))
    offset_ns = models.BigIntegerField(_("偏差（ns）"), null=True)
    bound_ns = models.BigIntegerField(_("误差界（ns）"), null=True)
    text = models.TextField()

    class Meta:
        ordering = ("-id",)


class TimeReading(_Open):
    """读数: what one source answered in a round, or why its answer was not used. Append-only."""

    round = models.ForeignKey(TimeRound, models.PROTECT, related_name="readings")
    source = models.CharField(_("来源"), max_length=255)
    address = models.CharField(_("地址"), max_length=64, blank=True)
    stratum = models.PositiveSmallIntegerField(_("层级"), null=True)
    reference = models.CharField(_("参考源"), max_length=40, blank=True)
    offset_ns = models.BigIntegerField(_("偏差（ns）"), null=True)
    delay_ns = models.BigIntegerField(_("往返延迟（ns）"), null=True)
    bound_ns = models.BigIntegerField(_("误差界（ns）"), null=True)
    leap = models.PositiveSmallIntegerField(_("闰秒指示"), null=True)
    agrees = models.BooleanField(_("一致"), default=False)
    fault = models.CharField(_("未采用"), max_length=20, blank=True)
    detail = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("id",)


class TimeComparison(_Open):
    """外部比对: an offset that somebody outside measured, with the document that says so. Append-only.

    ``uncertainty_ns`` is expanded with ``coverage`` (the factor k, as the document writes it).
    """

    at = models.DateTimeField(_("比对时间"), db_index=True)
    offset_ns = models.BigIntegerField(_("偏差（ns）"))
    uncertainty_ns = models.BigIntegerField(_("扩展不确定度（ns）"))
    coverage = models.CharField(_("包含因子 k"), max_length=10)
    laboratory = models.CharField(_("测量机构"), max_length=200)
    document = models.CharField(_("证书或报告编号"), max_length=100)
    traceable_to = models.CharField(_("溯源至"), max_length=100)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+", verbose_name=_("报告文件"))
    text = models.TextField()
    entered_at = models.DateTimeField(_("登记时间"))
    entered_by = models.BigIntegerField()

    class Meta:
        ordering = ("-at", "-id")
        constraints = (models.UniqueConstraint(fields=["at", "document"], name="evidence_time_comparison_once"),)
