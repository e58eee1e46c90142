"""Editions, their amendment sheets, and what replaces what."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from quanheng.apps.specifications.models.work import Work
from quanheng.kernel.actor import Actor
from quanheng.kernel.records import Scoped, Sourced
from quanheng.kernel.spans import StatusSpan


class Edition(Sourced):
    """版本: one edition of a specification, ``JJF 1070-2023``. ``key`` is its permanent address (``JJF-1070-2023``),
    ``lookup`` the key without leading zeros, by which every spelling finds it.

    ``claimed_status`` is what the source said on ``claimed_on``: evidence, never the status. ``loaded_digest`` marks
    the file record last loaded, so that a correction made here outlives a reload of the same file.
    """

    class Kind(models.TextChoices):
        """种类 (总局令第89号第三条)."""

        SCHEME = "scheme", _("检定系统表")
        VERIFICATION = "verification", _("检定规程")
        CALIBRATION = "calibration", _("校准规范")
        TYPE_EVALUATION = "type_evaluation", _("型式评价大纲")
        OTHER = "other", _("其他计量技术规范")
        UNKNOWN = "unknown", _("种类待核")

    class FieldBasis(models.TextChoices):
        """专业领域的依据."""

        SOURCE = "source", _("来源所载")
        COMMITTEE = "committee", _("据归口委员会")
        TITLE = "title", _("据名称推定")

    work = models.ForeignKey(Work, models.PROTECT, related_name="editions")
    key = models.CharField(_("地址"), max_length=60, unique=True)
    number = models.CharField(_("编号"), max_length=60, unique=True)
    lookup = models.CharField(max_length=60, unique=True)
    year = models.PositiveSmallIntegerField(_("年份"), db_index=True)
    kind = models.CharField(_("种类"), max_length=16, choices=Kind.choices, db_index=True)
    kind_presumed = models.BooleanField(_("种类为推定"), default=False)
    field = models.ForeignKey("committees.Field", models.PROTECT, null=True, blank=True, related_name="specifications")
    field_basis = models.CharField(_("专业领域的依据"), max_length=10, choices=FieldBasis.choices, blank=True)
    title = models.CharField(_("名称"), max_length=300, blank=True)
    title_en = models.CharField(_("英文名称"), max_length=400, blank=True)
    issued_on = models.DateField(_("发布日期"), null=True, blank=True)
    effective_on = models.DateField(_("实施日期"), null=True, blank=True)
    abolished_on = models.DateField(_("废止日期"), null=True, blank=True)
    seen_ended_on = models.DateField(_("来源称已失效之日"), null=True, blank=True)
    announcement = models.CharField(_("公告号"), max_length=120, blank=True)
    committee = models.ForeignKey(
        "committees.Committee", models.PROTECT, null=True, blank=True, related_name="specifications"
    )
    responsible = models.CharField(_("归口单位（非委员会）"), max_length=200, blank=True)
    drafting_units = models.ManyToManyField("people.Organisation", related_name="drafted_specifications", blank=True)
    claimed_status = models.CharField(_("来源所称状态"), max_length=40, blank=True)
    claimed_on = models.DateField(_("来源所称状态之日"), null=True, blank=True)
    note = models.TextField(_("说明"), blank=True)
    loaded_digest = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ("work", "-year")
        constraints = (
            models.CheckConstraint(
                condition=Q(issued_on=None) | Q(effective_on=None) | Q(effective_on__gte=F("issued_on")),
                name="specifications_edition_dates",
                violation_error_message=_("实施日期不能早于发布日期。"),
            ),
        )
        indexes = (models.Index(fields=["-issued_on", "id"], name="specifications_by_issue"),)

    def __str__(self) -> str:
        return self.number

    @classmethod
    def visibility(cls, actor: Actor) -> Q:
        """Everybody."""
        return Q()


class EditionSpan(StatusSpan):
    """时效区间 of an edition."""

    document = models.ForeignKey(Edition, models.CASCADE, related_name="spans")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["document", "start"], name="specifications_span_once"),)
        indexes = (
            models.Index(fields=["status", "start", "end", "document"], name="specifications_span_status"),
            models.Index(fields=["start", "document"], name="specifications_span_start"),
        )


class Replacement(Scoped):
    """代替: ``successor`` replaces ``predecessor``, wholly or the part named in ``note``. ``doubtful`` when the source
    looks wrong; a doubtful one is shown but moves no status.
    """

    successor = models.ForeignKey(Edition, models.PROTECT, related_name="replaces")
    predecessor = models.ForeignKey(Edition, models.PROTECT, related_name="replaced_by")
    partial = models.BooleanField(_("部分代替"), default=False)
    note = models.CharField(_("说明"), max_length=300, blank=True)
    doubtful = models.BooleanField(_("存疑"), default=False)
    source = models.TextField(_("来源"))
    loaded = models.BooleanField(_("随平台数据载入"), default=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["successor", "predecessor"], name="specifications_replacement_once"),
            models.CheckConstraint(
                condition=~Q(successor=F("predecessor")),
                name="specifications_replacement_not_itself",
                violation_error_message=_("规范不能代替自身。"),
            ),
        )

    @classmethod
    def visibility(cls, actor: Actor) -> Q:
        """Everybody."""
        return Q()


class Amendment(Sourced):
    """修改单: an amendment sheet of an edition. It may be issued before the edition takes effect."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="amendments")
    ordinal = models.PositiveSmallIntegerField(_("第几号"))
    year = models.PositiveSmallIntegerField(_("年份"))
    number = models.CharField(_("编号"), max_length=80, unique=True)
    key = models.CharField(_("地址"), max_length=80, unique=True)
    issued_on = models.DateField(_("发布日期"), null=True, blank=True)
    effective_on = models.DateField(_("实施日期"), null=True, blank=True)
    announcement = models.CharField(_("公告号"), max_length=120, blank=True)
    note = models.CharField(_("说明"), max_length=300, blank=True)
    loaded = models.BooleanField(_("随平台数据载入"), default=False)

    class Meta:
        ordering = ("edition", "year", "ordinal")
        constraints = (
            models.UniqueConstraint(fields=["edition", "ordinal", "year"], name="specifications_amendment_once"),
        )

    @classmethod
    def visibility(cls, actor: Actor) -> Q:
        """Everybody."""
        return Q()
