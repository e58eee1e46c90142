"""What was read from a copy, in words: the report of cleaning, the points with their quotations, differences."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from quanheng.apps.planning.body_names import NATION, BodyNames
from quanheng.apps.planning.queries.intakes import IntakePage
from quanheng.apps.planning.reading import law_anchor, law_label
from quanheng.core.texts.cleaning.cleaned import DamageKind, Removed, Replaced
from quanheng.core.texts.comparing.found import CopyComparison, Difference, Level, PartKind
from quanheng.core.texts.points.point import IrregularKind
from quanheng.core.texts.policy import PolicyText

REMOVED: dict[Removed, Any] = {
    Removed.BREADCRUMB: _("当前位置"),
    Removed.TOOLBAR: _("来源、时间、点击数等工具行"),
    Removed.SHARE: _("分享、扫码"),
    Removed.METADATA: _("网页的文件信息表"),
    Removed.SUMMARY: _("核心提示"),
    Removed.ACCOUNT: _("登录、注册、检索框"),
    Removed.FORUM: _("论坛发帖信息"),
    Removed.FOOTER: _("页脚"),
    Removed.AD: _("广告"),
    Removed.PAGE_HEAD: _("正文前的网页文字"),
    Removed.PAGE_TAIL: _("正文后的网页文字"),
    Removed.REPEATED_TITLE: _("重复的网页标题"),
    Removed.NAVIGATION: _("导航"),
    Removed.FURNITURE: _("页眉页码"),
    Removed.PINYIN: _("拼音注音"),
    Removed.TAG: _("网页标签"),
    Removed.TAG_REMAINS: _("残缺的网页标签"),
    Removed.MARKDOWN: _("排版符号"),
    Removed.INVISIBLE: _("不可见字符"),
    Removed.PAGE_BREAK: _("句中换行"),
    Removed.LAYOUT: _("空行与缩进"),
}
REPLACED: dict[Replaced, Any] = {
    Replaced.ENTITY: _("网页字符实体"),
    Replaced.ENTITY_REMAINS: _("残缺的字符实体"),
    Replaced.BREAK: _("西文之间的换行改空格"),
    Replaced.WIDTH: _("半角标点改全角"),
}
DAMAGED: dict[DamageKind, Any] = {
    DamageKind.BYTES: _("无法解码的字节"),
    DamageKind.REPLACEMENT: _("来时已是乱码"),
    DamageKind.LOST: _("字已丢失，原处是问号"),
    DamageKind.SUSPECT: _("问号，可能丢字"),
    DamageKind.ALTERED: _("字可能已变"),
    DamageKind.PRIVATE_USE: _("自造字"),
    DamageKind.CONTROL: _("控制字符"),
    DamageKind.OBJECT: _("公式或嵌入对象，未能取出文字"),
    DamageKind.UNPAIRED: _("引号或括号不成对"),
}
IRREGULAR: dict[IrregularKind, Any] = {
    IrregularKind.GAP: _("前面缺号"),
    IrregularKind.REPEATED: _("编号重复"),
    IrregularKind.BACKWARD: _("编号倒退"),
    IrregularKind.NO_HEADING: _("标题后缺句号，分不清标题到哪里"),
}
LEVELS: dict[Level, Any] = {Level.WORDING: _("文字"), Level.PUNCTUATION: _("标点"), Level.DAMAGED: _("损坏处")}
MARKS = {"bodies": "body", "deadline": "deadline", "target": "target"}


@dataclass(frozen=True, slots=True)
class Report:
    """The report of cleaning in words."""

    account: Any
    removed: list[tuple[Any, int, list[Any]]]
    replaced: list[tuple[Any, int]]
    damages: list[tuple[Any, Any]]
    irregular: list[tuple[Any, Any]]
    points: int


def report(text: PolicyText) -> Report:
    """What was removed, written otherwise, is damaged, or irregular."""
    cleaned = text.cleaned
    by_reason: dict[Removed, list[Any]] = {}
    for each in cleaned.listed:
        by_reason.setdefault(each.reason, []).append(each)
    replaced = {reason: sum(each.reason is reason for each in cleaned.replacements) for reason in Replaced}
    return Report(
        account=cleaned.account,
        removed=[(REMOVED[reason], len(pieces), pieces[:20]) for reason, pieces in by_reason.items()],
        replaced=[(REPLACED[reason], count) for reason, count in replaced.items() if count],
        damages=[(DAMAGED[each.kind], each) for each in cleaned.damages],
        irregular=[(IRREGULAR[each.kind], each) for each in text.outline.irregular],
        points=len(text.outline.principals),
    )


def lines(page: IntakePage) -> list[tuple[Any, SafeString, list[Any]]]:
    """Each proposal with the words of its point, its quotations marked, and its bodies as (line, body on record)."""
    names = _names(page)
    return [
        (one, marked(page.text, one), [(line, names.known(line["name"])) for line in one.bodies])
        for one in page.proposals
    ]


def bodies_of(page: IntakePage, accepted: Sequence[Any]) -> list[tuple[str, Any]]:
    """Every name the accepted proposals give, with the body on record it means (``None``: it will be new)."""
    names = _names(page)
    said = dict.fromkeys(line["name"] for one in accepted for line in one.bodies)
    return [(name, names.known(name)) for name in said]


def _names(page: IntakePage) -> BodyNames:
    edition = page.on_record.edition
    return BodyNames(edition.instrument.jurisdiction if edition else NATION)


def marked(text: PolicyText, proposal: Any) -> SafeString:
    """The paragraphs of the proposal's point, what was quoted in ``<mark>``, damaged places marked too."""
    point = next((each for each in text.points if law_anchor(each) == proposal.anchor), None)
    if point is None:
        return SafeString("")
    pieces = []
    for index in point.paragraphs:
        whole = text.cleaned.paragraphs[index].text
        spans = [(q["start"], q["end"], MARKS.get(q["kind"], "")) for q in proposal.quotes if q["paragraph"] == index]
        damaged = [each.at for each in text.cleaned.damages if each.paragraph == index and each.at is not None]
        spans += [(at, at + 1, "damage") for at in damaged]
        pieces.append(format_html("<p>{}</p>", _with_marks(whole, sorted(spans))))
    return mark_safe("".join(pieces))  # noqa: S308  each was escaped


