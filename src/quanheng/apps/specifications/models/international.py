"""International documents (OIML, BIPM, JCGM) and their adoption."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from quanheng.kernel.actor import Actor
from quanheng.kernel.records import Scoped, Sourced


class InternationalDocument(Sourced):
    """国际文件: one publication, meeting or resolution, by the id its organisation gives it (``OIML R 76-1:2006``)."""

    class Body(models.TextChoices):
        """发布组织."""

        OIML = "OIML", "OIML"
        BIPM = "BIPM", "BIPM"
        JCGM = "JCGM", "JCGM"

    class Claimed(models.TextChoices):
        """来源所称状态, all claims taken together."""

        IN_FORCE = "in-force", _("现行")
        SUPERSEDED = "superseded", _("被代替")
        WITHDRAWN = "withdrawn", _("撤回")
        JOINT = "joint", _("联合出版")
        CONFLICT = "conflict", _("来源相互矛盾")

    key = models.CharField(_("地址"), max_length=120, unique=True)
    number = models.CharField(_("编号"), max_length=120, unique=True)
    body = models.CharField(_("组织"), max_length=8, choices=Body.choices, db_index=True)
    organ = models.CharField(_("机构"), max_length=40, blank=True, db_index=True)
    family = models.CharField(_("文件族"), max_length=40, blank=True, db_index=True)
    kind = models.CharField(_("类型"), max_length=40, db_index=True)
    title_en = models.TextField(_("英文题名"), blank=True)
    title_fr = models.TextField(_("法文题名"), blank=True)
    languages = models.CharField(_("语言"), max_length=40, blank=True)
    date = models.CharField(_("日期"), max_length=10, blank=True)
    year = models.PositiveSmallIntegerField(_("年份"), null=True, blank=True, db_index=True)
    edition = models.CharField(_("版次"), max_length=20, blank=True)
    quantity = models.CharField(_("量"), max_length=200, blank=True)
    instrument = models.CharField(_("计量器具"), max_length=300, blank=True)
    language_version_of = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="language_versions"
    )
    relations = models.JSONField(_("关系"), default=dict, blank=True)
    claimed = models.CharField(_("来源所称状态"), max_length=12, choices=Claimed.choices, blank=True, db_index=True)
    doi = models.CharField(max_length=120, blank=True)
    url = models.TextField(_("网址"), blank=True)
    loaded_digest = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ("number",)

    def __str__(self) -> str:
        return self.number

    @classmethod
    def visibility(cls, actor: Actor) -> Q:
        """Everybody."""
        return Q()


class StatusClaim(Scoped):
    """来源所称状态: what a catalogue row says of a document. Two different claims on one document are a real conflict,
    shown as such. ``differs`` keeps what else this row says otherwise than the document as recorded.
    """

    document = models.ForeignKey(InternationalDocument, models.CASCADE, related_name="claims")
    status = models.CharField(_("状态"), max_length=24)
    row = models.PositiveIntegerField(_("来源行"))
    differs = models.JSONField(_("该行另有说法"), default=dict, blank=True)
    source = models.TextField(_("来源"))

    class Meta:
        constraints = (models.UniqueConstraint(fields=["document", "row"], name="specifications_claim_once"),)
        indexes = (models.Index(fields=["status"], name="specifications_claim_status"),)

    @classmethod
    def visibility(cls, actor: Actor) -> Q:
        """Everybody."""
        return Q()


class Adoption(Sourced):
    """采用: an edition adopts or relates to an international document, to a degree (JJF 1868)."""

    class Degree(models.TextChoices):
        """一致性程度."""

        IDT = "IDT", _("等同采用")
        MOD = "MOD", _("修改采用")
        NEQ = "NEQ", _("非等效采用")
        RELATED = "REL", _("相关（程度未核实）")

    edition = models.ForeignKey("specifications.Edition", models.PROTECT, related_name="adoptions")
    document = models.ForeignKey(InternationalDocument, models.PROTECT, null=True, related_name="adoptions")
    cited_as = models.CharField(_("原文写法"), max_length=80)
    degree = models.CharField(_("一致性程度"), max_length=3, choices=Degree.choices)
    note = models.CharField(_("说明"), max_length=300, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["edition", "cited_as"], name="specifications_adoption_once"),)

    @classmethod
    def visibility(cls, actor: Actor) -> Q:
        """Everybody."""
        return Q()
