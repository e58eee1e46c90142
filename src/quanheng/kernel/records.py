"""What every record of a register has: where it comes from, and who may see it."""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from quanheng.kernel.actor import Actor


class Confidence(models.TextChoices):
    """可信度: how well a record is known."""

    A = "A", _("A 封面或目录页所见")
    B = "B", _("B 二手资料")
    C = "C", _("C 仅被引用")
    R = "R", _("R 未核实")


class ScopedQuerySet(models.QuerySet[Any]):
    """A queryset that every list starts by scoping to its asker."""

    def visible_to(self, actor: Actor) -> Self:
        """The rows ``actor`` may see, by the model's own ``visibility``."""
        return self.filter(self.model.visibility(actor))


class Scoped(models.Model):
    """A model whose rows are shown only through ``visible_to(actor)``. Deny is the default."""

    objects = ScopedQuerySet.as_manager()

    class Meta:
        abstract = True

    @classmethod
    def visibility(cls, actor: Actor) -> Q:
        """Which rows ``actor`` may see. A model that does not say shows nothing."""
        return Q(pk__in=[])


class Sourced(Scoped):
    """A record with its provenance (来源): a source, a confidence, and whether it is synthetic."""

    confidence = models.CharField(_("可信度"), max_length=1, choices=Confidence.choices)
    source = models.TextField(_("来源"))
    synthetic = models.BooleanField(_("合成数据"), default=False)
    changed_at = models.DateTimeField(_("最近变更"), db_index=True)

    provenance_fields: ClassVar[tuple[str, ...]] = ("confidence", "source", "synthetic")

    class Meta:
        abstract = True
