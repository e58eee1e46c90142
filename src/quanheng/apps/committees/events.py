"""The event kinds of committees."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quanheng.apps.evidence.public import event

FIELD_NAMES = {
    "code": gettext_lazy("代号"),
    "name": gettext_lazy("名称"),
    "tier": gettext_lazy("类型"),
    "level": gettext_lazy("层级"),
    "parent": gettext_lazy("上级委员会"),
    "fields": gettext_lazy("专业领域"),
    "approved_by": gettext_lazy("批准机关"),
    "joint_founders": gettext_lazy("联合组建单位"),
    "founded_on": gettext_lazy("成立"),
    "planned": gettext_lazy("拟成立"),
    "facts": gettext_lazy("公开事实"),
    "source": gettext_lazy("来源"),
    "confidence": gettext_lazy("可信度"),
}


@event("committees.recorded", label=gettext_lazy("委员会登记"))
@dataclass(frozen=True, slots=True)
class CommitteeRecorded:
    """A committee entered the register."""

    key: str
    name: str
    level: str

    def sentence(self) -> str:
        """In words."""
        return _("登记“%(name)s”（%(key)s）。") % {"name": self.name, "key": self.key}


@event("committees.changed", label=gettext_lazy("委员会变更"))
@dataclass(frozen=True, slots=True)
class CommitteeChanged:
    """Facts about a committee changed; ``fields`` are their names."""

    name: str
    fields: tuple[str, ...]

    def sentence(self) -> str:
        """In words."""
        fields = "、".join(str(FIELD_NAMES.get(field, field)) for field in self.fields)
        return _("更新“%(name)s”的%(fields)s。") % {"name": self.name, "fields": fields}


@event("committees.corrected", label=gettext_lazy("委员会更正"))
@dataclass(frozen=True, slots=True)
class CommitteeCorrected:
    """Facts about a committee were corrected: names of the ``fields``, and what they ``was`` and are ``now``."""

    name: str
    fields: tuple[str, ...]
    was: tuple[str, ...]
    now: tuple[str, ...]
    reason: str

    def sentence(self) -> str:
        """In words."""
        changes = "；".join(
            _("%(field)s由“%(was)s”改为“%(now)s”")
            % {"field": FIELD_NAMES.get(field, field), "was": was or "—", "now": now or "—"}
            for field, was, now in zip(self.fields, self.was, self.now, strict=True)
        )
        values = {"name": self.name, "changes": changes, "reason": self.reason}
        return _("更正“%(name)s”：%(changes)s。理由：%(reason)s") % values


@event("committees.withdrawn", label=gettext_lazy("委员会撤回"))
@dataclass(frozen=True, slots=True)
class CommitteeWithdrawn:
    """A committee that should never have been recorded left the register. Its number is not given again."""

    key: str
    name: str
    reason: str

    def sentence(self) -> str:
        """In words."""
        values = {"name": self.name, "key": self.key, "reason": self.reason}
        return _("撤回“%(name)s”（%(key)s）的登记。理由：%(reason)s") % values


@event("committees.host_set", label=gettext_lazy("挂靠单位登记"))
@dataclass(frozen=True, slots=True)
class HostSet:
    """An organisation runs the secretariat from a day on (unknown when empty), or until ``end``."""

    name: str
    host_key: str
    host: str
    start: str
    end: str

    def sentence(self) -> str:
        """In words."""
        values = {"name": self.name, "host": self.host, "start": self.start, "end": self.end}
        if self.end:
            return _("“%(name)s”秘书处挂靠%(host)s止于 %(end)s。") % values
        if self.start:
            return _("“%(name)s”秘书处自 %(start)s 起挂靠%(host)s。") % values
        return _("“%(name)s”秘书处挂靠%(host)s（起始日不详）。") % values


@event("committees.host_withdrawn", label=gettext_lazy("挂靠单位撤回"))
@dataclass(frozen=True, slots=True)
class HostWithdrawn:
    """A hosting that should never have been recorded left the register, or one that was ended by mistake goes on
    (``reopened``).
    """

    name: str
    host_key: str
    host: str
    reopened: bool
    reason: str

    def sentence(self) -> str:
        """In words."""
        values = {"name": self.name, "host": self.host, "reason": self.reason}
        if self.reopened:
            return _("“%(name)s”秘书处仍挂靠%(host)s，撤回其终止。理由：%(reason)s") % values
        return _("撤回“%(name)s”秘书处挂靠%(host)s的登记。理由：%(reason)s") % values


@event("committees.term_recorded", label=gettext_lazy("届次登记"))
@dataclass(frozen=True, slots=True)
class TermRecorded:
    """A term of a committee is on record."""

    name: str
    ordinal: int
    start: str
    end: str

    def sentence(self) -> str:
        """In words."""
        start = self.start or _("起始日不详")
        end = _("至 %(day)s") % {"day": self.end} if self.end else _("至今")
        values = {"name": self.name, "ordinal": self.ordinal, "span": f"{start} {end}"}
        return _("登记“%(name)s”第 %(ordinal)s 届（%(span)s）。") % values


@event("committees.term_withdrawn", label=gettext_lazy("届次撤回"))
@dataclass(frozen=True, slots=True)
class TermWithdrawn:
    """A term that should never have been recorded left the register."""

    name: str
    ordinal: int
    reason: str

    def sentence(self) -> str:
        """In words."""
        values = {"name": self.name, "ordinal": self.ordinal, "reason": self.reason}
        return _("撤回“%(name)s”第 %(ordinal)s 届的登记。理由：%(reason)s") % values


@event("committees.fields_loaded", label=gettext_lazy("专业领域装入"))
@dataclass(frozen=True, slots=True)
class FieldsLoaded:
    """The vocabulary of fields was loaded or brought up to date."""

    changed: int

    def sentence(self) -> str:
        """In words."""
        return _("装入专业领域 %(changed)s 条。") % {"changed": self.changed}
