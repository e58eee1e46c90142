"""Instruments, their editions, and what replaces what."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from quanheng.kernel.actor import Actor
from quanheng.kernel.records import Scoped, Sourced
from quanheng.kernel.spans import StatusSpan


class Instrument(Scoped):
    """法规文件: a law, order, notice or policy through all its editions (计量法)."""

    class Kind(models.TextChoices):
        """效力级别."""

        LAW = "law", _("法律")
        ADMINISTRATIVE_REGULATION = "administrative_regulation", _("行政法规")
        DEPARTMENTAL_RULE = "departmental_rule", _("部门规章")
        LOCAL_REGULATION = "local_regulation", _("地方性法规")
        LOCAL_RULE = "local_rule", _("地方政府规章")
        NORMATIVE = "normative", _("规范性文件")
        ANNOUNCEMENT = "announcement", _("公告")
        POLICY = "policy", _("政策文件")

    slug = models.SlugField(_("地址"), max_length=80, unique=True)
    title = models.CharField(_("名称"), max_length=200)
    kind = models.CharField(_("效力级别"), max_length=32, choices=Kind.choices, db_index=True)
    jurisdiction = models.CharField(_("适用地域"), max_length=6, default="000000", db_index=True)
    synthetic = models.BooleanField(_("合成数据"), default=False)

    class Meta:
        ordering = ("slug",)

    def __str__(self) -> str:
        return self.title

    @classmethod
    def visibility(cls, actor: Actor) -> Q:
        """Everybody."""
        return Q()


class Edition(Sourced):
    """文本版本: one issue or amendment of an instrument, with its own permanent address (``metrology-law-2018``).

    ``year`` is unknown for instruments met only as a citation; ``unverified`` names the fields that no source read
    confirms; a ``draft`` was published for comments and never has force.
    """

    class Completeness(models.TextChoices):
        """文本完整性."""

        NONE = "none", _("无文本")
        PARTIAL = "partial", _("文本不全")
        COMPLETE = "complete", _("文本完整")

    instrument = models.ForeignKey(Instrument, models.PROTECT, related_name="editions")
    slug = models.SlugField(_("地址"), max_length=100, unique=True)
    title = models.CharField(_("名称"), max_length=200)
    number = models.CharField(_("文号"), max_length=120, blank=True)
    issuer = models.CharField(_("发布机关"), max_length=200, blank=True)
    version = models.CharField(_("版次"), max_length=60, blank=True)
    year = models.PositiveSmallIntegerField(_("年份"), null=True, blank=True, db_index=True)
    issued_on = models.DateField(_("公布日期"), null=True, blank=True)
    effective_on = models.DateField(_("施行日期"), null=True, blank=True)
    abolished_on = models.DateField(_("废止日期"), null=True, blank=True)
    draft = models.BooleanField(_("征求意见稿"), default=False)
    unverified = models.JSONField(_("未核实的事项"), default=list)
    note = models.TextField(_("说明"), blank=True)
    completeness = models.CharField(
        _("文本完整性"), max_length=10, choices=Completeness.choices, default=Completeness.NONE
    )
    text_source = models.TextField(_("文本来源"), blank=True)
    text_note = models.TextField(_("文本说明"), blank=True)
    text_digest = models.CharField(_("文本摘要 SHA-256"), max_length=64, blank=True)

    class Meta:
        ordering = ("slug",)
        constraints = (
            models.CheckConstraint(
                condition=Q(issued_on=None) | Q(effective_on=None) | Q(effective_on__gte=F("issued_on")),
                name="law_edition_dates",
                violation_error_message=_("施行日期不能早于公布日期。"),
            ),
        )

    def __str__(self) -> str:
        return self.title

    @classmethod
    def visibility(cls, actor: Actor) -> Q:
        """Everybody."""
        return Q()


class EditionSpan(StatusSpan):
    """时效区间 of an edition."""

    document = models.ForeignKey(Edition, models.CASCADE, related_name="spans")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["document", "start"], name="law_span_once"),)
        indexes = (models.Index(fields=["status", "start", "end"], name="law_span_status"),)


class Supersession(Scoped):
    """代替: an edition replaces or amends another, wholly or in part."""

    successor = models.ForeignKey(Edition, models.PROTECT, related_name="replaces")
    predecessor = models.ForeignKey(Edition, models.PROTECT, related_name="replaced_by")
    partial = models.BooleanField(_("部分"), default=False)
    note = models.CharField(_("说明"), max_length=300, blank=True)
    source = models.TextField(_("来源"))

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["successor", "predecessor"], name="law_supersession_once"),
            models.CheckConstraint(
                condition=~Q(successor=F("predecessor")),
                name="law_supersession_not_itself",
                violation_error_message=_("文件不能替代自身。"),
            ),
        )

    @classmethod
    def visibility(cls, actor: Actor) -> Q:
        """Everybody."""
        return Q()