def _with_marks(whole: str, spans: Sequence[tuple[int, int, str]]) -> SafeString:
    made, at = [], 0
    for start, end, kind in spans:
        if start < at:
            continue
        made.append(conditional_escape(whole[at:start]))
        made.append(format_html('<mark class="quote quote--{}">{}</mark>', kind, whole[start:end]))
        at = end
    made.append(conditional_escape(whole[at:]))
    return mark_safe("".join(made))  # noqa: S308  each was escaped


@dataclass(frozen=True, slots=True)
class DifferenceRow:
    """One difference as the page shows it."""

    level: Any
    where: str
    one: str
    two: str
    before: str
    after: str
    wording: bool


def differences(found: CopyComparison, text: PolicyText) -> dict[str, list[DifferenceRow]]:
    """The differences to ``text``, the second copy: of the numbered text those that change what is read, those of signs
    and damaged places; and those of the rest.
    """
    rows: dict[str, list[DifferenceRow]] = {"wording": [], "signs": [], "outside": []}
    for each in found.differences:
        inside = each.part is PartKind.POINT
        kind = "outside" if not inside else "wording" if each.level is Level.WORDING else "signs"
        rows[kind].append(_row(each, text))
    return rows


def _row(each: Difference, text: PolicyText) -> DifferenceRow:
    point = text.point(each.anchor) if each.anchor else None
    return DifferenceRow(
        LEVELS[each.level],
        law_label(text, point) if point else each.anchor,
        each.one.text,
        each.two.text,
        each.before,
        each.after,
        each.level is Level.WORDING,
    )
