"""The event kinds of planning."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quanheng.apps.evidence.public import event

FIELD_NAMES = {
    "name": gettext_lazy("简称"),
    "keeper": gettext_lazy("台账管理单位"),
    "points": gettext_lazy("条目"),
    "title": gettext_lazy("任务"),
    "recurrence": gettext_lazy("频次"),
    "deadline_text": gettext_lazy("期限所述"),
    "deadline": gettext_lazy("期限"),
    "presumed": gettext_lazy("期限推定"),
    "target_kind": gettext_lazy("目标类型"),
    "target_text": gettext_lazy("目标"),
    "target_number": gettext_lazy("目标值"),
    "target_unit": gettext_lazy("单位"),
    "indicator": gettext_lazy("对应指标"),
    "responsibilities": gettext_lazy("责任单位"),
    "order": gettext_lazy("次序"),
    "source": gettext_lazy("来源"),
    "confidence": gettext_lazy("可信度"),
}


def _named(fields: tuple[str, ...]) -> str:
    return "、".join(str(FIELD_NAMES.get(field, field)) for field in fields)


@event("planning.policy_recorded", label=gettext_lazy("政策列入台账"))
@dataclass(frozen=True, slots=True)
class PolicyRecorded:
    """A policy entered the ledger, or the fields ``changed`` of its entry."""

    policy: str
    name: str
    created: bool
    changed: tuple[str, ...]

    def sentence(self) -> str:
        """In words."""
        values = {"name": self.name, "fields": _named(self.changed)}
        return (_("“%(name)s”列入政策任务台账。") if self.created else _("更新“%(name)s”的%(fields)s。")) % values


@event("planning.bodies_loaded", label=gettext_lazy("责任单位装入"))
@dataclass(frozen=True, slots=True)
class BodiesLoaded:
    """The vocabulary of responsible bodies was loaded or brought up to date."""

    changed: int

    def sentence(self) -> str:
        """In words."""
        return _("装入责任单位 %(changed)d 个。") % {"changed": self.changed}


@event("planning.task_recorded", label=gettext_lazy("任务登记"))
@dataclass(frozen=True, slots=True)
class TaskRecorded:
    """A task entered the ledger, or the shipped fields ``changed`` of it."""

    key: str
    title: str
    created: bool
    changed: tuple[str, ...]

    def sentence(self) -> str:
        """In words."""
        values = {"title": self.title, "fields": _named(self.changed)}
        return (_("登记任务“%(title)s”。") if self.created else _("更新任务“%(title)s”的%(fields)s。")) % values


@event("planning.progress_confirmed", label=gettext_lazy("进展确认"))
@dataclass(frozen=True, slots=True)
class ProgressConfirmed:
    """Progress was confirmed and counts from its day on."""

    task: str
    entry: str
    day: str
    body: str
    completes: bool
    evidence: int

    def sentence(self) -> str:
        """In words."""
        words = (
            _("确认%(body)s %(day)s 的进展，任务完成，佐证 %(evidence)d 件。")
            if self.completes
            else _("确认%(body)s %(day)s 的进展，佐证 %(evidence)d 件。")
        )
        return words % {"body": self.body, "day": self.day, "evidence": self.evidence}
