"""Name lists as frozen for draws."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from quanheng.core.trust.draw.algorithm import Algorithm
from quanheng.kernel.actor import Actor
from quanheng.kernel.records import Scoped

ALGORITHMS = ((Algorithm.SHA256.value, "SHA-256"), (Algorithm.SM3.value, "SM3"))


class NameList(Scoped):
    """名录: objects (检查对象名录库) or inspectors (执法检查人员名录库) as they stood when frozen. Append-only.

    ``digest`` is the SHA-256 of the file that audit bundles carry. A list that is not ``open`` shows salted numbers.
    """

    class Kind(models.TextChoices):
        """What is on the list."""

        OBJECTS = "objects", _("检查对象名录")
        INSPECTORS = "inspectors", _("执法检查人员名录")

    key = models.CharField(_("名录号"), max_length=20, unique=True)
    kind = models.CharField(_("种类"), max_length=12, choices=Kind.choices)
    title = models.CharField(_("名称"), max_length=120)
    organiser = models.BigIntegerField(_("封存机构"), db_index=True)
    organiser_name = models.CharField(_("封存机构"), max_length=200)
    algorithm = models.CharField(_("算法"), max_length=20, choices=ALGORITHMS)
    open = models.BooleanField(_("公开名称"))
    source = models.CharField(_("名录来源"), max_length=300)
    count = models.PositiveIntegerField(_("条数"))
    digest = models.CharField(_("摘要"), max_length=64)
    frozen_at = models.DateTimeField(_("封存时间"))
    frozen_by = models.BigIntegerField()

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.key} {self.title}"

    @classmethod
    def visibility(cls, actor: Actor) -> Q:
        """That a list was frozen, and its digest, are public."""
        return Q()


class ListEntry(Scoped):
    """名录条目: one object or inspector. ``code`` is the id in the draw; where the list is not open it is salted, and
    name, number and salt are for the organiser's own staff. They may be erased one day; codes and classes stay.
    """

    name_list = models.ForeignKey(NameList, models.PROTECT, related_name="entries")
    code = models.CharField(_("抽取编号"), max_length=120)
    stratum = models.CharField(_("风险等级"), max_length=16, blank=True)
    skills = models.JSONField(_("专业"), default=list)
    name = models.CharField(_("名称"), max_length=200, blank=True)
    number = models.CharField(_("号码"), max_length=60, blank=True)
    barred = models.JSONField(_("回避对象"), default=list)
    salt = models.CharField(max_length=32, blank=True)

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=["name_list", "code"], name="evidence_list_entry_once"),)

    @classmethod
    def visibility(cls, actor: Actor) -> Q:
        """Those of open lists to all; the others to who holds an office of draws at the organiser."""
        from quanheng.apps.evidence.draws.policies import draws_for

        return Q(name_list__open=True) | Q(name_list__organiser__in=draws_for(actor)) if not actor.system else Q()
