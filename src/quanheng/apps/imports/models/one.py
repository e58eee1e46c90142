"""Imports."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from quanheng.kernel.actor import Actor
from quanheng.kernel.imports import ColumnMap
from quanheng.kernel.records import Scoped


class Import(Scoped):
    """导入: one file on its way into one register. ``cursor`` is how far reading, applying or undoing has come (a row
    number); whoever moves it does the rows it passes, so that two workers never do the same ones. ``by`` is the
    account, and the appointment it acts in, in whose name the background work is done: whoever asked for it last.
    """

    class State(models.TextChoices):
        """状态."""

        OPEN = "open", _("待确认对应关系")
        READING = "reading", _("正在读取")
        FAILED = "failed", _("读取失败")
        READY = "ready", _("待核对")
        APPLYING = "applying", _("正在导入")
        STOPPED = "stopped", _("已停下")
        DONE = "done", _("已导入")
        CHECKING = "checking", _("正在核对能否撤销")
        UNDOING = "undoing", _("正在撤销")
        UNDONE = "undone", _("已撤销")
        ABANDONED = "abandoned", _("已放弃")

    WORKING = (State.READING, State.APPLYING, State.CHECKING, State.UNDOING)

    importer = models.CharField(_("登记簿"), max_length=40)
    file = models.ForeignKey("kernel.StoredFile", models.PROTECT, related_name="+")
    file_name = models.CharField(_("文件"), max_length=200)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    organisation = models.ForeignKey("people.Organisation", models.PROTECT, null=True, related_name="+")
    office = models.CharField(_("以何职务"), max_length=40, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    by_appointment = models.BigIntegerField(null=True)
    state = models.CharField(_("状态"), max_length=12, choices=State.choices, default=State.OPEN)
    columns = models.JSONField(_("对应关系"), default=dict)
    remarks = models.JSONField(_("读取说明"), default=list)
    message = models.CharField(_("说明"), max_length=500, blank=True)
    cursor = models.BigIntegerField(default=0)
    opened_at = models.DateTimeField(_("上传时间"))
    changed_at = models.DateTimeField(_("最近变动"))

    class Meta:
        ordering = ("-id",)
        indexes = (
            models.Index(fields=["account", "-id"], name="imports_import_account"),
            models.Index(fields=["organisation", "office", "-id"], name="imports_import_office"),
        )

    def __str__(self) -> str:
        return f"{self.pk} {self.file_name}"

    @property
    def key(self) -> str:
        """Its number, in addresses and events."""
        return str(self.pk)

    @property
    def is_working(self) -> bool:
        """Whether background work is going on."""
        return self.state in self.WORKING

    @property
    def map(self) -> ColumnMap:
        """Which column goes into which field."""
        return ColumnMap(**self.columns)

    @classmethod
    def visibility(cls, actor: Actor) -> Q:
        """One's own, and those of the office one holds."""
        from quanheng.apps.imports.policies import visible_imports

        return visible_imports(actor)
