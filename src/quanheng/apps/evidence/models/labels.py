"""Labels, the keys that sign them, and what ended either. What is once said is never changed."""

from datetime import date, datetime

from django.db import models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from quanheng.core.trust.labels.claims import Kind
from quanheng.kernel.actor import Actor
from quanheng.kernel.records import Scoped

KINDS = (
    (Kind.VERIFICATION.value, _("检定")),
    (Kind.CALIBRATION.value, _("校准")),
    (Kind.TEST.value, _("检测")),
    (Kind.INSPECTION.value, _("检验")),
    (Kind.OTHER.value, _("其他")),
)


class _Said(Scoped):
    """Something everybody may read: when it was said, and by which person."""

    at = models.DateTimeField(_("时间"))
    by = models.BigIntegerField()

    class Meta:
        abstract = True

    @classmethod
    def visibility(cls, actor: Actor) -> Q:
        """Everything."""
        return Q()


class LabelKey(_Said):
    """签发密钥: a public key that may sign labels for ``issuer`` (a register number). Append-only.

    With an ``organisation`` its private half lies in a file of this platform; with a ``home`` it is a key of another
    platform, whose host knows what was revoked.
    """

    key_id = models.CharField(_("密钥号"), max_length=16, unique=True)
    public = models.CharField(_("公钥"), max_length=64)
    organisation = models.BigIntegerField(_("机构"), null=True, db_index=True)
    issuer = models.CharField(_("签发者"), max_length=40)
    issuer_name = models.CharField(_("签发机构"), max_length=200)
    home = models.CharField(_("核对网站"), max_length=253, blank=True)
    start = models.DateTimeField(_("启用时间"))

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.issuer_name} {self.key_id}"


class LabelKeyEnd(_Said):
    """停用: from ``end`` on nothing counts that the key signs. Append-only."""

    key = models.OneToOneField(LabelKey, models.PROTECT, related_name="ended")
    end = models.DateTimeField(_("停用时间"))
    reason = models.CharField(_("理由"), max_length=300)


class IssuerList(_Said):
    """签发者名单: the canonical list of keys as it was published with this number. Append-only."""

    number = models.PositiveIntegerField(_("版本"), unique=True)
    text = models.TextField()

    class Meta:
        ordering = ("-number",)


class Label(Scoped):
    """标识: a signed statement about one instrument. ``token`` are the signed bytes, from which ``number`` is made.
    Append-only.
    """

    number = models.CharField(_("标识号"), max_length=20, unique=True)
    key = models.ForeignKey(LabelKey, models.PROTECT, related_name="labels", verbose_name=_("签发密钥"))
    organisation = models.BigIntegerField(_("机构"), db_index=True)
    certificate = models.CharField(_("证书编号"), max_length=60)
    serial = models.CharField(_("器具编号"), max_length=60)
    kind = models.PositiveSmallIntegerField(_("种类"), choices=KINDS)
    sha256 = models.CharField(_("文件摘要（SHA-256）"), max_length=64, db_index=True)
    name = models.CharField(_("器具名称"), max_length=60)
    due = models.DateField(_("有效期至"))
    result = models.CharField(_("结果或等级"), max_length=40, blank=True)
    token = models.BinaryField()
    issued_at = models.DateTimeField(_("签发时间"), db_index=True)
    expires_at = models.DateTimeField(_("失效时刻"))
    issued_by = models.BigIntegerField()

    class Meta:
        ordering = ("-id",)
        indexes = (models.Index(fields=["organisation", "certificate", "serial"], name="evidence_label_of_instrument"),)

    def __str__(self) -> str:
        return f"{self.number} {self.name} {self.serial}"

    @classmethod
    def visibility(cls, actor: Actor) -> Q:
        """The list of an issuer is its own business: for those who issue its labels, and for auditors. One label is
        shown to whoever holds it (``labels.standing``).
        """
        from quanheng.apps.evidence.labels.policies import issues_for, sees_every_label

        return Q() if sees_every_label(actor) else Q(organisation__in=issues_for(actor))


class LabelEnd(_Said):
    """撤销或替换: ``text`` is the canonical record that is sealed. Append-only."""

    label = models.OneToOneField(Label, models.PROTECT, related_name="ended")
    successor = models.ForeignKey(Label, models.PROTECT, null=True, related_name="replaced", verbose_name=_("新标识"))
    reason = models.CharField(_("理由"), max_length=300)
    text = models.TextField()


class LabelScans(Scoped):
    """核对次数: how often a label was checked on a day. Nothing about who checked it, or where."""

    label = models.ForeignKey(Label, models.PROTECT, related_name="scans")
    day = models.DateField(_("日期"))
    count = models.PositiveIntegerField(_("次数"), default=0)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["label", "day"], name="evidence_label_scans_once_a_day"),)

    @classmethod
    def visibility(cls, actor: Actor) -> Q:
        """With the list of the issuer."""
        from quanheng.apps.evidence.labels.policies import issues_for, sees_every_label

        return Q() if sees_every_label(actor) else Q(label__organisation__in=issues_for(actor))

    @classmethod
    def count_one(cls, label: Label, day: date) -> None:
        """One more check of ``label`` on ``day``."""
        with transaction.atomic():
            cls.objects.get_or_create(label=label, day=day)
            cls.objects.filter(label=label, day=day).update(count=F("count") + 1)


def to_second(moment: datetime) -> datetime:
    """As labels and lists of issuers state moments."""
    return moment.replace(microsecond=0)
