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
        return _("登记“%(name)s”第 %(ordinal)s 届（%(start)s 至 %(end)s）。") % {
            "name": self.name,
            "ordinal": self.ordinal,
            "start": self.start or _("起始日不详"),
            "end": self.end or _("今"),
        }


@event("committees.fields_loaded", label=gettext_lazy("专业领域装入"))
@dataclass(frozen=True, slots=True)
class FieldsLoaded:
    """The vocabulary of fields was loaded or brought up to date."""

    changed: int

    def sentence(self) -> str:
        """In words."""
        return _("装入专业领域 %(changed)s 条。") % {"changed": self.changed}
