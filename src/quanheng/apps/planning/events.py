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


@event("planning.policy_received", label=gettext_lazy("收到政策副本"), public=False)
@dataclass(frozen=True, slots=True)
class PolicyReceived:
    """A copy of a policy came in; ``digest`` is the SHA-256 of the file."""

    policy: str
    title: str
    digest: str
    proposals: int
    damages: int

    def sentence(self) -> str:
        """In words."""
        values = {"title": self.title, "proposals": self.proposals, "damages": self.damages}
        return _("收到“%(title)s”的副本，损坏 %(damages)d 处，提出建议 %(proposals)d 项。") % values


@event("planning.proposals_decided", label=gettext_lazy("取舍建议"), public=False)
@dataclass(frozen=True, slots=True)
class ProposalsDecided:
    """Proposals were taken, refused, or put back."""

    policy: str
    title: str
    accepted: int
    others: int

    def sentence(self) -> str:
        """In words."""
        values = {"title": self.title, "accepted": self.accepted, "others": self.others}
        return _("“%(title)s”的建议：登记 %(accepted)d 项，不登记或退回未定 %(others)d 项。") % values


@event("planning.proposal_edited", label=gettext_lazy("修改建议"), public=False)
@dataclass(frozen=True, slots=True)
class ProposalEdited:
    """A proposal was put right by hand."""

    policy: str
    point: str
    title: str
    fields: tuple[str, ...]

    def sentence(self) -> str:
        """In words."""
        return _("修改%(point)s的建议“%(title)s”：%(fields)s。") % {
            "point": self.point,
            "title": self.title,
            "fields": _named(self.fields) or _("原样接受"),
        }


@event("planning.intake_confirmed", label=gettext_lazy("确认政策导入"))
@dataclass(frozen=True, slots=True)
class IntakeConfirmed:
    """An import was confirmed: tasks it brought, proposals refused, whether the text was loaded."""

    policy: str
    title: str
    digest: str
    tasks: int
    rejected: int
    text: bool

    def sentence(self) -> str:
        """In words."""
        values = {"title": self.title, "tasks": self.tasks, "rejected": self.rejected}
        words = (
            _("由导入的副本载入“%(title)s”文本，登记任务 %(tasks)d 项，不登记 %(rejected)d 项。")
            if self.text
            else _("由导入的副本登记“%(title)s”任务 %(tasks)d 项，不登记 %(rejected)d 项，文本未改。")
        )
        return words % values


@event("planning.intake_discarded", label=gettext_lazy("放弃政策导入"), public=False)
@dataclass(frozen=True, slots=True)
class IntakeDiscarded:
    """An import was given up; nothing of it entered the ledger."""

    policy: str
    title: str

    def sentence(self) -> str:
        """In words."""
        return _("放弃导入“%(title)s”。") % {"title": self.title}


@event("planning.intake_undone", label=gettext_lazy("撤销政策导入"))
@dataclass(frozen=True, slots=True)
class IntakeUndone:
    """The tasks of an import were withdrawn, for ``reason``."""

    policy: str
    title: str
    tasks: int
    reason: str

    def sentence(self) -> str:
        """In words."""
        values = {"title": self.title, "tasks": self.tasks, "reason": self.reason}
        return _("撤销“%(title)s”的导入，撤下任务 %(tasks)d 项：%(reason)s") % values


@event("planning.progress_reported", label=gettext_lazy("进展报送"), public=False)
@dataclass(frozen=True, slots=True)
class ProgressReported:
    """Progress was reported and waits for confirmation."""

    task: str
    entry: str
    day: str
    body: str

    def sentence(self) -> str:
        """In words."""
        return _("%(body)s报送 %(day)s 的进展，待确认。") % {"body": self.body, "day": self.day}


@event("planning.progress_returned", label=gettext_lazy("进展退回"), public=False)
@dataclass(frozen=True, slots=True)
class ProgressReturned:
    """Reported progress was sent back, for ``reason``."""

    task: str
    entry: str
    body: str
    reason: str

    def sentence(self) -> str:
        """In words."""
        return _("退回%(body)s的进展：%(reason)s") % {"body": self.body, "reason": self.reason}


@event("planning.indicators_published", label=gettext_lazy("发布指标值"))
@dataclass(frozen=True, slots=True)
class IndicatorsPublished:
    """The values of the indicators on a day were published and are kept."""

    day: str
    values: int

    def sentence(self) -> str:
        """In words."""
        return _("发布 %(day)s 的指标值 %(values)d 项。") % {"day": self.day, "values": self.values}
