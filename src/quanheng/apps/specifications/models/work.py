"""Issuers and works."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from quanheng.kernel.actor import Actor
from quanheng.kernel.records import Scoped


class Level(models.TextChoices):
    """层级."""

    NATIONAL = "national", _("国家")
    DEPARTMENT = "department", _("部门")
    LOCAL = "local", _("地方")
    REGIONAL = "regional", _("区域")


class Issuer(Scoped):
    """发布主体简称: the bracketed word of a number, 冀 or 交通, and whose it is. A vocabulary, loaded from data.

    ``confirmed`` when a document with this word in its number was seen; otherwise the word is only usual.
    """

    short = models.CharField(_("简称"), max_length=8, primary_key=True)
    name = models.CharField(_("全称"), max_length=80)
    level = models.CharField(_("层级"), max_length=12, choices=Level.choices)
    region = models.ForeignKey("people.Region", models.PROTECT, null=True, blank=True)
    confirmed = models.BooleanField(_("已核实"), default=False)
    source = models.TextField(_("来源"), blank=True)

    class Meta:
        ordering = ("level", "short")

    def __str__(self) -> str:
        return self.short

    @classmethod
    def visibility(cls, actor: Actor) -> Q:
        """Everybody."""
        return Q()


class Work(Scoped):
    """规范: one specification through all its editions (JJF 1070, JJG(冀) 121, JJF 1070.1).

    ``key`` is the address (``JJF-1070``), ``designation`` the number without year as printed (``JJF 1070``), ``lookup``
    the key without leading zeros, by which every spelling finds it.
    """

    class Series(models.TextChoices):
        """系列."""

        JJG = "JJG", "JJG"
        JJF = "JJF", "JJF"

    key = models.CharField(_("地址"), max_length=40, unique=True)
    designation = models.CharField(_("编号（不含年份）"), max_length=40, unique=True)
    lookup = models.CharField(max_length=40, unique=True)
    series = models.CharField(_("系列"), max_length=3, choices=Series.choices)
    issuer = models.ForeignKey(Issuer, models.PROTECT, null=True, blank=True)
    level = models.CharField(_("层级"), max_length=12, choices=Level.choices, db_index=True)
    number = models.PositiveIntegerField(_("顺序号"))
    part = models.PositiveSmallIntegerField(_("部分号"), null=True, blank=True)
    synthetic = models.BooleanField(_("合成数据"), default=False)

    class Meta:
        ordering = ("series", "number", "part", "key")
        indexes = (models.Index(fields=["series", "number", "part"], name="specifications_work_number"),)

    def __str__(self) -> str:
        return self.designation

    @classmethod
    def visibility(cls, actor: Actor) -> Q:
        """Everybody."""
        return Q()
