"""What was moved when two records of one body or person became one."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from quanheng.kernel.actor import Actor
from quanheng.kernel.records import Scoped


class Merge(Scoped):
    """合并: ``merged`` became a former record of ``survivor``. ``moved`` holds, for each foreign key
    (``app.Model.field``), the rows that now point to the survivor; ``dropped`` the double links that were taken out;
    ``taken`` the fields the survivor took over. All of it is what an undo needs.
    """

    class Kind(models.TextChoices):
        """种类."""

        ORGANISATION = "organisation", _("机构")
        PERSON = "person", _("人员")

    kind = models.CharField(_("种类"), max_length=12, choices=Kind.choices)
    survivor = models.CharField(_("保留的登记号"), max_length=20, db_index=True)
    merged = models.CharField(_("并入的登记号"), max_length=20)
    moved = models.JSONField(default=dict)
    dropped = models.JSONField(default=list)
    taken = models.JSONField(default=dict)
    reason = models.CharField(_("理由"), max_length=500)
    at = models.DateTimeField(_("时间"))
    undone_at = models.DateTimeField(_("撤销时间"), null=True, blank=True)

    class Meta:
        ordering = ("-at",)
        constraints = (
            models.UniqueConstraint(fields=["kind", "merged"], condition=Q(undone_at=None), name="people_merge_once"),
        )

    @classmethod
    def visibility(cls, actor: Actor) -> Q:
        """Those who keep the register."""
        from quanheng.apps.people.policies import visible_merges

        return visible_merges(actor)
