"""The event kinds of imports. The records that change have events of their own; these tell of the file and its way."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quanheng.apps.evidence.public import event


@event("imports.opened", label=gettext_lazy("导入上传"), public=False)
@dataclass(frozen=True, slots=True)
class ImportOpened:
    """A file was given, with the SHA-256 of its content; ``again``: it takes the place of the one before."""

    register: str
    file: str
    sha256: str
    again: bool

    def sentence(self) -> str:
        """In words."""
        if self.again:
            return _("改用更正后的文件“%(file)s”。") % {"file": self.file}
        return _("上传“%(file)s”，拟导入%(register)s。") % {"file": self.file, "register": self.register}


@event("imports.columns_set", label=gettext_lazy("导入对应关系"), public=False)
@dataclass(frozen=True, slots=True)
class ColumnsSet:
    """Somebody said which column is which field; ``fields`` are those with a column or a fixed value."""

    sheet: str
    fields: tuple[str, ...]

    def sentence(self) -> str:
        """In words."""
        return _("确认对应关系，共 %(count)d 栏。") % {"count": len(self.fields)}


@event("imports.row_corrected", label=gettext_lazy("导入行更正"), public=False)
@dataclass(frozen=True, slots=True)
class RowCorrected:
    """A row was corrected in the page (the names of the ``fields``), or is to be skipped or no longer skipped."""

    row: int
    fields: tuple[str, ...]
    skipped: bool

    def sentence(self) -> str:
        """In words."""
        if self.skipped:
            return _("跳过第 %(row)d 行。") % {"row": self.row}
        if not self.fields:
            return _("不再跳过第 %(row)d 行。") % {"row": self.row}
        return _("更正第 %(row)d 行的 %(count)d 栏。") % {"row": self.row, "count": len(self.fields)}


@event("imports.confirmed", label=gettext_lazy("导入确认"), public=False)
@dataclass(frozen=True, slots=True)
class ImportConfirmed:
    """Somebody confirmed the import: so many new records, so many corrections."""

    new: int
    changes: int

    def sentence(self) -> str:
        """In words."""
        return _("确认导入：新登记 %(new)d 条，更正 %(changes)d 条。") % {"new": self.new, "changes": self.changes}


@event("imports.finished", label=gettext_lazy("导入完成"), public=False)
@dataclass(frozen=True, slots=True)
class ImportFinished:
    """Every confirmed row was done: made or changed (``applied``), or left alone, because its record had changed since
    (``stale``) or the register refused it (``refused``).
    """

    applied: int
    stale: int
    refused: int

    def sentence(self) -> str:
        """In words."""
        return _("导入完成：办理 %(applied)d 条，登记已变 %(stale)d 条，未能办理 %(refused)d 条。") % {
            "applied": self.applied,
            "stale": self.stale,
            "refused": self.refused,
        }


@event("imports.stopped", label=gettext_lazy("导入停下"), public=False)
@dataclass(frozen=True, slots=True)
class ImportStopped:
    """Applying or undoing stopped before its end; what was done stays done, the rest can be resumed."""

    reason: str

    def sentence(self) -> str:
        """In words."""
        return _("导入停下：%(reason)s") % {"reason": self.reason}


@event("imports.resumed", label=gettext_lazy("导入继续"), public=False)
@dataclass(frozen=True, slots=True)
class ImportResumed:
    """Somebody let the work go on; ``state`` says which."""

    state: str

    def sentence(self) -> str:
        """In words."""
        return _("继续办理。")


@event("imports.undo_confirmed", label=gettext_lazy("导入撤销确认"), public=False)
@dataclass(frozen=True, slots=True)
class UndoConfirmed:
    """Somebody asked for the import to be taken back; ``whole``: wholly or not at all."""

    rows: int
    whole: bool
    reason: str

    def sentence(self) -> str:
        """In words."""
        values = {"rows": self.rows, "reason": self.reason}
        if self.whole:
            return _("要求整批撤销 %(rows)d 条，有一条不能撤销就都不撤销。理由：%(reason)s") % values
        return _("要求撤销 %(rows)d 条，不能撤销的保留。理由：%(reason)s") % values


@event("imports.undone", label=gettext_lazy("导入撤销"), public=False)
@dataclass(frozen=True, slots=True)
class ImportUndone:
    """The import was taken back: ``restored`` records are as before, ``kept`` were left alone with a reason each."""

    restored: int
    kept: int

    def sentence(self) -> str:
        """In words."""
        if self.kept:
            values = {"restored": self.restored, "kept": self.kept}
            return _("撤销导入：恢复 %(restored)d 条，%(kept)d 条不能恢复，保留原样。") % values
        return _("撤销导入：%(restored)d 条记录全部恢复。") % {"restored": self.restored}


@event("imports.undo_refused", label=gettext_lazy("导入不能撤销"), public=False)
@dataclass(frozen=True, slots=True)
class UndoRefused:
    """The import could not be taken back wholly, so nothing was."""

    refused: int

    def sentence(self) -> str:
        """In words."""
        return _("有 %(refused)d 条不能恢复，没有撤销。") % {"refused": self.refused}


@event("imports.abandoned", label=gettext_lazy("导入放弃"), public=False)
@dataclass(frozen=True, slots=True)
class ImportAbandoned:
    """The import of ``file`` was given up before anything was changed."""

    file: str

    def sentence(self) -> str:
        """In words."""
        return _("放弃导入“%(file)s”，没有改动登记簿。") % {"file": self.file}
