"""Rows of imports."""

from collections.abc import Sequence

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from quanheng.apps.imports.models.one import Import
from quanheng.kernel.actor import Actor
from quanheng.kernel.records import Scoped


class ImportRow(Scoped):
    """行: what a row of the file says (``texts`` by field), what that would do to the register, and what became of it.

    ``was`` are the record's own values when the plan was made, ``now`` what would differ; ``faults`` name field, cell,
    fault and remedy; ``undo`` is what the importer needs to take the change back.
    """

    class State(models.TextChoices):
        """比对结果."""

        NEW = "new", _("新登记")
        CHANGE = "change", _("更正")
        SAME = "same", _("无变化")
        CONFLICT = "conflict", _("有冲突")
        DUPLICATE = "duplicate", _("文件内重复")
        ERROR = "error", _("有错误")
        SKIPPED = "skipped", _("已跳过")

    class Outcome(models.TextChoices):
        """办理结果."""

        APPLIED = "applied", _("已导入")
        STALE = "stale", _("登记已变，未导入")
        REFUSED = "refused", _("未能导入")
        UNDONE = "undone", _("已撤销")
        KEPT = "kept", _("未能撤销")

    READY = (State.NEW, State.CHANGE)
    TO_MEND = (State.ERROR, State.CONFLICT, State.DUPLICATE)

    batch = models.ForeignKey(Import, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField(_("行"))
    state = models.CharField(_("比对结果"), max_length=10, choices=State.choices)
    outcome = models.CharField(_("办理结果"), max_length=8, choices=Outcome.choices, blank=True)
    texts = models.JSONField(_("内容"))
    marks = models.JSONField(default=dict)
    corrected = models.BooleanField(_("已在页面更正"), default=False)
    key = models.CharField(max_length=300, blank=True)
    target = models.CharField(_("登记号"), max_length=200, blank=True)
    label = models.CharField(_("名称"), max_length=300, blank=True)
    was = models.JSONField(default=dict)
    now = models.JSONField(default=dict)
    faults = models.JSONField(default=list)
    note = models.CharField(_("说明"), max_length=500, blank=True)
    undo = models.JSONField(default=dict)

    class Meta:
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=["batch", "number"], name="imports_row_once"),)
        indexes = (
            models.Index(fields=["batch", "state", "outcome", "number"], name="imports_row_state"),
            models.Index(fields=["batch", "key"], name="imports_row_key"),
        )

    def kind(self) -> str:
        """What it costs to apply or undo depends on this."""
        return str(self.state)

    FILED = ("state", "outcome", "note", "target", "label", "was", "undo")
    """What applying a row may change of it."""

    @classmethod
    def keep(cls, rows: Sequence["ImportRow"], fields: Sequence[str]) -> None:
        """Write ``fields`` of rows that are on record: one statement, whatever their number."""
        cls.objects.bulk_create(rows, update_conflicts=True, unique_fields=["id"], update_fields=list(fields))

    @classmethod
    def visibility(cls, actor: Actor) -> Q:
        """With the import."""
        from quanheng.apps.imports.policies import visible_imports

        return visible_imports(actor, "batch__")
