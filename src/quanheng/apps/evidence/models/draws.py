"""A draw, and the facts that make it. What is once said is never changed: the database refuses it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from quanheng.apps.evidence.models.name_lists import ALGORITHMS, NameList
from quanheng.kernel.actor import Actor
from quanheng.kernel.models import StoredFile
from quanheng.kernel.records import Scoped


class Stage(models.TextChoices):
    """How far a draw has come. What depends on the clock is computed, not stored."""

    COMMITTING = "committing", _("征集承诺")
    PUBLISHED = "published", _("方案已公布")
    DRAWN = "drawn", _("已抽取")
    VOID = "void", _("作废")
    ABANDONED = "abandoned", _("公布前撤回")


class Draw(Scoped):
    """随机抽取. ``composition`` is the plan without the commitments, open to revision until the first one comes in."""

    draw_id = models.CharField(_("抽取编号"), max_length=60, unique=True)
    title = models.CharField(_("名称"), max_length=120)
    organiser = models.BigIntegerField(_("组织机构"), db_index=True)
    organiser_name = models.CharField(_("组织机构"), max_length=200)
    algorithm = models.CharField(_("算法"), max_length=20, choices=ALGORITHMS)
    objects_list = models.ForeignKey(NameList, models.PROTECT, related_name="+", verbose_name=_("检查对象名录"))
    inspectors_list = models.ForeignKey(
        NameList, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("执法检查人员名录")
    )
    composition = models.JSONField()
    commit_by = models.DateTimeField(_("承诺截止"))
    open_after = models.DateTimeField(_("公共号码起算时间"))
    reveal_by = models.DateTimeField(_("揭示截止"))
    stage = models.CharField(_("进度"), max_length=12, choices=Stage.choices, db_index=True)
    composed_by = models.BigIntegerField()
    composed_at = models.DateTimeField(_("编制时间"))
    abandoned_because = models.CharField(_("撤回理由"), max_length=300, blank=True)

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.draw_id} {self.title}"

    def move(self, stage: Stage, *, since: Stage) -> bool:
        """Bring the draw from one stage to the next, as the transaction leaves it (this object stays as it was read);
        false when somebody else moved it meanwhile.
        """
        return bool(Draw.objects.filter(pk=self.pk, stage=since).update(stage=stage))

    def hold(self, stage: Stage) -> bool:
        """Hold the draw at ``stage`` until the transaction ends: nobody moves it meanwhile. False when it is gone."""
        return self.move(stage, since=stage)

    @classmethod
    def visibility(cls, actor: Actor) -> Q:
        """Draws are public from the day they are announced to the parties; a void or withdrawn one stays visible."""
        return Q()


class DrawParty(Scoped):
    """参与方: one of those who give the randomness. With an ``organisation`` it signs in itself; without one the
    organiser enters what it gives, with the evidence.
    """

    draw = models.ForeignKey(Draw, models.PROTECT, related_name="parties")
    slug = models.CharField(_("代号"), max_length=40)
    name = models.CharField(_("名称"), max_length=200)
    organisation = models.BigIntegerField(_("机构"), null=True, blank=True, db_index=True)

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=["draw", "slug"], name="evidence_draw_party_once"),)

    @classmethod
    def visibility(cls, actor: Actor) -> Q:
        """With the draw."""
        return Q()


class _Said(Scoped):
    """Something said once: when, by which person, and for a party outside the platform with which evidence."""

    at = models.DateTimeField(_("时间"))
    by = models.BigIntegerField()

    class Meta:
        abstract = True

    @classmethod
    def visibility(cls, actor: Actor) -> Q:
        """With the draw."""
        return Q()


class _Given(_Said):
    value = models.CharField(max_length=64)
    evidence = models.CharField(_("证明材料"), max_length=300, blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+", verbose_name=_("证明文件"))

    class Meta:
        abstract = True


class Commitment(_Given):
    """承诺值: what a party published before the draw. Append-only."""

    party = models.OneToOneField(DrawParty, models.PROTECT, related_name="commitment")


class SealedPlan(_Said):
    """方案 as published: canonical JSON. Append-only: a plan edited after its seal is refused by the database.

    ``policy``: the log's policy file of that moment. Witnesses that are named later do not judge an older draw.
    """

    draw = models.OneToOneField(Draw, models.PROTECT, related_name="plan")
    text = models.TextField()
    digest = models.CharField(_("方案摘要"), max_length=64)
    policy = models.TextField(blank=True)


class Reveal(_Given):
    """揭示值: the secret a party committed itself to. Append-only."""

    party = models.OneToOneField(DrawParty, models.PROTECT, related_name="reveal")


class PublicNumbers(_Said):
    """公共号码 as somebody took them from their publication. Append-only: of several entries the last one counts."""

    draw = models.ForeignKey(Draw, models.PROTECT, related_name="numbers")
    source = models.CharField(_("来源"), max_length=40)
    groups = models.JSONField(_("号码"))
    issue = models.CharField(_("期号"), max_length=60)
    published_at = models.DateTimeField(_("公布时间"))
    where = models.CharField(_("公布处"), max_length=300)

    class Meta:
        ordering = ("id",)


class DrawResult(_Said):
    """结果: canonical JSON, as anybody computes it. Append-only."""

    draw = models.OneToOneField(Draw, models.PROTECT, related_name="result")
    text = models.TextField()


class VoidRecord(_Said):
    """作废: canonical JSON that names the parties which revealed nothing. Append-only."""

    draw = models.OneToOneField(Draw, models.PROTECT, related_name="void")
    text = models.TextField()


class DrawSubstitution(_Said):
    """替补: an object or an inspector fell out, and who stands in by the rule. Append-only."""

    draw = models.ForeignKey(Draw, models.PROTECT, related_name="substitutions")
    number = models.PositiveIntegerField(_("序号"))
    kind = models.CharField(_("种类"), max_length=10)
    object = models.CharField(_("检查对象"), max_length=120)
    inspector = models.CharField(_("检查人员"), max_length=120, blank=True)
    successor = models.CharField(_("替补"), max_length=120, null=True)
    reason = models.CharField(_("理由"), max_length=300)

    class Meta:
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=["draw", "number"], name="evidence_substitution_once"),)
