"""The event kinds of draws. Organisations are named, inspectors never."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quanheng.apps.evidence.catalogue import event

SHORT = 16


def _short(digest: str) -> str:
    """The beginning of a digest, enough to compare by eye; the payload has all of it."""
    return f"{digest[:SHORT]}…"


@event("evidence.list_frozen", label=gettext_lazy("名录封存"))
@dataclass(frozen=True, slots=True)
class ListFrozen:
    """A name list was frozen."""

    key: str
    title: str
    kind: str
    count: int
    digest: str

    def sentence(self) -> str:
        """In words."""
        return _("封存名录“%(title)s”（%(key)s），共 %(count)s 条，摘要 %(digest)s。") % {
            "title": self.title,
            "key": self.key,
            "count": self.count,
            "digest": _short(self.digest),
        }


@event("evidence.draw_composed", label=gettext_lazy("抽取方案编制"))
@dataclass(frozen=True, slots=True)
class DrawComposed:
    """The plan of a draw was composed, or revised before anybody committed."""

    draw_id: str
    title: str
    organiser: str
    parties: tuple[str, ...]
    revised: bool

    def sentence(self) -> str:
        """In words."""
        values = {"title": self.title, "organiser": self.organiser, "parties": "、".join(self.parties)}
        if self.revised:
            return _("%(organiser)s修改抽取方案“%(title)s”，参与方：%(parties)s。") % values
        return _("%(organiser)s编制抽取方案“%(title)s”，参与方：%(parties)s。") % values


@event("evidence.draw_abandoned", label=gettext_lazy("抽取方案撤回"))
@dataclass(frozen=True, slots=True)
class DrawAbandoned:
    """A plan was withdrawn before it was published."""

    draw_id: str
    reason: str

    def sentence(self) -> str:
        """In words."""
        return _("抽取 %(draw)s 的方案在公布前撤回。理由：%(reason)s") % {"draw": self.draw_id, "reason": self.reason}


@event("evidence.draw_committed", label=gettext_lazy("抽取承诺"))
@dataclass(frozen=True, slots=True)
class DrawCommitted:
    """A party committed itself to a secret."""

    draw_id: str
    party: str
    value: str
    evidence: str

    def sentence(self) -> str:
        """In words."""
        return _("%(party)s为抽取 %(draw)s 提交承诺值 %(value)s。") % {
            "party": self.party,
            "draw": self.draw_id,
            "value": _short(self.value),
        }


@event("evidence.plan_published", label=gettext_lazy("抽取方案公布"))
@dataclass(frozen=True, slots=True)
class PlanPublished:
    """The plan was fixed and published."""

    draw_id: str
    digest: str

    def sentence(self) -> str:
        """In words."""
        return _("公布抽取 %(draw)s 的方案，方案摘要 %(digest)s。") % {
            "draw": self.draw_id,
            "digest": _short(self.digest),
        }


@event("evidence.draw_revealed", label=gettext_lazy("抽取揭示"))
@dataclass(frozen=True, slots=True)
class DrawRevealed:
    """A party revealed its secret, and it fits the commitment."""

    draw_id: str
    party: str
    value: str
    evidence: str

    def sentence(self) -> str:
        """In words."""
        return _("%(party)s为抽取 %(draw)s 揭示，与承诺值相符。") % {"party": self.party, "draw": self.draw_id}


@event("evidence.numbers_entered", label=gettext_lazy("公共号码录入"))
@dataclass(frozen=True, slots=True)
class NumbersEntered:
    """Public numbers were taken in, with where they were published."""

    draw_id: str
    issue: str
    numbers: str
    where: str

    def sentence(self) -> str:
        """In words."""
        return _("抽取 %(draw)s 录入公共号码：%(issue)s，%(numbers)s，公布处：%(where)s。") % {
            "draw": self.draw_id,
            "issue": self.issue,
            "numbers": self.numbers,
            "where": self.where,
        }


@event("evidence.draw_run", label=gettext_lazy("抽取执行"))
@dataclass(frozen=True, slots=True)
class DrawRun:
    """The draw was run."""

    draw_id: str
    seed: str
    objects: int
    reserves: int

    def sentence(self) -> str:
        """In words."""
        return _("执行抽取 %(draw)s：抽中 %(objects)s 个检查对象，备选 %(reserves)s 个，种子 %(seed)s。") % {
            "draw": self.draw_id,
            "objects": self.objects,
            "reserves": self.reserves,
            "seed": _short(self.seed),
        }


@event("evidence.draw_voided", label=gettext_lazy("抽取作废"))
@dataclass(frozen=True, slots=True)
class DrawVoided:
    """The draw is void by its own rule: these parties revealed nothing in time, or (no party) the plan was not
    witnessed in time.
    """

    draw_id: str
    parties: tuple[str, ...]

    def sentence(self) -> str:
        """In words."""
        if not self.parties:
            return _("抽取 %(draw)s 作废：方案在起算时间之前没有取得见证方的签署。") % {"draw": self.draw_id}
        return _("抽取 %(draw)s 作废：%(parties)s未在截止前揭示。") % {
            "draw": self.draw_id,
            "parties": "、".join(self.parties),
        }


@event("evidence.draw_substituted", label=gettext_lazy("抽取替补"))
@dataclass(frozen=True, slots=True)
class DrawSubstituted:
    """An object or an inspector fell out, and the rule says who stands in. Numbers of the draw, no names."""

    draw_id: str
    number: int
    kind: str
    left: str
    successor: str

    def sentence(self) -> str:
        """In words."""
        values = {"draw": self.draw_id, "left": self.left, "successor": self.successor or _("无人可替")}
        return _("抽取 %(draw)s 替补：%(left)s 由 %(successor)s 接替。") % values
