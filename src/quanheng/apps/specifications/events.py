"""The event kinds of specifications. All of them are public."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quanheng.apps.evidence.public import event

FIELD_NAMES = {
    "kind": gettext_lazy("种类"),
    "title": gettext_lazy("名称"),
    "title_en": gettext_lazy("英文名称"),
    "issued_on": gettext_lazy("发布日期"),
    "effective_on": gettext_lazy("实施日期"),
    "abolished_on": gettext_lazy("废止日期"),
    "seen_ended_on": gettext_lazy("来源称已失效之日"),
    "announcement": gettext_lazy("公告号"),
    "field": gettext_lazy("专业领域"),
    "committee": gettext_lazy("归口委员会"),
    "responsible": gettext_lazy("归口单位"),
    "drafting_units": gettext_lazy("起草单位"),
    "replaces": gettext_lazy("代替关系"),
    "amendments": gettext_lazy("修改单"),
    "claimed_status": gettext_lazy("来源所称状态"),
    "confidence": gettext_lazy("可信度"),
    "source": gettext_lazy("来源"),
    "note": gettext_lazy("说明"),
    "relations": gettext_lazy("关系"),
    "claims": gettext_lazy("来源所称状态"),
    "degree": gettext_lazy("一致性程度"),
}


def _fields(names: tuple[str, ...]) -> str:
    return "、".join(str(FIELD_NAMES.get(name, name)) for name in names)


@event("specifications.edition_recorded", label=gettext_lazy("规范登记"))
@dataclass(frozen=True, slots=True)
class EditionRecorded:
    """An edition entered the register, with what it replaces and its amendment sheets; of the replaced ones, those
    named in ``doubtful`` move no status.
    """

    number: str
    title: str
    replaces: tuple[str, ...] = ()
    amendments: tuple[str, ...] = ()
    doubtful: tuple[str, ...] = ()

    def sentence(self) -> str:
        """In words."""
        words = _("登记《%(title)s》（%(number)s）") if self.title else _("登记 %(number)s（名称未收录）")
        text = words % {"title": self.title, "number": self.number}
        if certain := [number for number in self.replaces if number not in self.doubtful]:
            text += _("，代替 %(numbers)s") % {"numbers": "、".join(certain)}
        if self.doubtful:
            text += _("，是否代替 %(numbers)s 存疑") % {"numbers": "、".join(self.doubtful)}
        return text + "。"


@event("specifications.edition_corrected", label=gettext_lazy("规范更正"))
@dataclass(frozen=True, slots=True)
class EditionCorrected:
    """Facts about an edition were corrected: the names of the ``fields`` that changed, and why where somebody said."""

    number: str
    fields: tuple[str, ...]
    reason: str = ""

    def sentence(self) -> str:
        """In words."""
        text = _("更正 %(number)s：%(fields)s。") % {"number": self.number, "fields": _fields(self.fields)}
        return text + (_("理由：%s") % self.reason if self.reason else "")


@event("specifications.edition_withdrawn", label=gettext_lazy("规范登记撤回"))
@dataclass(frozen=True, slots=True)
class EditionWithdrawn:
    """An edition that was recorded by mistake left the register. ``cited``: other editions name it as replaced, so it
    stays as only cited.
    """

    number: str
    title: str
    cited: bool
    reason: str

    def sentence(self) -> str:
        """In words."""
        words = {"title": self.title, "number": self.number, "reason": self.reason}
        if self.cited:
            return _("撤回《%(title)s》（%(number)s）的登记，仅保留被引用的编号。理由：%(reason)s") % words
        if not self.title:
            return _("撤回 %(number)s 的登记。理由：%(reason)s") % words
        return _("撤回《%(title)s》（%(number)s）的登记。理由：%(reason)s") % words


@event("specifications.replacement_recorded", label=gettext_lazy("代替关系登记"))
@dataclass(frozen=True, slots=True)
class ReplacementRecorded:
    """One edition replaces another, wholly or in part; a doubtful one moves no status."""

    successor: str
    predecessor: str
    partial: bool
    doubtful: bool
    note: str

    def sentence(self) -> str:
        """In words."""
        words = {"successor": self.successor, "predecessor": self.predecessor}
        if self.doubtful:
            return _("登记存疑的代替关系：%(successor)s 与 %(predecessor)s。") % words
        if self.partial:
            return _("登记部分代替关系：%(successor)s 代替 %(predecessor)s 的一部分。") % words
        return _("登记代替关系：%(successor)s 代替 %(predecessor)s。") % words


@event("specifications.amendment_recorded", label=gettext_lazy("修改单登记"))
@dataclass(frozen=True, slots=True)
class AmendmentRecorded:
    """An amendment sheet was attached to an edition."""

    number: str
    edition: str

    def sentence(self) -> str:
        """In words."""
        return _("登记 %(edition)s 的修改单 %(number)s。") % {"edition": self.edition, "number": self.number}


@event("specifications.international_recorded", label=gettext_lazy("国际文件登记"))
@dataclass(frozen=True, slots=True)
class InternationalRecorded:
    """An international document entered the catalogue."""

    number: str
    title: str

    def sentence(self) -> str:
        """In words."""
        return _("登记国际文件 %(number)s。") % {"number": self.number}


@event("specifications.international_corrected", label=gettext_lazy("国际文件更正"))
@dataclass(frozen=True, slots=True)
class InternationalCorrected:
    """Facts about an international document were corrected."""

    number: str
    fields: tuple[str, ...]

    def sentence(self) -> str:
        """In words."""
        return _("更正国际文件 %(number)s：%(fields)s。") % {"number": self.number, "fields": _fields(self.fields)}


@event("specifications.adoption_recorded", label=gettext_lazy("采用关系登记"))
@dataclass(frozen=True, slots=True)
class AdoptionRecorded:
    """What is known of the relation between an edition and an international document."""

    edition: str
    document: str
    degree: str

    def sentence(self) -> str:
        """In words."""
        return _("登记 %(edition)s 与国际文件 %(document)s 的关系。") % {
            "edition": self.edition,
            "document": self.document,
        }


@event("specifications.vocabulary_loaded", label=gettext_lazy("发布主体词表更新"))
@dataclass(frozen=True, slots=True)
class IssuersLoaded:
    """The vocabulary of issuers changed."""

    words: tuple[str, ...]

    def sentence(self) -> str:
        """In words."""
        return _("更新规范编号中的发布主体简称：%(words)s。") % {"words": "、".join(self.words)}


@event("specifications.synthetic_register_made", label=gettext_lazy("合成数据生成"))
@dataclass(frozen=True, slots=True)
class SyntheticRegisterMade:
    """A synthetic register was generated into this database."""

    count: int
    seed: int

    def sentence(self) -> str:
        """In words."""
        return _("生成合成规范 %(count)s 项（随机种子 %(seed)s）。") % {"count": self.count, "seed": self.seed}
