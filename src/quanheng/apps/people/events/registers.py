"""The event kinds of people. What names a person is not public; what names only organisations is."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quanheng.apps.evidence.public import event

FIELD_NAMES = {
    "name": gettext_lazy("名称"),
    "kind": gettext_lazy("类别"),
    "credit_code": gettext_lazy("统一社会信用代码"),
    "region": gettext_lazy("行政区划"),
    "public": gettext_lazy("公开"),
    "source": gettext_lazy("来源"),
    "confidence": gettext_lazy("可信度"),
}


@event("people.organisation_registered", label=gettext_lazy("机构登记"))
@dataclass(frozen=True, slots=True)
class OrganisationRegistered:
    """An organisation entered the register."""

    key: str
    name: str
    kind: str

    def sentence(self) -> str:
        """In words."""
        return _("登记机构“%(name)s”（%(key)s）。") % {"name": self.name, "key": self.key}


@event("people.organisation_corrected", label=gettext_lazy("机构更正"))
@dataclass(frozen=True, slots=True)
class OrganisationCorrected:
    """Facts about an organisation were corrected: names of the ``fields``, and what they ``was`` and are ``now``."""

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
        return _("更正机构“%(name)s”：%(changes)s。理由：%(reason)s") % {
            "name": self.name,
            "changes": changes,
            "reason": self.reason,
        }


@event("people.organisation_withdrawn", label=gettext_lazy("机构撤回"))
@dataclass(frozen=True, slots=True)
class OrganisationWithdrawn:
    """An organisation that should never have been registered left the register. Its number is not given again."""

    key: str
    name: str
    reason: str

    def sentence(self) -> str:
        """In words."""
        return _("撤回机构“%(name)s”（%(key)s）的登记。理由：%(reason)s") % {
            "name": self.name,
            "key": self.key,
            "reason": self.reason,
        }


@event("people.parent_set", label=gettext_lazy("隶属关系登记"))
@dataclass(frozen=True, slots=True)
class ParentSet:
    """An organisation belongs to a parent, or no longer does (``end`` given)."""

    name: str
    parent_key: str
    parent: str
    relation: str
    start: str
    end: str

    def sentence(self) -> str:
        """In words."""
        values = {"name": self.name, "parent": self.parent, "relation": self.relation, "start": self.start}
        if self.end:
            return _("“%(name)s”与“%(parent)s”的%(relation)s关系止于 %(end)s。") % {**values, "end": self.end}
        if self.start:
            return _("“%(name)s”自 %(start)s 起由“%(parent)s”%(relation)s。") % values
        return _("登记“%(name)s”由“%(parent)s”%(relation)s（起始日不详）。") % values


@event("people.organisations_merged", label=gettext_lazy("机构合并"))
@dataclass(frozen=True, slots=True)
class OrganisationsMerged:
    """Two records of one body became one: ``moved`` rows point to it now, ``doubles`` it had already."""

    name: str
    merged: str
    merged_name: str
    moved: int
    doubles: int
    reason: str

    def sentence(self) -> str:
        """In words."""
        return _(
            "“%(merged_name)s”（%(merged)s）并入“%(name)s”，转移记录 %(moved)s 条，重复而留在原处 %(doubles)s 条。"
            "理由：%(reason)s"
        ) % {
            "name": self.name,
            "merged": self.merged,
            "merged_name": self.merged_name,
            "moved": self.moved,
            "doubles": self.doubles,
            "reason": self.reason,
        }


@event("people.persons_merged", label=gettext_lazy("人员合并"), public=False)
@dataclass(frozen=True, slots=True)
class PersonsMerged:
    """Two records of one person became one: ``moved`` rows point to it now, ``doubles`` it had already."""

    survivor: str
    merged: str
    moved: int
    doubles: int
    reason: str

    def sentence(self) -> str:
        """In words, without names."""
        return _(
            "人员 %(merged)s 并入 %(survivor)s，转移记录 %(moved)s 条，重复而留在原处 %(doubles)s 条。理由：%(reason)s"
        ) % {
            "survivor": self.survivor,
            "merged": self.merged,
            "moved": self.moved,
            "doubles": self.doubles,
            "reason": self.reason,
        }


@event("people.merge_undone", label=gettext_lazy("撤销合并"))
@dataclass(frozen=True, slots=True)
class MergeUndone:
    """Two records that were merged are two again; ``left`` rows had been changed since and did not go back."""

    survivor: str
    merged: str
    left: int
    reason: str

    def sentence(self) -> str:
        """In words."""
        return _("撤销 %(merged)s 并入 %(survivor)s；此后改动过、未能退回的记录 %(left)s 条。理由：%(reason)s") % {
            "survivor": self.survivor,
            "merged": self.merged,
            "left": self.left,
            "reason": self.reason,
        }


@event("people.vocabulary_loaded", label=gettext_lazy("词表装入"))
@dataclass(frozen=True, slots=True)
class VocabularyLoaded:
    """The vocabularies shipped with the platform were loaded or brought up to date."""

    regions: int
    offices: int

    def sentence(self) -> str:
        """In words."""
        return _("装入行政区划 %(regions)s 条、职务 %(offices)s 条。") % {
            "regions": self.regions,
            "offices": self.offices,
        }


@event("people.person_registered", label=gettext_lazy("人员登记"), public=False)
@dataclass(frozen=True, slots=True)
class PersonRegistered:
    """A person entered the register."""

    key: str

    def sentence(self) -> str:
        """In words, without the name: an event can never be corrected, a name can."""
        return _("登记人员 %(key)s。") % {"key": self.key}


@event("people.person_corrected", label=gettext_lazy("人员更正"), public=False)
@dataclass(frozen=True, slots=True)
class PersonCorrected:
    """Where a person works was corrected: the names of the organisations, empty for none."""

    key: str
    was: str
    now: str
    reason: str

    def sentence(self) -> str:
        """In words."""
        values = {"key": self.key, "was": self.was or "—", "now": self.now or "—", "reason": self.reason}
        return _("更正人员 %(key)s：工作单位由“%(was)s”改为“%(now)s”。理由：%(reason)s") % values


@event("people.person_withdrawn", label=gettext_lazy("人员撤回"), public=False)
@dataclass(frozen=True, slots=True)
class PersonWithdrawn:
    """A person who should never have been registered left the register. The number is not given again."""

    key: str
    reason: str

    def sentence(self) -> str:
        """In words, without the name."""
        return _("撤回人员 %(key)s 的登记。理由：%(reason)s") % {"key": self.key, "reason": self.reason}


@event("people.account_opened", label=gettext_lazy("账户开立"), public=False)
@dataclass(frozen=True, slots=True)
class AccountOpened:
    """A person got an account."""

    person: str

    def sentence(self) -> str:
        """In words."""
        return _("为人员 %(person)s 开立账户。") % {"person": self.person}


@event("people.password_changed", label=gettext_lazy("口令更换"), public=False)
@dataclass(frozen=True, slots=True)
class PasswordChanged:
    """An account got another password; its other sessions ended."""

    by_owner: bool

    def sentence(self) -> str:
        """In words."""
        return _("本人更换口令，其他会话同时结束。") if self.by_owner else _("由管理员重置口令，全部会话同时结束。")


@event("people.office_switched", label=gettext_lazy("切换职务"), public=False)
@dataclass(frozen=True, slots=True)
class OfficeSwitched:
    """An account acts in another of the offices its person holds."""

    office: str
    organisation: str

    def sentence(self) -> str:
        """In words."""
        return _("改以%(organisation)s%(office)s办理。") % {"organisation": self.organisation, "office": self.office}


@event("people.synthesised", label=gettext_lazy("合成数据生成"))
@dataclass(frozen=True, slots=True)
class Synthesised:
    """Synthetic organisations and persons were generated into this database."""

    organisations: int
    persons: int
    seed: int

    def sentence(self) -> str:
        """In words."""
        return _("生成合成机构 %(organisations)s 条、合成人员 %(persons)s 条（种子 %(seed)s）。") % {
            "organisations": self.organisations,
            "persons": self.persons,
            "seed": self.seed,
        }
