"""Policies in the ledger and their points."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from quanheng.kernel.actor import Actor
from quanheng.kernel.records import Scoped, Sourced


class Policy(Sourced):
    """政策: an edition of the law register whose points are followed up. ``keeper`` (台账管理单位) is the organisation
    whose planning officers answer for the ledger of this policy and confirm progress.
    """

    edition = models.OneToOneField("law.Edition", models.PROTECT, related_name="planning_policy")
    slug = models.SlugField(_("地址"), max_length=100, unique=True)
    name = models.CharField(_("简称"), max_length=60)
    keeper = models.ForeignKey(
        "people.Organisation", models.PROTECT, null=True, blank=True, related_name="kept_policies"
    )
    order = models.PositiveSmallIntegerField(_("次序"), default=100)

    class Meta:
        ordering = ("order", "slug")

    def __str__(self) -> str:
        return self.name

    @classmethod
    def visibility(cls, actor: Actor) -> Q:
        """Everybody."""
        return Q()


class Point(Scoped):
    """条目: a numbered point of a policy, at the anchor its text has in the law register (``point-12``, ``point-1-2``).

    ``topic`` says in our own words what it is about; ``idle`` why it asks for nothing, empty where it has tasks.
    """

    policy = models.ForeignKey(Policy, models.PROTECT, related_name="points")
    anchor = models.CharField(_("锚点"), max_length=20)
    label = models.CharField(_("条目号"), max_length=20)
    number = models.PositiveSmallIntegerField(_("序号"))
    sub = models.PositiveSmallIntegerField(_("分项"), default=0)
    topic = models.CharField(_("内容"), max_length=120, blank=True)
    idle = models.CharField(_("不设任务的理由"), max_length=200, blank=True)

    class Meta:
        ordering = ("policy", "number", "sub")
        constraints = (models.UniqueConstraint(fields=["policy", "anchor"], name="planning_point_anchor_once"),)

    def __str__(self) -> str:
        return self.label

    @classmethod
    def visibility(cls, actor: Actor) -> Q:
        """Everybody."""
        return Q()
